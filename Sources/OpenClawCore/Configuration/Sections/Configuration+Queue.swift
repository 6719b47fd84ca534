// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `queue`: where tasks are kept.
    public struct Queue: Sendable, Hashable {
        /// Where they are kept.
        public var type = QueueStorageType.file
        /// How many may be open.
        public var maxSize = 10_000
        /// How many are written together.
        public var batchSize = 50
        /// How often they are written.
        public var flushInterval = Duration.milliseconds(1_000)

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Queue {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "type",
                \.type,
                .choice([.file, .memory], notYet: ["redis"]),
                default: .file,
                "Where tasks are kept: `file` in the ledger, so that they survive a crash, or `memory`."
            ),
            .key(
                "maxSize",
                \.maxSize,
                .integer(1...1_000_000, example: 10_000),
                default: 10_000,
                "How many tasks may be open; more are refused."
            ),
            .key(
                "batchSize",
                \.batchSize,
                .integer(1...100_000, example: 50),
                default: 50,
                isAvailable: false,
                "Tasks written together; the ledger writes all that wait."
            ),
            .key(
                "flushInterval",
                \.flushInterval,
                .duration(.milliseconds),
                default: .milliseconds(1_000),
                isAvailable: false,
                "How often tasks are written; `ledger.durability` and `ledger.interval` decide."
            ),
        ]
    )
}
