// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import Synchronization

/// A channel whose platform sits at the pipes of the process.
///
/// | line | direction | meaning |
/// |---|---|---|
/// | `M event person` | in | somebody has written |
/// | `A event` | out | the message may be forgotten, the gateway has it |
/// | `D delivery event` | out | an answer; the platform has it as soon as the line is written |
/// | `Q delivery`, `R delivery 1` | out, in | does the platform have it? |
/// | `! text` | out | something that must not happen |
final class PipeChannel: ReceiptReconciling {
    let id: ChannelID = "pipe"
    private let questions = Mutex<[String: Mailbox<Bool>]>([:])

    func run(_ inbox: ChannelInbox) async throws {
        inbox.report(ChannelAccountState(.connected))
        Output.line("open")
        try await BlockingPool.withPool(maximumThreads: 1) { pool in try await self.read(Input(pool), inbox) }
    }

    private func read(_ input: Input, _ inbox: ChannelInbox) async throws {
        var input = input
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                for line in try await input.lines() {
                    let words = line.split(separator: " ").map(String.init)
                    guard words.count == 3 else { throw Failure("what is \(line)?") }
                    if words[0] == "R" {
                        self.questions.withLock { $0.removeValue(forKey: words[1]) }?.offer(words[2] == "1")
                    } else {
                        group.addTask { try await self.handIn(words[1], from: words[2], inbox) }
                    }
                }
            }
        }
    }

    private func handIn(_ event: String, from person: String, _ inbox: ChannelInbox) async throws {
        let message = InboundMessage(id: MessageID(channel: self.id, event: event), peer: Peer(id: person), text: event)
        while true {
            switch await inbox.receive(message) {
            case .accepted, .duplicate: return Output.line("A \(event)")
            case .deferred(let pause, _): try await Task.sleep(for: pause)
            case .rejected(let reason): return Output.line("! \(event) is rejected: \(reason)")
            }
        }
    }

    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt {
        Output.line("D \(message.deliveryID) \(message.text)")
        return SendReceipt(messageID: message.deliveryID)
    }

    func reconcile(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt? {
        let answer = Mailbox<Bool>(capacity: 1)
        self.questions.withLock { $0[message.deliveryID] = answer }
        Output.line("Q \(message.deliveryID)")
        guard let isThere = await answer.next() else { throw ChannelSendError(.unknownOutcome, "the channel stops") }
        return isThere ? SendReceipt(messageID: message.deliveryID) : nil
    }
}
