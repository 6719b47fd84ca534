// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A channel inside the process: the embedding program says what people write and reads what is sent.
///
/// ```swift
/// let support = InMemoryChannel(id: "support")
/// let admission = await support.receive("hello", from: "alice")
/// let answer = await support.nextSent()
/// ```
///
/// Bounds: `capacity` messages wait on each side. When nobody reads, the oldest sent message is forgotten.
public final class InMemoryChannel: Channel, TypingIndicating {
    /// The channel's name.
    public let id: ChannelID

    private struct State {
        var inbox: ChannelInbox?
        var waiting: [Int: CheckedContinuation<ChannelInbox?, Never>] = [:]
        var nextWaiter = 0
        var sequence = 0
        var typing: Set<Peer> = []
    }

    private let state = Mutex(State())
    private let sent: Mailbox<OutboundMessage>

    /// Makes a channel.
    public init(id: ChannelID, capacity: Int = 1_024) {
        self.id = id
        self.sent = Mailbox(capacity: capacity, overflow: .dropOldest)
    }

    /// Keeps the inbox until the task is cancelled.
    public func run(_ inbox: ChannelInbox) async throws {
        let waiting = self.state.withLock { state in
            state.inbox = inbox
            let waiting = state.waiting
            state.waiting = [:]
            return waiting
        }
        for continuation in waiting.values { continuation.resume(returning: inbox) }
        inbox.report(ChannelAccountState(.connected))
        let forever = Mailbox<Never>(capacity: 1, overflow: .reject)
        _ = await forever.next()
        self.state.withLock { $0.inbox = nil }
        inbox.report(ChannelAccountState(.stopped))
    }

    /// Keeps the message for ``nextSent()``.
    public func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt {
        _ = self.sent.offer(message)
        return SendReceipt(messageID: message.deliveryID)
    }

    /// Remembers who sees the sign.
    public func setTyping(_ isTyping: Bool, account: AccountID, peer: Peer, threadID: String?) async throws(ChannelSendError) {
        self.state.withLock { state in
            if isTyping { state.typing.insert(peer) } else { state.typing.remove(peer) }
        }
    }

    /// Hands a message to the gateway as if a person had written it; waits until the gateway runs or the task is cancelled.
    @discardableResult
    public func receive(_ text: String, from sender: String, event: String? = nil, peer: Peer? = nil) async -> Admission {
        let number = self.state.withLock { state in
            state.sequence += 1
            return state.sequence
        }
        let identity = MessageID(channel: self.id, event: event ?? "\(sender)-\(number)")
        return await self.receive(InboundMessage(id: identity, peer: peer ?? Peer(id: sender), text: text, senderID: sender))
    }

    /// Hands a message to the gateway; waits until the gateway runs or the task is cancelled, which is answered with `.deferred`.
    public func receive(_ message: InboundMessage) async -> Admission {
        guard let inbox = await self.inbox() else { return .deferred(retryAfter: .seconds(1), reason: "the channel is not running") }
        return await inbox.receive(message)
    }

    /// The next message the gateway sent; `nil` when the task is cancelled.
    public func nextSent() async -> OutboundMessage? { await self.sent.next() }

    /// The gateway's side, as soon as there is one; `nil` when the task is cancelled first.
    private func inbox() async -> ChannelInbox? {
        let id = self.state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = self.state.withLock { state -> ChannelInbox?? in
                    if let inbox = state.inbox { return inbox }
                    if Task.isCancelled { return .some(nil) }
                    state.waiting[id] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            self.state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: nil)
        }
    }
}
