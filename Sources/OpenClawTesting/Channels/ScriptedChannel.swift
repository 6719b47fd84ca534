// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A channel whose platform is the test: it hands messages in, records what is sent and fails when told to.
///
/// ```swift
/// let channel = ScriptedChannel(id: "support")
/// let admission = try await channel.deliver(text: "hello", from: Peer(id: "42"))
/// try await channel.waitForSends(1)
/// #expect(channel.sent[0].text == "…")
/// ```
public final class ScriptedChannel: TypingIndicating, ReceiptReconciling {
    /// What becomes of a send.
    public enum Outcome: Sendable {
        /// The platform takes it.
        case taken
        /// The platform refuses it and has nothing.
        case refused(ChannelSendError)
        /// The platform takes it, but the channel does not learn of it.
        case takenSilently(ChannelSendError)
    }

    private struct State: Sendable {
        var inbox: ChannelInbox?
        var runs = 0
        var runFailures: [ChannelSendError] = []
        var outcomes: [Outcome] = []
        var sent: [OutboundMessage] = []
        var receipts: [String: SendReceipt] = [:]
        var typing: Set<Peer> = []
        var events = 0
    }

    /// The channel's name.
    public let id: ChannelID
    private let state = StateGate(State())

    /// Makes a channel.
    public init(id: ChannelID) { self.id = id }

    // MARK: The test's side

    /// Says what becomes of the next sends, one after the other; later ones are taken.
    public func script(_ outcomes: [Outcome]) { self.state.update { $0.outcomes += outcomes } }

    /// Lets the next runs of the channel end with these errors.
    public func failRuns(_ errors: [ChannelSendError]) { self.state.update { $0.runFailures += errors } }

    /// Every message the platform has taken, in its order.
    public var sent: [OutboundMessage] { self.state.value.sent }

    /// The conversations in which the sign of writing is shown.
    public var typing: Set<Peer> { self.state.value.typing }

    /// How often the gateway has started the channel.
    public var runCount: Int { self.state.value.runs }

    /// Waits until the platform has taken so many messages.
    public func waitForSends(_ count: Int) async throws(CancellationError) {
        try await self.state.wait { $0.sent.count >= count }
    }

    /// Waits until the channel runs.
    public func waitUntilRunning() async throws(CancellationError) {
        try await self.state.wait { $0.inbox != nil }
    }

    /// Hands a message in as the platform would, and returns the gateway's answer.
    public func deliver(_ message: InboundMessage) async throws(CancellationError) -> Admission {
        try await self.waitUntilRunning()
        guard let inbox = self.state.value.inbox else { return .deferred(retryAfter: .zero, reason: "the channel has stopped") }
        return await inbox.receive(message)
    }

    /// Hands in words with a new platform identifier, or with the given one.
    public func deliver(text: String, from peer: Peer, event: String? = nil) async throws(CancellationError) -> Admission {
        let number = self.state.update { state -> Int in
            state.events += 1
            return state.events
        }
        let id = MessageID(channel: self.id, event: event ?? "event-\(number)")
        return try await self.deliver(InboundMessage(id: id, peer: peer, text: text))
    }

    // MARK: The gateway's side

    /// Keeps the inbox until the task is cancelled.
    public func run(_ inbox: ChannelInbox) async throws {
        let failure = self.state.update { state -> ChannelSendError? in
            state.runs += 1
            if state.runFailures.isEmpty {
                state.inbox = inbox
                return nil
            }
            return state.runFailures.removeFirst()
        }
        if let failure { throw failure }
        inbox.report(ChannelAccountState(.connected))
        defer { self.state.update { $0.inbox = nil } }
        try await self.state.wait { _ in false }
    }

    /// Takes or refuses a message as scripted.
    public func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt {
        let result = self.state.update { state -> Result<SendReceipt, ChannelSendError> in
            let outcome = state.outcomes.isEmpty ? .taken : state.outcomes.removeFirst()
            if case .refused(let error) = outcome { return .failure(error) }
            state.sent.append(message)
            let receipt = SendReceipt(messageID: "sent-\(state.sent.count)")
            state.receipts[message.deliveryID] = receipt
            if case .takenSilently(let error) = outcome { return .failure(error) }
            return .success(receipt)
        }
        return try result.get()
    }

    /// Remembers where the sign of writing is shown.
    public func setTyping(_ isTyping: Bool, account: AccountID, peer: Peer, threadID: String?) async throws(ChannelSendError) {
        self.state.update { state in
            if isTyping { state.typing.insert(peer) } else { state.typing.remove(peer) }
        }
    }

    /// Looks a delivery up among those the platform has taken.
    public func reconcile(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt? {
        self.state.value.receipts[message.deliveryID]
    }
}
