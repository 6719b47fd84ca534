// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How ends of jobs are posted to web hooks (PROTOCOL 7.3).
public struct CronWebhooks: Sendable {
    /// Who posts.
    public var sender: any WebhookSender
    /// What web hooks are shown, as `Authorization: Bearer`; `nil` shows nothing.
    public var token: Secret?
    /// How long one attempt may take.
    public var timeout: Duration
    /// How often one end is posted at most, 1 to 10.
    public var maximumAttempts: Int

    /// Makes a configuration.
    public init(sender: any WebhookSender, token: Secret? = nil, timeout: Duration = .seconds(10), maximumAttempts: Int = 3) {
        self.sender = sender
        self.token = token
        self.timeout = timeout
        self.maximumAttempts = max(1, min(10, maximumAttempts))
    }

    /// How long to wait after a failed attempt; the first one is 1.
    static func pause(after attempt: Int) -> Duration { [.seconds(1), .seconds(5), .seconds(15)][min(attempt, 3) - 1] }
}
