// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// The adapter of the simulated platform: asks it for news over the network, acknowledges what the gateway took, sends answers.
final class SimulatedChannel: Channel {
    let id = SimulatedPlatform.channel
    let port: SimulatedPort

    init(_ port: SimulatedPort) { self.port = port }

    func run(_ inbox: ChannelInbox) async throws { try await self.port.receive(inbox) }

    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { try await self.port.send(message) }
}

/// The same for a platform that can be asked whether it has something.
final class SimulatedReconcilingChannel: ReceiptReconciling {
    let id = SimulatedPlatform.channel
    let port: SimulatedPort

    init(_ port: SimulatedPort) { self.port = port }

    func run(_ inbox: ChannelInbox) async throws { try await self.port.receive(inbox) }

    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt { try await self.port.send(message) }

    func reconcile(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt? { try await self.port.find(message) }
}

/// The work of the adapters, in one process.
final class SimulatedPort: Sendable {
    let world: SimulationWorld
    let network: SimulatedNetwork
    let platform: SimulatedPlatform
    let process: SimulatedProcess
    let flaw: SimulationFlaw?
    /// How often the platform answers a send with a refusal of some kind, in per cent.
    let refusalPercent: Int
    /// Whether one message is handed in after the other, so that they are accepted in the order in which they were written.
    let isOrderly: Bool
    private let inFlight = Mutex<Set<Int>>([])
    private let handedIn = Mutex(0)

    init(
        network: SimulatedNetwork,
        platform: SimulatedPlatform,
        process: SimulatedProcess,
        flaw: SimulationFlaw?,
        refusalPercent: Int,
        isOrderly: Bool = false
    ) {
        self.world = network.world
        self.network = network
        self.platform = platform
        self.process = process
        self.flaw = flaw
        self.refusalPercent = refusalPercent
        self.isOrderly = isOrderly
    }

    // MARK: In

    func receive(_ inbox: ChannelInbox) async throws {
        inbox.report(ChannelAccountState(.connected))
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                if let updates = await self.poll() {
                    for update in updates {
                        guard self.inFlight.withLock({ $0.insert(update.number).inserted }) else { continue }
                        if self.isOrderly {
                            await self.handIn(update, inbox)
                            continue
                        }
                        group.addTask { await self.handIn(update, inbox) }
                        // A webhook that is called twice at the same time.
                        if self.world.chance(10) { group.addTask { await self.handIn(update, inbox) } }
                    }
                }
                try await self.process.clock.sleep(for: .milliseconds(self.world.draw(200...4_000)))
            }
        }
    }

    private func poll() async -> [SimulatedPlatform.Update]? {
        do throws(SimulatedNetworkFailure) {
            return try await self.network.call("platform", from: self.process) { self.platform.pending() }
        } catch {
            return nil
        }
    }

    private func handIn(_ update: SimulatedPlatform.Update, _ inbox: ChannelInbox) async {
        var event = SimulatedPlatform.event(update.number)
        if self.flaw == .losesIdentity {
            let count = self.handedIn.withLock { count in
                count += 1
                return count
            }
            event += ".\(self.process.index)-\(count)"
        }
        let message = InboundMessage(
            id: MessageID(channel: SimulatedPlatform.channel, event: event),
            peer: Peer(kind: .group, id: update.group),
            text: update.text,
            senderID: update.sender,
            replyToID: update.isReply ? "another" : nil
        )
        let admission = await inbox.receive(message)
        guard self.process.isAlive else { return }
        switch admission {
        case .accepted, .duplicate: await self.acknowledge(update, isRejected: false)
        case .rejected: await self.acknowledge(update, isRejected: true)
        case .deferred(let wait, let reason):
            self.world.note("u\(update.number) is put off: \(reason)")
            // Handed in again with the next poll after that.
            try? await self.process.clock.sleep(for: wait)  // Being woken early is what cancellation is for.
        }
        _ = self.inFlight.withLock { $0.remove(update.number) }
    }

    private func acknowledge(_ update: SimulatedPlatform.Update, isRejected: Bool) async {
        do throws(SimulatedNetworkFailure) {
            try await self.network.call("platform", from: self.process, mayDouble: true) {
                self.platform.acknowledge(update.number, isRejected: isRejected)
            }
        } catch {
            // It comes again with the next poll.
        }
    }

    // MARK: Out

    private enum Answer: Sendable {
        case taken(SendReceipt)
        case busy(Duration)
        case refused
        case broken
    }

    func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt {
        let answer: Answer
        do throws(SimulatedNetworkFailure) {
            answer = try await self.network.call("platform", from: self.process) {
                if self.world.chance(self.refusalPercent) {
                    switch self.world.draw(0...9) {
                    case 0: return .refused
                    case 1...6: return .busy(.seconds(self.world.draw(1...30)))
                    default:
                        // The platform has taken it and then broke down.
                        _ = self.platform.take(message)
                        return .broken
                    }
                }
                return .taken(self.platform.take(message))
            }
        } catch {
            switch error {
            case .notSent: throw ChannelSendError(.notSent, "no connection")
            case .noAnswer, .cancelled: throw self.unknown("no answer came")
            }
        }
        switch answer {
        case .taken(let receipt): return receipt
        case .busy(let wait): throw ChannelSendError(.rateLimited, "slow down", retryAfter: wait)
        case .refused: throw ChannelSendError(.rejected, "the platform does not want it")
        case .broken: throw self.unknown("the platform answered 502")
        }
    }

    private func unknown(_ text: String) -> ChannelSendError {
        ChannelSendError(self.flaw == .resendsBlindly ? .notSent : .unknownOutcome, text)
    }

    func find(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt? {
        do {
            // A request that is still on its way when the caller gives up may arrive later: only then is "not there" an answer.
            try await self.process.clock.sleep(for: .milliseconds(SimulatedNetwork.longestDelay))
        } catch {
            throw ChannelSendError(.unknownOutcome, "the process stops")
        }
        do throws(SimulatedNetworkFailure) {
            return try await self.network.call("platform", from: self.process) { self.platform.find(message.deliveryID) }
        } catch {
            throw ChannelSendError(.unknownOutcome, "the platform could not be asked")
        }
    }
}
