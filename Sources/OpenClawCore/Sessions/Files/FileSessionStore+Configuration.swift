// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension FileSessionStore {
    /// Where a file store keeps its sessions, how safely, and its bounds.
    public struct Configuration: Sendable, Hashable {
        /// When written entries are made to survive a power cut. A crash of the process alone never loses what an append has returned.
        public enum Durability: Sendable, Hashable {
            /// Before the append returns.
            case everyCommit
            /// At most this long after the append has returned, while ``FileSessionStore/run()`` runs.
            case interval(Duration)
            /// When the system sees fit.
            case never
        }

        /// The directory that holds `agents/`; it is made when it does not exist.
        public var root: String
        /// When written entries are made to survive a power cut.
        public var durability: Durability
        /// How many active sessions at most, and half as many as there may be with archived ones; one more is refused with
        /// ``SessionStoreError/Code/full``.
        public var maximumSessions: Int
        /// How many bytes the line of one entry may have.
        public var maximumEntryBytes: Int
        /// How many bytes one transcript may have; beyond that appends are refused with ``SessionStoreError/Code/full`` until a reset.
        public var maximumTranscriptBytes: Int
        /// How many bytes the settable properties of a session may have as JSON.
        public var maximumAttributeBytes: Int
        /// How many bytes may wait to be written; beyond that appends are refused with ``SessionStoreError/Code/unavailable``.
        public var maximumQueuedBytes: Int
        /// How many transcripts are kept open.
        public var maximumOpenSessions: Int
        /// How many bytes of newest entries are kept in memory, over all sessions.
        public var cacheBytes: Int
        /// How many of the newest entries of one session are kept in memory.
        public var cachedEntriesPerSession: Int
        /// Up to how many sessions ``FileSessionStore/flush()`` writes `sessions.json` for other programs; 0 never does.
        public var mirrorLimit: Int
        /// The working directory that headers of transcripts name.
        public var workingDirectory: String

        /// Makes a configuration with the defaults of everything but the place.
        public init(
            root: String,
            durability: Durability = .interval(.seconds(1)),
            maximumSessions: Int = 250_000,
            maximumEntryBytes: Int = 16 << 20,
            maximumTranscriptBytes: Int = 2 << 30,
            maximumAttributeBytes: Int = 64 << 10,
            maximumQueuedBytes: Int = 64 << 20,
            maximumOpenSessions: Int = 256,
            cacheBytes: Int = 32 << 20,
            cachedEntriesPerSession: Int = 256,
            mirrorLimit: Int = 5_000,
            workingDirectory: String? = nil
        ) {
            self.root = root
            self.durability = durability
            self.maximumSessions = max(1, maximumSessions)
            self.maximumEntryBytes = max(1, maximumEntryBytes)
            self.maximumTranscriptBytes = max(1, maximumTranscriptBytes)
            self.maximumAttributeBytes = max(2, maximumAttributeBytes)
            self.maximumQueuedBytes = max(1, maximumQueuedBytes)
            self.maximumOpenSessions = max(1, maximumOpenSessions)
            self.cacheBytes = max(0, cacheBytes)
            self.cachedEntriesPerSession = max(1, cachedEntriesPerSession)
            self.mirrorLimit = max(0, mirrorLimit)
            self.workingDirectory = workingDirectory ?? root
        }

        /// Lines longer than this are passed over when transcripts are read.
        var maximumLineBytes: Int { max(self.maximumEntryBytes, 16 << 20) + 4096 }

        /// How long rows of the index may lag behind while ``FileSessionStore/run()`` runs.
        static let checkpointInterval = Duration.seconds(30)
    }
}
