// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.tasks`: how long tasks may take and wait.
    public struct Tasks: Sendable, Hashable {
        /// How long an attempt may take; zero is as long as it takes.
        public var defaultTimeout = Duration.zero
        /// After how long an attempt is reported; zero never does.
        public var longTaskWarning = Duration.seconds(300)
        /// How long a task may stand in line; zero is for ever.
        public var queueTimeout = Duration.seconds(600)

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Tasks {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "default_timeout",
                \.defaultTimeout,
                .duration(.seconds),
                default: .zero,
                "How long an attempt of a task may take when the task does not say; 0 is as long as it takes."
            ),
            .key(
                "long_task_warning",
                \.longTaskWarning,
                .duration(.seconds),
                default: .seconds(300),
                "After how long an attempt is reported in the log and as an event; 0 never does."
            ),
            .key(
                "queue_timeout",
                \.queueTimeout,
                .duration(.seconds),
                default: .seconds(600),
                "How long a task may stand in line when it does not say; 0 is for ever. Waiting for other tasks does not count."
            ),
        ]
    )
}
