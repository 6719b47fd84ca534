// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `cron.runLog`: what is kept of runs that ended.
    public struct CronRunLog: Sendable, Hashable {
        /// The most bytes of all lines together.
        public var maxBytes = 2_000_000
        /// The most lines of one job; of all jobs ten times as many.
        public var keepLines = 50

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.CronRunLog {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("maxBytes", \.maxBytes, .size(1_024...32_000_000), default: 2_000_000, "The most bytes of all lines together."),
            .key(
                "keepLines",
                \.keepLines,
                .integer(1...2_000),
                default: 50,
                "The most lines of one job; of all jobs ten times as many. They are in the file of the jobs, which each run writes anew."
            ),
        ]
    )
}
