// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides what maintenance of sessions does: given sizes and times, it says what is archived or removed, and why. No clocks, no disk.
///
/// Give it every session once, in any order, then the transcripts that were put aside, and ask for the ``plan()``. However many there are,
/// it remembers a bounded number of the oldest.
public struct SessionMaintenanceReview: Sendable {
    private let policy: SessionMaintenance
    private let now: Timestamp
    private var result = SessionMaintenancePlan()
    private var cron: OldestFirst<SessionUsage>
    private var resting: OldestFirst<SessionUsage>
    private var removable: OldestFirst<SessionMaintenancePlan.Target>
    /// Active sessions that may be archived to make room.
    private var spareCount = 0
    /// Whether there are more transcripts that were put aside than were named.
    private var isListCut = false

    /// Begins a review.
    /// - Parameters:
    ///   - policy: the bounds.
    ///   - now: the time that ages are counted to.
    public init(_ policy: SessionMaintenance, at now: Timestamp) {
        self.policy = policy
        self.now = now
        self.cron = OldestFirst(limit: policy.maximumActions)
        self.resting = OldestFirst(limit: policy.maximumActions)
        self.removable = OldestFirst(limit: policy.maximumActions)
    }

    /// Looks at a session.
    /// - Parameter isProtected: whether it is counted only: a main session, or one with work that waits or runs.
    public mutating func consider(_ session: SessionUsage, isProtected: Bool) {
        if session.isArchived {
            self.result.archived.add(session.byteCount)
            guard !isProtected, !session.isPinned, self.hasRested(SessionMaintenance.minimumRest, since: session.restingSince)
            else { return }
            return self.removable.add(.session(session), at: session.restingSince)
        }
        self.result.active.add(session.byteCount)
        guard !isProtected, !session.isPinned else { return }
        if let retention = self.policy.cronRetention, session.key.isOfCron, self.hasRested(retention, since: session.updatedAt) {
            self.count(.cron, session.byteCount)
            self.cron.add(session, at: session.updatedAt)
        } else if self.isOld(session) {
            self.count(.age, session.byteCount)
            self.resting.add(session, at: session.updatedAt)
        } else if self.policy.maximumActive != nil, self.hasRested(SessionMaintenance.minimumRest, since: session.updatedAt) {
            self.spareCount += 1
            self.resting.add(session, at: session.updatedAt)
        }
    }

    /// Looks at the transcripts that no session has any more.
    public mutating func consider(_ transcripts: ArchivedTranscripts) {
        self.result.putAside.count += transcripts.count
        self.result.putAside.byteCount += transcripts.byteCount
        if transcripts.count > transcripts.oldest.count { self.isListCut = true }
        for transcript in transcripts.oldest where self.hasRested(SessionMaintenance.minimumRest, since: transcript.archivedAt) {
            self.removable.add(.transcript(transcript), at: transcript.archivedAt)
        }
    }

    /// What is to be done.
    public func plan() -> SessionMaintenancePlan {
        var review = self
        review.archive()
        review.remove()
        return review.result
    }

    private mutating func archive() {
        for (_, session) in self.cron.take() { self.act(on: .session(session), .cron) }
        let leaving = self.tally(.cron).count + self.tally(.age).count
        var excess = self.policy.maximumActive.map { min(self.spareCount, max(0, self.result.active.count - leaving - $0)) } ?? 0
        let wanted = self.tally(.age).count + excess
        let candidates = self.resting.take()
        for (_, session) in candidates {
            if self.isOld(session) {
                self.act(on: .session(session), .age)
            } else if excess > 0 {
                excess -= 1
                self.count(.count, session.byteCount)
                self.act(on: .session(session), .count)
            }
        }
        // What did not fit into the list is counted all the same, without its bytes.
        if excess > 0 { self.result.tallies[.count, default: .init()].count += excess }
        self.result.isCut = self.cron.isCut || (self.resting.isCut && wanted > candidates.count)
    }

    private mutating func remove() {
        let candidates = self.removable.take()
        var total = self.result.byteCount
        var high = total
        if let budget = self.policy.maximumBytes, total > budget { high = self.policy.highWater.bytes(of: budget) }
        var removed = 0
        for (time, target) in candidates {
            let isOver = self.policy.archiveRetention.map { self.hasRested($0, since: time) } ?? false
            guard isOver || total > high else { continue }
            total -= target.byteCount
            removed += 1
            let reason: SessionMaintenanceReason = isOver ? .retention : .disk
            self.count(reason, target.byteCount)
            self.act(on: target, reason)
        }
        if self.removable.isCut || self.isListCut, removed > 0, removed == candidates.count { self.result.isCut = true }
        if let budget = self.policy.maximumBytes { self.result.excessBytes = max(0, total - budget) }
    }

    private func hasRested(_ duration: Duration, since time: Timestamp) -> Bool { time + duration <= self.now }

    private func isOld(_ session: SessionUsage) -> Bool {
        self.policy.pruneAfter.map { self.hasRested($0, since: session.updatedAt) } ?? false
    }

    private func tally(_ reason: SessionMaintenanceReason) -> SessionMaintenancePlan.Tally { self.result.tallies[reason] ?? .init() }

    private mutating func count(_ reason: SessionMaintenanceReason, _ bytes: Int) {
        self.result.tallies[reason, default: .init()].add(bytes)
    }

    private mutating func act(on target: SessionMaintenancePlan.Target, _ reason: SessionMaintenanceReason) {
        self.result.actions.append(SessionMaintenancePlan.Action(target: target, reason: reason))
    }
}

extension SessionKey {
    /// Whether a scheduled job has the session for itself: `cron:<job>…` or `agent:<agent>:cron:<job>…` (PROTOCOL 5.2, 7.3).
    var isOfCron: Bool {
        if self.rawValue.hasPrefix("cron:") { return true }
        guard let agentID else { return false }
        return self.rawValue.hasPrefix("agent:\(agentID.rawValue):cron:")
    }
}
