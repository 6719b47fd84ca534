// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension FileLedger {
    /// Where a ledger keeps its files, how safely, and its bounds.
    public struct Configuration: Sendable, Hashable {
        /// The directory; it is made when it does not exist.
        public var directory: String
        /// When records survive a power cut.
        public var durability: LedgerDurability
        /// How many histories may be open; more are answered ``LedgerAcceptance/full``.
        public var maximumOpen: Int
        /// How many bytes of payload open histories may have; more are answered ``LedgerAcceptance/full``.
        public var maximumOpenBytes: Int
        /// How many settled histories are remembered: as long as an identity is, its repetition is recognised.
        public var maximumSettled: Int
        /// How many bytes may wait to be written; more is refused with ``LedgerError/Code/unavailable``.
        public var maximumQueuedBytes: Int
        /// The size at which a new segment begins.
        public var segmentBytes: Int
        /// How much of a segment is filled with zeros ahead of the writer, at most.
        public var fillBytes: Int

        /// Makes a configuration with the defaults of everything but the place.
        public init(
            directory: String,
            durability: LedgerDurability = .everyCommit,
            maximumOpen: Int = 10_000,
            maximumOpenBytes: Int = 64 << 20,
            maximumSettled: Int = 20_000,
            maximumQueuedBytes: Int = 64 << 20,
            segmentBytes: Int = 32 << 20,
            fillBytes: Int = 4 << 20
        ) {
            self.directory = directory
            self.durability = durability
            self.maximumOpen = max(1, maximumOpen)
            self.maximumOpenBytes = max(1, maximumOpenBytes)
            self.maximumSettled = max(1, maximumSettled)
            self.maximumQueuedBytes = max(1, maximumQueuedBytes)
            self.segmentBytes = max(4096, segmentBytes)
            self.fillBytes = max(512, fillBytes)
        }

        var limits: LedgerState.Limits {
            LedgerState.Limits(
                maximumOpen: self.maximumOpen,
                maximumOpenBytes: self.maximumOpenBytes,
                maximumSettled: self.maximumSettled
            )
        }
    }

    /// Counts since the ledger was opened.
    public struct Statistics: Sendable, Hashable {
        /// Records found when it was opened.
        public var recovered = 0
        /// Records written.
        public var records = 0
        /// Batches they were written in; with ``LedgerDurability/everyCommit`` each is one synchronization.
        public var batches = 0
        /// Bytes written.
        public var bytes = 0
        /// Compactions.
        public var compactions = 0
    }
}
