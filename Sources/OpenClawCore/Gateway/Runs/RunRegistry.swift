// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The runs that are accepted and not ended, and a bounded memory of those that have ended.
final class RunRegistry: Sendable {
    private struct State {
        var lanes: RunLanes
        var active: [RunID: ActiveRun] = [:]
        /// Active runs that have their name in common with a newer one: a name is unique for each kind of call only.
        var namesakes: [ActiveRun] = []
        var bySession: [SessionKey: [ActiveRun]] = [:]
        /// Messages that wait for more of their senders.
        var bursts: [BurstKey: Burst] = [:]
        var burstCount = 0
        var finished: [RunID: ActiveRun] = [:]
        /// How the newest run of a session ended, for as long as it is remembered.
        var newest: [SessionKey: ActiveRun] = [:]
        var ring: [ActiveRun] = []
        var oldest = 0

        /// The active run of this name in a session.
        func active(_ id: RunID, in key: SessionKey) -> ActiveRun? {
            if let run = self.active[id], run.sessionKey == key { return run }
            return self.namesakes.last { $0.runID == id && $0.sessionKey == key }
        }
    }

    /// Messages of one sender that wait for more.
    private struct Burst {
        /// Tells it from an earlier one of the same sender.
        let number: Int
        var runs: [ActiveRun]
    }

    private let maximumFinished: Int
    private let state: Mutex<State>

    init(maximumConcurrent: Int, maximumWaitingPerSession: Int, maximumFinished: Int = 1_000) {
        self.maximumFinished = max(1, maximumFinished)
        self.state = Mutex(
            State(lanes: RunLanes(maximumConcurrent: maximumConcurrent, maximumWaitingPerSession: maximumWaitingPerSession))
        )
    }

    /// Takes a place for a run that comes soon; `false` when its session has no room.
    func reserve(_ key: SessionKey) -> Bool { self.state.withLock { $0.lanes.reserve(key) } }

    /// Takes a place whatever the bound says.
    func reserveAlways(_ key: SessionKey) { self.state.withLock { $0.lanes.reserveAlways(key) } }

    /// Gives a place back.
    func cancelReservation(_ key: SessionKey) { self.state.withLock { $0.lanes.cancelReservation(key) } }

    /// Adds a run that has a place and decides whether it starts.
    func add(_ run: ActiveRun) -> RunLanes.Decision {
        self.state.withLock { state in
            let decision = state.lanes.enqueue(run.runID, session: run.sessionKey)
            if let older = state.active.updateValue(run, forKey: run.runID) { state.namesakes.append(older) }
            state.bySession[run.sessionKey, default: []].append(run)
            return decision
        }
    }

    /// Takes an ended run out of its lane; returns the runs that start now.
    func release(_ run: ActiveRun) -> [ActiveRun] {
        self.state.withLock { state in
            let started = state.lanes.finish(run.runID, session: run.sessionKey)
            Self.retire(run, &state, limit: self.maximumFinished)
            return started.compactMap { state.active($0.run, in: $0.session) }
        }
    }

    /// Takes a run that never started out of its queue; returns whether it was waiting.
    func withdraw(_ run: ActiveRun) -> Bool {
        self.state.withLock { state in
            guard Self.takeHeld(run, &state) || state.lanes.withdraw(run.runID, session: run.sessionKey) else { return false }
            Self.retire(run, &state, limit: self.maximumFinished)
            return true
        }
    }

    /// The run of this name, active or ended.
    func find(_ id: RunID) -> ActiveRun? { self.state.withLock { $0.active[id] ?? $0.finished[id] } }

    /// The run of this name in a session, active or ended; `nil` when the name is only that of another session's run, or of none.
    func find(_ id: RunID, in key: SessionKey) -> ActiveRun? {
        self.state.withLock { state in
            if let run = state.active(id, in: key) { return run }
            return state.finished[id].flatMap { $0.sessionKey == key ? $0 : nil }
        }
    }

    /// The active runs of a session, the oldest first.
    func active(in key: SessionKey) -> [ActiveRun] {
        self.state.withLock { $0.bySession[key] ?? [] }.filter { $0.phase != .finished }
    }

    /// How the run of a session that ended last did so; `nil` when none is remembered.
    func lastStatus(in key: SessionKey) -> RunStatus? {
        self.state.withLock { state in
            // One that has ended may not have given its place back yet.
            (state.bySession[key]?.last { $0.phase == .finished } ?? state.newest[key])?.result?.status
        }
    }

    /// The run of a session that gave its place back last; `nil` when none is remembered.
    func last(in key: SessionKey) -> ActiveRun? { self.state.withLock { $0.newest[key] } }

    /// Whether a run is accepted and has not given its place back.
    func isActive(_ id: RunID) -> Bool { self.state.withLock { $0.active[id] != nil } }

    /// Whether a run of the session runs or waits for its turn. Those that wait for more of their senders do not count.
    func isBusy(_ key: SessionKey) -> Bool {
        self.state.withLock { state in
            guard let runs = state.bySession[key] else { return false }
            return state.bursts.isEmpty || runs.contains { $0.phase != .held }
        }
    }

    /// The runs of a session that wait, in their order.
    func waiting(in key: SessionKey) -> [ActiveRun] {
        self.state.withLock { $0.bySession[key] ?? [] }.filter { $0.phase == .waiting && !$0.isAbsorbed }
    }

    /// The runs that wait next after a run with the same authority: those of a mode, and those of the same burst.
    func sharers(of run: ActiveRun, mode: QueueMode?) -> [ActiveRun] {
        guard let authority = run.request.authority, run.request.isConversation || run.request.burst != nil else { return [] }
        let burst = run.waiting.burst
        return Array(
            self.waiting(in: run.sessionKey).filter { $0 !== run }
                .prefix { other in
                    guard other.request.burst?.isShared ?? true, other.request.agentID == run.request.agentID else { return false }
                    let waiting = other.waiting
                    let isAsked = (mode != nil && waiting.mode == mode) || (burst != nil && waiting.burst == burst)
                    return isAsked && other.request.authority == authority
                }
        )
    }

    /// Takes runs out of their queue, without forgetting them; returns those that waited.
    func detach(_ runs: [ActiveRun]) -> [ActiveRun] {
        guard !runs.isEmpty else { return [] }
        return self.state.withLock { state in runs.filter { state.lanes.withdraw($0.runID, session: $0.sessionKey) } }
    }

    /// Remembers a run that was taken out of its queue as ended.
    func forget(_ run: ActiveRun) { self.state.withLock { Self.retire(run, &$0, limit: self.maximumFinished) } }

    /// Adds a run that has a place and waits for more of its sender; the number of its burst, whether it begins it, and whether its session
    /// has room for no more.
    func hold(_ run: ActiveRun, in key: BurstKey) -> (number: Int, isFirst: Bool, isFull: Bool) {
        self.state.withLock { state in
            let isFull = state.lanes.hold(in: run.sessionKey)
            if let older = state.active.updateValue(run, forKey: run.runID) { state.namesakes.append(older) }
            state.bySession[run.sessionKey, default: []].append(run)
            if let number = state.bursts[key]?.number {
                state.bursts[key]?.runs.append(run)
                return (number, false, isFull)
            }
            state.burstCount += 1
            state.bursts[key] = Burst(number: state.burstCount, runs: [run])
            return (state.burstCount, true, isFull)
        }
    }

    /// When the newest message of a burst was accepted; `nil` when it waits no more.
    func newest(in key: BurstKey, number: Int) -> Timestamp? {
        self.state.withLock { state in
            guard let burst = state.bursts[key], burst.number == number else { return nil }
            return burst.runs.last?.acceptedAt
        }
    }

    /// The first run of a burst; `nil` when it waits no more.
    func first(in key: BurstKey, number: Int) -> ActiveRun? {
        self.state.withLock { state in state.bursts[key].flatMap { $0.number == number ? $0.runs.first : nil } }
    }

    /// Lets the messages of a sender into the queue of their session, one behind the other; returns them, and whether the first starts now.
    /// - Parameter number: the burst that is meant, or `nil` for whatever waits.
    func letGo(_ key: BurstKey, number: Int? = nil, mode: QueueMode?) -> (runs: [ActiveRun], startsNow: Bool) {
        self.state.withLock { state in
            guard let burst = state.bursts[key], number ?? burst.number == burst.number else { return ([], false) }
            state.bursts[key] = nil
            var runs: [ActiveRun] = []
            var startsNow = false
            for run in burst.runs {
                guard run.letGo(mode, burst: burst.runs.count > 1 ? burst.number : nil) else {
                    state.lanes.withdrawHeld(in: run.sessionKey)
                    Self.retire(run, &state, limit: self.maximumFinished)
                    continue
                }
                // Its place among the runs of the session is where it queues.
                state.bySession[run.sessionKey]?.removeAll { $0 === run }
                state.bySession[run.sessionKey, default: []].append(run)
                if state.lanes.letGo(run.runID, session: run.sessionKey) == .start { startsNow = true }
                runs.append(run)
            }
            return (runs, startsNow)
        }
    }

    /// The bursts that wait.
    var bursts: [(key: BurstKey, runs: [ActiveRun])] { self.state.withLock { $0.bursts.map { ($0.key, $0.value.runs) } } }

    /// Takes a run that waits for more of its sender out of its burst.
    private static func takeHeld(_ run: ActiveRun, _ state: inout State) -> Bool {
        guard run.request.burst != nil, let key = BurstKey(run.request), let place = state.bursts.index(forKey: key),
            let index = state.bursts.values[place].runs.firstIndex(where: { $0 === run })
        else { return false }
        state.bursts.values[place].runs.remove(at: index)
        if state.bursts.values[place].runs.isEmpty { state.bursts.remove(at: place) }
        state.lanes.withdrawHeld(in: run.sessionKey)
        return true
    }

    /// All active runs.
    var all: [ActiveRun] { self.state.withLock { Array($0.active.values) + $0.namesakes } }

    /// How many run and how many wait.
    var counts: (running: Int, waiting: Int) { self.state.withLock { ($0.lanes.runningCount, $0.lanes.waitingCount) } }

    private static func retire(_ run: ActiveRun, _ state: inout State, limit: Int) {
        if let place = state.namesakes.firstIndex(where: { $0 === run }) {
            state.namesakes.remove(at: place)
        } else {
            guard state.active[run.runID] === run else { return }
            state.active[run.runID] = state.namesakes.lastIndex { $0.runID == run.runID }.map { state.namesakes.remove(at: $0) }
        }
        if let place = state.bySession.index(forKey: run.sessionKey) {
            state.bySession.values[place].removeAll { $0 === run }
            if state.bySession.values[place].isEmpty { state.bySession.remove(at: place) }
        }
        state.finished[run.runID] = run
        state.newest[run.sessionKey] = run
        if state.ring.count < limit {
            state.ring.append(run)
        } else {
            let displaced = state.ring[state.oldest]
            if state.finished[displaced.runID] === displaced { state.finished[displaced.runID] = nil }
            if state.newest[displaced.sessionKey] === displaced { state.newest[displaced.sessionKey] = nil }
            state.ring[state.oldest] = run
            state.oldest = (state.oldest + 1) % limit
        }
    }
}
