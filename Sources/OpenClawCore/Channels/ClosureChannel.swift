// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A channel that only sends, made of a closure; messages come in through ``Gateway/receive(_:)``.
public struct ClosureChannel: Channel {
    /// The channel's name.
    public let id: ChannelID
    private let receive: @Sendable (ChannelInbox) async throws -> Void
    private let deliver: @Sendable (OutboundMessage) async throws(ChannelSendError) -> SendReceipt

    /// Makes a channel from what it does to send, and optionally to receive.
    public init(
        id: ChannelID,
        receive: (@Sendable (ChannelInbox) async throws -> Void)? = nil,
        send: @escaping @Sendable (OutboundMessage) async throws(ChannelSendError) -> SendReceipt
    ) {
        self.id = id
        self.receive =
            receive ?? { _ in
                let forever = Mailbox<Never>(capacity: 1, overflow: .reject)
                _ = await forever.next()
            }
        self.deliver = send
    }

    /// Runs the receiving closure, or waits until the task is cancelled.
    public func run(_ inbox: ChannelInbox) async throws { try await self.receive(inbox) }

    /// Runs the sending closure.
    public func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { try await self.deliver(message) }
}
