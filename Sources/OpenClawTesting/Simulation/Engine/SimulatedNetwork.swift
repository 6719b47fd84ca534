// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// Why a call over the simulated network has no answer.
enum SimulatedNetworkFailure: Error, Sendable {
    /// Nobody was reached; nothing has happened.
    case notSent
    /// It is not known whether it happened.
    case noAnswer
    /// The caller was cancelled; it is not known whether it happened.
    case cancelled
}

/// The network between a process and the services it uses: it loses, delays, doubles, and is cut for a while.
final class SimulatedNetwork: Sendable {
    private struct State {
        var lossPercent = 0
        var slowPercent = 0
        var doublePercent = 0
        var cuts: [String: Int64] = [:]
    }

    /// How long something may be on its way, in milliseconds.
    static let longestDelay = 15_000

    let world: SimulationWorld
    private let state = Mutex(State())

    init(_ world: SimulationWorld) { self.world = world }

    /// How bad it is, in per cent.
    func worsen(loss: Int, slow: Int, double: Int) {
        self.state.withLock { state in
            state.lossPercent = loss
            state.slowPercent = slow
            state.doublePercent = double
        }
    }

    /// Cuts the links whose names begin so for a while.
    func cut(_ link: String, milliseconds: Int) {
        let until = self.world.now + Int64(milliseconds)
        self.state.withLock { $0.cuts[link] = until }
        self.world.note("the network to \(link) is cut for \(milliseconds) ms")
    }

    /// It is well from now on.
    func heal() { self.state.withLock { $0 = State() } }

    private func isCut(_ link: String) -> Bool {
        let now = self.world.now
        return self.state.withLock { $0.cuts.contains { link.hasPrefix($0.key) && $0.value > now } }
    }

    private func delay(_ slowPercent: Int) -> Int {
        self.world.chance(slowPercent) ? self.world.draw(500...Self.longestDelay) : self.world.draw(1...40)
    }

    /// Asks a service.
    /// - Parameters:
    ///   - link: where the service is.
    ///   - timeout: after which the caller gives up, in milliseconds.
    ///   - serve: what the service does, once for each request that reaches it.
    func call<Answer: Sendable>(
        _ link: String,
        from process: SimulatedProcess,
        timeout: Int = 10_000,
        mayDouble: Bool = false,
        _ serve: @escaping @Sendable () -> Answer
    ) async throws(SimulatedNetworkFailure) -> Answer {
        guard process.isAlive else { throw .cancelled }
        let pending = PendingAnswer<Answer>()
        let settings = self.state.withLock { $0 }
        if self.isCut(link), self.world.chance(50) {
            self.world.after(5) { pending.settle(.failure(.notSent)) }
        } else if self.isCut(link) || self.world.chance(settings.lossPercent) {
            self.world.after(timeout) { pending.settle(.failure(.noAnswer)) }
        } else {
            let there = self.delay(settings.slowPercent)
            let back = self.delay(settings.slowPercent)
            let losesAnswer = self.world.chance(settings.lossPercent)
            self.world.after(there) {
                if self.isCut(link) { return }
                let answer = serve()
                if losesAnswer { return }
                self.world.after(back) { if !self.isCut(link) { pending.settle(.success(answer)) } }
            }
            if mayDouble, self.world.chance(settings.doublePercent) {
                self.world.after(there + self.world.draw(0...3_000)) { _ = serve() }
            }
            self.world.after(timeout) { pending.settle(.failure(.noAnswer)) }
        }
        return try await pending.value()
    }
}

/// An answer that comes once or not at all.
private final class PendingAnswer<Answer: Sendable>: Sendable {
    private typealias Outcome = Result<Answer, SimulatedNetworkFailure>
    private let state = Mutex<(waiting: CheckedContinuation<Outcome, Never>?, outcome: Outcome?)>((nil, nil))

    func settle(_ outcome: Result<Answer, SimulatedNetworkFailure>) {
        let waiting = self.state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: outcome)
    }

    func value() async throws(SimulatedNetworkFailure) -> Answer {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
                let outcome = self.state.withLock { state -> Outcome? in
                    if state.outcome == nil { state.waiting = continuation }
                    return state.outcome
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            self.settle(.failure(.cancelled))
        }
        return try outcome.get()
    }
}
