// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides which run may start: one at a time per session, a bounded number over all sessions, first come first served.
///
/// A value without clocks or tasks: inputs are calls, outputs are decisions.
struct RunLanes {
    /// What to do with a run that was handed in.
    enum Decision: Equatable {
        /// Run it now.
        case start
        /// It waits; so many are before it in its session.
        case queued(ahead: Int)
    }

    private struct Lane {
        var running: RunID?
        var waiting: [RunID] = []
        /// Places taken by runs that the ledger is about to accept.
        var reserved = 0
        /// How many wait for more of their senders.
        var held = 0

        var isUnused: Bool { self.isFree && self.held == 0 }
        /// Whether the next run that is handed in needs not wait for another one of the session.
        var isFree: Bool { self.running == nil && self.waiting.isEmpty && self.reserved == 0 }

        /// Takes a place, if there is one.
        mutating func reserve(mayStart: Bool, maximumWaiting: Int) -> Bool {
            guard
                (mayStart && self.isFree && self.held <= maximumWaiting) || self.waiting.count + self.reserved + self.held < maximumWaiting
            else { return false }
            self.reserved += 1
            return true
        }

        /// Takes a run that has a place; how many are before it, or `nil` when it runs.
        mutating func enter(_ run: RunID, mayStart: Bool) -> Int? {
            self.reserved = max(0, self.reserved - 1)
            if self.running == nil, self.waiting.isEmpty, mayStart {
                self.running = run
                return nil
            }
            self.waiting.append(run)
            return self.waiting.count - 1 + (self.running == nil ? 0 : 1)
        }
    }

    private let maximumConcurrent: Int
    private let maximumWaiting: Int
    private var lanes: [SessionKey: Lane] = [:]
    private var ready: [SessionKey] = []
    private var readyHead = 0
    private(set) var runningCount = 0
    private(set) var waitingCount = 0

    init(maximumConcurrent: Int, maximumWaitingPerSession: Int) {
        self.maximumConcurrent = max(1, maximumConcurrent)
        self.maximumWaiting = max(0, maximumWaitingPerSession)
    }

    /// Takes a place in a session for a run that comes soon; `false` when the session has no room.
    mutating func reserve(_ session: SessionKey) -> Bool {
        let mayStart = self.runningCount < self.maximumConcurrent
        let isTaken = self.lanes[session, default: Lane()].reserve(mayStart: mayStart, maximumWaiting: self.maximumWaiting)
        if !isTaken, self.lanes[session]?.isUnused == true { self.lanes[session] = nil }
        return isTaken
    }

    /// Takes a place whatever the bound says: for runs that were accepted before a restart.
    mutating func reserveAlways(_ session: SessionKey) { self.lanes[session, default: Lane()].reserved += 1 }

    /// Gives a place back.
    mutating func cancelReservation(_ session: SessionKey) {
        self.lanes[session]?.reserved -= 1
        if self.lanes[session]?.isUnused == true { self.lanes[session] = nil }
    }

    /// Hands a run in that has a place.
    mutating func enqueue(_ run: RunID, session: SessionKey) -> Decision {
        let mayStart = self.runningCount < self.maximumConcurrent
        guard let ahead = self.lanes[session, default: Lane()].enter(run, mayStart: mayStart) else {
            self.runningCount += 1
            return .start
        }
        // Nothing runs in the session: it is the total that is full.
        if ahead == 0 { self.ready.append(session) }
        self.waitingCount += 1
        return .queued(ahead: ahead)
    }

    /// Lets a run that has a place wait outside the queue; returns whether the session has room for no more of them.
    mutating func hold(in session: SessionKey) -> Bool {
        self.waitingCount += 1
        self.lanes[session, default: Lane()].reserved -= 1
        self.lanes[session, default: Lane()].held += 1
        return self.lanes[session, default: Lane()].held >= self.maximumWaiting
    }

    /// Hands in a run that waited outside the queue.
    mutating func letGo(_ run: RunID, session: SessionKey) -> Decision {
        self.waitingCount -= 1
        self.lanes[session, default: Lane()].held -= 1
        self.lanes[session, default: Lane()].reserved += 1
        return self.enqueue(run, session: session)
    }

    /// A run that waited outside the queue is withdrawn.
    mutating func withdrawHeld(in session: SessionKey) {
        self.waitingCount -= 1
        self.lanes[session]?.held -= 1
        if self.lanes[session]?.isUnused == true { self.lanes[session] = nil }
    }

    /// A run has ended; returns those that start now.
    mutating func finish(_ run: RunID, session: SessionKey) -> [(session: SessionKey, run: RunID)] {
        guard let place = self.lanes.index(forKey: session), self.lanes.values[place].running == run else { return [] }
        self.lanes.values[place].running = nil
        self.runningCount -= 1
        if !self.lanes.values[place].waiting.isEmpty {
            self.ready.append(session)
        } else if self.lanes.values[place].isUnused {
            self.lanes.remove(at: place)
        }
        return self.startReady()
    }

    /// A waiting run is withdrawn; returns whether it was waiting.
    mutating func withdraw(_ run: RunID, session: SessionKey) -> Bool {
        guard var lane = self.lanes[session], let index = lane.waiting.firstIndex(of: run) else { return false }
        lane.waiting.remove(at: index)
        self.waitingCount -= 1
        self.lanes[session] = lane.isUnused ? nil : lane
        return true
    }

    private mutating func startReady() -> [(session: SessionKey, run: RunID)] {
        var started: [(session: SessionKey, run: RunID)] = []
        while self.runningCount < self.maximumConcurrent, self.readyHead < self.ready.count {
            let session = self.ready[self.readyHead]
            self.readyHead += 1
            guard var lane = self.lanes[session], lane.running == nil, !lane.waiting.isEmpty else { continue }
            let run = lane.waiting.removeFirst()
            lane.running = run
            self.lanes[session] = lane
            self.runningCount += 1
            self.waitingCount -= 1
            started.append((session, run))
        }
        if self.readyHead == self.ready.count || self.readyHead > 1_024 {
            self.ready.removeFirst(self.readyHead)
            self.readyHead = 0
        }
        return started
    }
}
