// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A chat platform: it keeps what people have written until it is acknowledged, and takes what the gateway sends.
final class SimulatedPlatform: Sendable {
    /// Something a person has written.
    struct Update: Sendable {
        var number: Int
        var group: String
        var text: String
        var sender = "someone"
        /// Whether it replies to another message.
        var isReply = false
    }

    private struct State {
        var waiting: [Update] = []
        var acknowledged: [Int] = []
        var rejected: Set<Int> = []
        /// How often each delivery was taken, and which message it answers.
        var taken: [String: Int] = [:]
        var replies: [String: [String]] = [:]
        var order: [String: Int] = [:]
        var refusals = 0
    }

    static let channel: ChannelID = "chat"

    private let world: SimulationWorld
    private let state = Mutex(State())

    init(_ world: SimulationWorld) { self.world = world }

    /// The name of an update, the same each time it is delivered.
    static func event(_ number: Int) -> String { "u\(number)" }

    // MARK: People

    func write(_ update: Update) {
        self.world.note("a person writes u\(update.number) in \(update.group)")
        self.state.withLock { $0.waiting.append(update) }
    }

    // MARK: The channel's side

    /// What waits to be acknowledged.
    func pending() -> [Update] { self.state.withLock { $0.waiting } }

    func acknowledge(_ number: Int, isRejected: Bool) {
        let isNew = self.state.withLock { state -> Bool in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return false }
            state.waiting.remove(at: index)
            if isRejected { state.rejected.insert(number) } else { state.acknowledged.append(number) }
            return true
        }
        if isNew { self.world.note("u\(number) is \(isRejected ? "rejected" : "acknowledged")") }
    }

    /// Takes a message.
    func take(_ message: OutboundMessage) -> SendReceipt {
        let (ordinal, deliveries, replies) = self.state.withLock { state -> (Int, Int, Int) in
            let ordinal = state.order[message.deliveryID] ?? state.order.count + 1
            state.order[message.deliveryID] = ordinal
            state.taken[message.deliveryID, default: 0] += 1
            if let reply = message.replyToID { state.replies[reply, default: []].append(message.text) }
            return (ordinal, state.taken[message.deliveryID] ?? 0, message.replyToID.flatMap { state.replies[$0]?.count } ?? 0)
        }
        self.world.note("the platform takes delivery \(ordinal), an answer to \(message.replyToID ?? "nothing"): \(message.text)")
        if deliveries > 1 { self.world.fail("delivery \(ordinal) to \(message.replyToID ?? "nothing") was sent \(deliveries) times") }
        if replies > 1 { self.world.fail("\(message.replyToID ?? "nothing") was answered \(replies) times") }
        return SendReceipt(messageID: "p\(ordinal)")
    }

    /// Looks for a message.
    func find(_ deliveryID: String) -> SendReceipt? {
        self.state.withLock { state in
            state.taken[deliveryID] == nil ? nil : state.order[deliveryID].map { SendReceipt(messageID: "p\($0)") }
        }
    }

    // MARK: Looking

    var acknowledged: [Int] { self.state.withLock { $0.acknowledged } }
    var isQuiet: Bool { self.state.withLock { $0.waiting.isEmpty } }
    func replies(to number: Int) -> [String] { self.state.withLock { $0.replies[Self.event(number)] ?? [] } }
    func replyCount(_ number: Int) -> Int { self.replies(to: number).count }
}
