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
        /// Its session has as many waiting runs as the bound allows.
        case full(limit: Int)
    }

    private struct Lane {
        var running: RunID?
        var waiting: [RunID] = []
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

    /// Hands a run in.
    mutating func enqueue(_ run: RunID, session: SessionKey) -> Decision {
        var lane = self.lanes[session] ?? Lane()
        if lane.running == nil, lane.waiting.isEmpty, self.runningCount < self.maximumConcurrent {
            lane.running = run
            self.lanes[session] = lane
            self.runningCount += 1
            return .start
        }
        guard lane.waiting.count < self.maximumWaiting else { return .full(limit: self.maximumWaiting) }
        let ahead = lane.waiting.count + (lane.running == nil ? 0 : 1)
        if lane.running == nil, lane.waiting.isEmpty { self.ready.append(session) }
        lane.waiting.append(run)
        self.lanes[session] = lane
        self.waitingCount += 1
        return .queued(ahead: ahead)
    }

    /// A run has ended; returns those that start now.
    mutating func finish(_ run: RunID, session: SessionKey) -> [RunID] {
        guard var lane = self.lanes[session], lane.running == run else { return [] }
        lane.running = nil
        self.runningCount -= 1
        if lane.waiting.isEmpty {
            self.lanes[session] = nil
        } else {
            self.lanes[session] = lane
            self.ready.append(session)
        }
        return self.startReady()
    }

    /// A waiting run is withdrawn; returns whether it was waiting.
    mutating func withdraw(_ run: RunID, session: SessionKey) -> Bool {
        guard var lane = self.lanes[session], let index = lane.waiting.firstIndex(of: run) else { return false }
        lane.waiting.remove(at: index)
        self.waitingCount -= 1
        if lane.waiting.isEmpty, lane.running == nil {
            self.lanes[session] = nil
        } else {
            self.lanes[session] = lane
        }
        return true
    }

    private mutating func startReady() -> [RunID] {
        var started: [RunID] = []
        while self.runningCount < self.maximumConcurrent, self.readyHead < self.ready.count {
            let session = self.ready[self.readyHead]
            self.readyHead += 1
            guard var lane = self.lanes[session], lane.running == nil, !lane.waiting.isEmpty else { continue }
            let run = lane.waiting.removeFirst()
            lane.running = run
            self.lanes[session] = lane
            self.runningCount += 1
            self.waitingCount -= 1
            started.append(run)
        }
        if self.readyHead == self.ready.count || self.readyHead > 1_024 {
            self.ready.removeFirst(self.readyHead)
            self.readyHead = 0
        }
        return started
    }
}
