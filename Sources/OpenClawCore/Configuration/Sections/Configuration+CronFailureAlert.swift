// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `cron.failureAlert`: word for people that a scheduled job fails again and again.
    public struct CronFailureAlert: Sendable, Hashable {
        /// Whether jobs that say nothing about it raise alerts.
        public var isEnabled = false
        /// After how many failures in a row.
        public var after = 2
        /// The shortest time between two alerts of a job.
        public var cooldown = Duration.seconds(3_600)
        /// How alerts travel; `nil` is as the answers of the job.
        public var mode: CronFailureAlerts.Mode?
        /// The channel; `nil` is that of the job's delivery.
        public var channel: String?
        /// The conversation or the URL; `nil` is that of the job's delivery.
        public var to: String?
        /// The account that sends.
        public var accountID: String?

        /// The section without any key set.
        public init() {}

        /// The gateway's part of it.
        public var alerts: CronFailureAlerts {
            CronFailureAlerts(
                isEnabled: self.isEnabled,
                after: self.after,
                cooldown: self.cooldown,
                mode: self.mode,
                channel: self.channel,
                to: self.to,
                accountID: self.accountID
            )
        }
    }
}

extension Configuration.CronFailureAlert {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: false, "Whether jobs that say nothing about it raise alerts."),
            .key("after", \.after, .integer(1...1_000), default: 2, "After how many failures in a row; runs that were left out do not count."),
            .key(
                "cooldownMs",
                \.cooldown,
                .duration(.milliseconds, atLeast: .seconds(1), orZero: true),
                default: .seconds(3_600),
                "The shortest time between two alerts of a job."
            ),
            .key("mode", \.mode, .choice([.announce, .webhook]), "How alerts travel: to a conversation or to a web hook; as the job's answers when left out."),
            .key("channel", \.channel, .text("a channel", example: "\"telegram\""), "The channel; that of the job's delivery when left out."),
            .key(
                "to",
                \.to,
                .text("a conversation or a URL", example: "\"group:123\""),
                "The conversation, or the URL of the web hook; that of the job's delivery when left out."
            ),
            .key("accountId", \.accountID, .text("an account", example: "\"work\""), "The account of the channel that sends."),
        ]
    )
}
