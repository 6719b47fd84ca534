// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension InMemorySessionStore {
    /// The bounds of a store in memory.
    public struct Configuration: Sendable, Hashable {
        /// What happens when a session more than the maximum is begun.
        public enum Overflow: Sendable, Hashable {
            /// The new session is refused with ``SessionStoreError/Code/full``.
            case refuse
            /// The session that changed longest ago is forgotten.
            case forgetOldest
        }

        /// How many active sessions at most; with archived ones there are at most twice as many.
        public var maximumSessions: Int
        /// What happens beyond that.
        public var overflow: Overflow
        /// How many of the newest entries of a session are remembered; for a while there may be a quarter more.
        public var retainedEntriesPerSession: Int
        /// About how many bytes of a session's newest entries are remembered; for a while there may be a quarter more.
        public var retainedBytesPerSession: Int
        /// About how many bytes one entry may have.
        public var maximumEntryBytes: Int
        /// About how many bytes the settable properties of a session may have.
        public var maximumAttributeBytes: Int

        /// Makes bounds.
        public init(
            maximumSessions: Int = 10_000,
            overflow: Overflow = .refuse,
            retainedEntriesPerSession: Int = 2_000,
            retainedBytesPerSession: Int = 8 << 20,
            maximumEntryBytes: Int = 8 << 20,
            maximumAttributeBytes: Int = 64 << 10
        ) {
            self.maximumSessions = max(1, maximumSessions)
            self.overflow = overflow
            self.retainedEntriesPerSession = max(1, retainedEntriesPerSession)
            self.retainedBytesPerSession = max(1, retainedBytesPerSession)
            self.maximumEntryBytes = max(1, maximumEntryBytes)
            self.maximumAttributeBytes = max(1, maximumAttributeBytes)
        }
    }
}
