// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `performance`: how much is done at the same time.
    public struct Performance: Sendable, Hashable {
        /// How many event loops serve connections; `nil` is one less than there are processors.
        public var workers: Int?
        /// How many tasks may stand in line.
        public var queueSize = 1_000
        /// How many tasks are handed out together.
        public var batchSize = 10
        /// How many tasks run at the same time.
        public var concurrency = 5

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Performance {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "workers",
                \.workers,
                .integer(1...256, example: 4),
                "How many event loops serve connections; one less than there are processors, at most 8, when left out."
            ),
            .key(
                "queueSize",
                \.queueSize,
                .integer(1...1_000_000, example: 1_000),
                default: 1_000,
                "How many tasks may stand in line; more are told to come back later. Those that wait for other tasks do not count."
            ),
            .key(
                "batchSize",
                \.batchSize,
                .integer(1...100_000, example: 10),
                default: 10,
                isAvailable: false,
                "Tasks handed out together; a task is handed out as soon as there is a place."
            ),
            .key(
                "concurrency",
                \.concurrency,
                .integer(1...10_000, example: 5),
                default: 5,
                "How many tasks agents do at the same time, and how many each node does; one more of each is kept for `control`."
            ),
        ],
        reserved: [.later("cache", "the cache")]
    )
}
