// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When and where people are told that a scheduled job fails again and again (PROTOCOL 7.3).
public struct CronFailureAlerts: Sendable, Hashable {
    /// How an alert travels.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// A message in a conversation.
        case announce
        /// A post to a web hook.
        case webhook
    }

    /// Whether jobs that say nothing about it raise alerts.
    public var isEnabled: Bool
    /// After how many failures in a row, 1 to 1,000.
    public var after: Int
    /// The shortest time between two alerts of a job.
    public var cooldown: Duration
    /// How alerts travel; `nil` is as the answers of the job.
    public var mode: Mode?
    /// The channel; `nil` is that of the job's delivery.
    public var channel: String?
    /// The conversation or the URL; `nil` is that of the job's delivery.
    public var to: String?
    /// The account that sends; `nil` is that of the job's delivery.
    public var accountID: String?

    /// Makes a configuration; without arguments only jobs that ask for alerts raise them.
    public init(
        isEnabled: Bool = false,
        after: Int = 2,
        cooldown: Duration = .seconds(3_600),
        mode: Mode? = nil,
        channel: String? = nil,
        to: String? = nil,
        accountID: String? = nil
    ) {
        self.isEnabled = isEnabled
        self.after = max(1, min(1_000, after))
        self.cooldown = max(.zero, cooldown)
        self.mode = mode
        self.channel = channel
        self.to = to
        self.accountID = accountID
    }
}
