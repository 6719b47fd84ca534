// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Several holders of one lease, a coordinator whose answers get lost and late, processes that pause, and a store that checks epochs.
///
/// Everything is decided by the seed; a seed that fails repeats exactly.
struct LeaseSimulation: Sendable {
    private struct Process {
        var holder: LeaseHolder?
        /// Asks again then.
        var asksAt = Duration.zero
        /// Answers under way: when they arrive, what they say, when their request left.
        var grants: [(at: Duration, lease: Lease, sentAt: Duration)] = []
        var renewals: [(at: Duration, isConfirmed: Bool?)] = []
        /// A pause of the whole process, after which it goes on as if nothing had been.
        var sleepsUntil = Duration.zero
        /// A write that was decided before a pause and leaves after it.
        var pendingWrite: Epoch?
        var incarnation = 0
    }

    let seed: UInt64
    private let flaw: SimulationFlaw?
    private var trace: SimulationTrace
    private var violation: String?
    private var random: SeededGenerator
    private var table = LeaseTable()
    private var now = Duration.zero
    private var processes = [Process](repeating: Process(), count: 3)
    /// The highest epoch the store has seen, and the epochs of the writes it has taken.
    private var fence = Epoch(0)
    private var accepted: [Epoch] = []
    private var refused = 0
    private static let duration = Duration.seconds(15)

    init(seed: UInt64, flaw: SimulationFlaw? = nil, listener: (@Sendable (String) -> Void)? = nil) {
        self.seed = seed
        self.flaw = flaw
        self.random = SeededGenerator(seed: seed)
        self.trace = SimulationTrace(listener: listener)
    }

    mutating func run(steps: Int) -> SimulationResult {
        var step = 0
        while step < steps, self.violation == nil {
            step += 1
            self.now += .milliseconds(Int.random(in: 1...2000, using: &self.random))
            for index in self.processes.indices.shuffled(using: &self.random) { self.advance(index) }
            if Int.random(in: 0..<400, using: &self.random) == 0 {
                self.fence = max(self.fence, self.table.forceUnlock("leader"))
                self.note("somebody ends the lease by force; the store has seen epoch \(self.fence)")
            }
        }
        if self.accepted.isEmpty { self.fail("nobody got anything done") }
        return SimulationResult(
            seed: self.seed,
            hash: self.trace.hash,
            steps: step,
            time: self.now,
            violation: self.violation,
            events: self.trace.recent
        )
    }

    private mutating func fail(_ text: String) {
        self.note("VIOLATION: \(text)")
        if self.violation == nil { self.violation = text }
    }

    private mutating func note(_ text: String) { self.trace.add(text, at: self.now.wholeMilliseconds) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self.random) < percent }

    private mutating func advance(_ index: Int) {
        guard self.processes[index].sleepsUntil <= self.now else { return }
        // A write that was decided before the pause leaves now, without another look at the lease: the worst case there is.
        if let epoch = self.processes[index].pendingWrite {
            self.processes[index].pendingWrite = nil
            self.write(epoch)
        }
        if self.chance(1) {  // Killed and started again: somebody else to the coordinator.
            self.processes[index] = Process(asksAt: self.now, incarnation: self.processes[index].incarnation + 1)
            return
        }
        self.takeAnswers(index)
        if self.processes[index].holder == nil {
            self.ask(index)
        } else {
            self.work(index)
        }
        if self.chance(3) { self.processes[index].sleepsUntil = self.now + .milliseconds(Int.random(in: 0...60_000, using: &self.random)) }
    }

    private mutating func takeAnswers(_ index: Int) {
        let now = self.now
        for answer in self.processes[index].renewals where answer.at <= now {
            self.processes[index].holder?.renewalAnswered(answer.isConfirmed, at: now)
        }
        self.processes[index].renewals.removeAll { $0.at <= now }
        for answer in self.processes[index].grants where answer.at <= now && self.processes[index].holder == nil {
            self.processes[index].holder = LeaseHolder(answer.lease, duration: Self.duration, sentAt: answer.sentAt)
        }
        self.processes[index].grants.removeAll { $0.at <= now }
    }

    private mutating func ask(_ index: Int) {
        guard self.processes[index].asksAt <= self.now else { return }
        self.processes[index].asksAt = self.now + Self.duration / 3
        guard !self.chance(10) else { return }  // The request is lost.
        let owner = "p\(index).\(self.processes[index].incarnation)"
        let outcome = self.table.acquire("leader", owner: owner, for: Self.duration, at: self.now)
        guard case .granted(let lease) = outcome, !self.chance(10) else { return }  // Refused, or the answer is lost.
        let delay = Duration.milliseconds(Int.random(in: 0...20_000, using: &self.random) * (self.chance(90) ? 0 : 1))
        self.processes[index].grants.append((self.now + delay, lease, self.now))
    }

    private mutating func work(_ index: Int) {
        guard var holder = self.processes[index].holder else { return }
        switch holder.step(at: self.now) {
        case .stop:
            self.processes[index].holder = nil
            self.processes[index].renewals = []
            self.processes[index].asksAt = self.now
            return
        case .renew:
            holder.renewalSent(at: self.now)
            let arrives = !self.chance(15)
            let isConfirmed = arrives ? self.table.renew(holder.lease, for: Self.duration, at: self.now) : nil
            let isHeard = arrives && !self.chance(10)
            self.processes[index].renewals.append((self.now + .milliseconds(isHeard ? 5 : 3000), isHeard ? isConfirmed : nil))
        case .wait: break
        }
        self.processes[index].holder = holder
        guard holder.mayAct(at: self.now) else { return }
        // Whoever may act is the only one: nobody was given the lease meanwhile, unless it was ended by force.
        if let current = self.table.holder(of: "leader", at: self.now), current.epoch != holder.lease.epoch, self.fence < holder.lease.epoch
        {
            self.fail("process \(index) acts under \(holder.lease), the coordinator has given the lease to \(current)")
        }
        if self.chance(10) {
            self.processes[index].pendingWrite = holder.lease.epoch
            self.processes[index].sleepsUntil = self.now + .milliseconds(Int.random(in: 0...45_000, using: &self.random))
        } else {
            self.write(holder.lease.epoch)
        }
    }

    /// The store: takes a write unless it has seen a higher epoch.
    private mutating func write(_ epoch: Epoch) {
        guard epoch >= self.fence || self.flaw == .ignoresEpochs else {
            self.refused += 1
            return
        }
        if let last = self.accepted.last, epoch < last { self.fail("a write of epoch \(epoch) was taken after one of epoch \(last)") }
        self.fence = max(self.fence, epoch)
        self.accepted.append(epoch)
        self.note("a write of epoch \(epoch)")
    }
}
