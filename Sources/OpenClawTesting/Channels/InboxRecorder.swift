// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// The gateway's side of a channel in tests: keeps what is handed in and answers as told.
public final class InboxRecorder: Sendable {
    private struct State: Sendable {
        var messages: [InboundMessage] = []
        var answers: [Admission]
        var positions: [MessageID: LedgerPosition] = [:]
        var states: [ChannelAccountState] = []
    }

    private let channel: ChannelID
    private let state: StateGate<State>

    /// Makes a recorder; after the given answers messages are accepted, those seen before answered as duplicates.
    public init(_ channel: ChannelID, answers: [Admission] = []) {
        self.channel = channel
        self.state = StateGate(State(answers: answers))
    }

    /// What to give to the channel.
    public var inbox: ChannelInbox {
        ChannelInbox(
            channel: self.channel,
            receive: { message in
                self.state.update { state in
                    state.messages.append(message)
                    if !state.answers.isEmpty { return state.answers.removeFirst() }
                    if let position = state.positions[message.id] { return .duplicate(position) }
                    let position = LedgerPosition(UInt64(state.positions.count + 1))
                    state.positions[message.id] = position
                    return .accepted(position)
                }
            },
            report: { _, accountState in self.state.update { $0.states.append(accountState) } }
        )
    }

    /// Everything that was handed in, in its order.
    public var messages: [InboundMessage] { self.state.value.messages }

    /// What the channel has reported about its accounts.
    public var states: [ChannelAccountState] { self.state.value.states }

    /// Waits until so many messages were handed in.
    public func waitForMessages(_ count: Int) async throws(CancellationError) {
        try await self.state.wait { $0.messages.count >= count }
    }

    /// Waits until these words were handed in.
    public func waitForMessage(_ text: String) async throws(CancellationError) {
        try await self.state.wait { state in state.messages.contains { $0.text == text } }
    }
}
