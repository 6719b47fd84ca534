// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a running channel hands its messages to.
public struct ChannelInbox: Sendable {
    /// The channel this inbox belongs to.
    public let channel: ChannelID
    private let admit: @Sendable (InboundMessage) async -> Admission
    private let report: @Sendable (AccountID, ChannelAccountState) -> Void

    /// Makes an inbox over closures. Gateways make them; tests and bridges may too.
    public init(
        channel: ChannelID,
        receive: @escaping @Sendable (InboundMessage) async -> Admission,
        report: @escaping @Sendable (AccountID, ChannelAccountState) -> Void = { _, _ in }
    ) {
        self.channel = channel
        self.admit = receive
        self.report = report
    }

    /// Hands a message to the gateway; when this returns ``Admission/accepted(_:)`` the message is recorded.
    public func receive(_ message: InboundMessage) async -> Admission { await self.admit(message) }

    /// Tells the gateway how an account fares; shown by `channels.status`.
    public func report(_ state: ChannelAccountState, account: AccountID = .default) { self.report(account, state) }
}
