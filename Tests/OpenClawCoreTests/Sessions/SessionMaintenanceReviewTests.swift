// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

/// What is archived and removed, and why: values in, values out.
@Suite("Maintenance of sessions decides") struct SessionMaintenanceReviewTests {
    static let now = Timestamp(milliseconds: 1_750_000_000_000)
    static let day = Duration.seconds(86_400)

    /// A session that has rested so long; `archived` is how long it has been so.
    static func session(_ name: String, _ rest: Duration, bytes: Int = 100, archived: Duration? = nil, isPinned: Bool = false) -> SessionUsage {
        SessionUsage(
            key: SessionKey(name.hasPrefix("cron:") ? name : "agent:main:\(name)"),
            sessionID: name,
            version: 1,
            updatedAt: Self.now - rest,
            byteCount: bytes,
            isArchived: archived != nil,
            archivedAt: archived.map { Self.now - $0 },
            isPinned: isPinned
        )
    }

    static func plan(
        _ policy: SessionMaintenance,
        _ sessions: [SessionUsage],
        protected: Set<SessionKey> = [],
        aside: ArchivedTranscripts = ArchivedTranscripts()
    ) -> SessionMaintenancePlan {
        var review = SessionMaintenanceReview(policy, at: Self.now)
        for session in sessions { review.consider(session, isProtected: protected.contains(session.key)) }
        review.consider(aside)
        return review.plan()
    }

    static func words(_ plan: SessionMaintenancePlan) -> [String] {
        plan.actions.map { "\($0.reason.rawValue) \($0.target.name.replacing("agent:main:", with: ""))" }
    }

    @Test func whatRestedTooLongIsArchivedTheOldestFirst() {
        let plan = Self.plan(
            SessionMaintenance(pruneAfter: Self.day * 30),
            [
                Self.session("young", Self.day * 29), Self.session("old", Self.day * 30, bytes: 7), Self.session("older", Self.day * 99),
                Self.session("pinned", Self.day * 99, isPinned: true), Self.session("busy", Self.day * 99),
            ],
            protected: ["agent:main:busy"]
        )
        #expect(Self.words(plan) == ["age older", "age old"])
        #expect(plan.tallies[.age]?.count == 2)
        #expect(plan.tallies[.age]?.byteCount == 107)
        #expect(plan.active.count == 5)
    }

    @Test("beyond maxEntries those that rested longest go, but not within an hour")
    func count() {
        let sessions = (0..<6).map { Self.session("s\($0)", .seconds(1_800 * Int64($0))) }
        #expect(Self.words(Self.plan(SessionMaintenance(maximumActive: 4), sessions)) == ["count s5", "count s4"])
        // s0 and s1 were used within the hour.
        let all = Self.plan(SessionMaintenance(maximumActive: 1), sessions)
        #expect(Self.words(all) == ["count s5", "count s4", "count s3", "count s2"])
        #expect(Self.plan(SessionMaintenance(maximumActive: nil), sessions).actions.isEmpty)
        // Those that leave for another reason make room as well.
        let mixed = Self.plan(SessionMaintenance(pruneAfter: .seconds(8_000), maximumActive: 4), sessions)
        #expect(Self.words(mixed) == ["age s5", "count s4"])
    }

    @Test func sessionsOfJobsHaveATimeOfTheirOwn() {
        let sessions = [Self.session("cron:a", Self.day * 2), Self.session("cron:b:run:1", .seconds(60)), Self.session("cron", Self.day * 2)]
        #expect(Self.words(Self.plan(SessionMaintenance(), sessions)) == ["cron cron:a"])
        #expect(Self.plan(SessionMaintenance(cronRetention: nil), sessions).actions.isEmpty)
        #expect(SessionKey("agent:main:cron:a:run:1").isOfCron)
        #expect(!SessionKey("agent:cron:main").isOfCron)
    }

    @Test("the disk budget removes what was archived longest ago, down to the high water", arguments: [
        (SessionHighWater.percent(80), 3), (.percent(100), 1), (.bytes(500), 6), (.bytes(0), 7),
    ])
    func disk(high: SessionHighWater, removed: Int) {
        let policy = SessionMaintenance(mode: .enforce, pruneAfter: nil, maximumBytes: 1_000, highWater: high)
        var sessions = (1...6).map { Self.session("a\($0)", Self.day * 9, archived: Self.day * Int64($0)) }
        sessions += [
            Self.session("active", Self.day * 9, bytes: 300), Self.session("fresh", Self.day * 9, archived: .seconds(3_599)),
            Self.session("kept", Self.day * 9, bytes: 0, archived: Self.day * 9, isPinned: true),
            Self.session("busy", Self.day * 9, bytes: 0, archived: Self.day * 9),
        ]
        let aside = ArchivedTranscript(folder: "main", name: "x.jsonl.reset.y", byteCount: 50, archivedAt: Self.now - Self.day * 8)
        let plan = Self.plan(policy, sessions, protected: ["agent:main:busy"], aside: ArchivedTranscripts(count: 1, byteCount: 50, oldest: [aside]))
        #expect(plan.byteCount == 1_050)
        let order = ["x.jsonl.reset.y", "a6", "a5", "a4", "a3", "a2", "a1"]
        #expect(Self.words(plan) == order.prefix(removed).map { "disk \($0)" })
        #expect(plan.excessBytes == 0)
    }

    @Test func withinTheBudgetNothingIsRemoved() {
        let sessions = [Self.session("a", Self.day * 99, bytes: 1_000, archived: Self.day * 99)]
        #expect(Self.plan(SessionMaintenance(mode: .enforce, maximumBytes: 1_000, highWater: .bytes(0)), sessions).actions.isEmpty)
        #expect(Self.plan(SessionMaintenance(mode: .enforce, maximumBytes: nil), sessions).actions.isEmpty)
    }

    @Test func aBudgetThatCannotBeKeptSaysByHowMuch() {
        let plan = Self.plan(SessionMaintenance(mode: .enforce, maximumBytes: 1_000), [Self.session("a", .zero, bytes: 1_500)])
        #expect(plan.actions.isEmpty)
        #expect(plan.excessBytes == 500)
    }

    @Test func whatIsArchivedIsKeptForItsTime() {
        let policy = SessionMaintenance(mode: .enforce, archiveRetention: Self.day * 10)
        let plan = Self.plan(policy, [
            Self.session("a", Self.day * 20, archived: Self.day * 10), Self.session("b", Self.day * 20, archived: Self.day * 9),
        ])
        #expect(Self.words(plan) == ["retention a"])
        #expect(SessionMaintenanceReason.retention.removes)
    }

    @Test("however many there are, a round has a bound, and all are counted")
    func bounded() {
        let policy = SessionMaintenance(mode: .enforce, pruneAfter: Self.day, maximumActions: 10)
        var review = SessionMaintenanceReview(policy, at: Self.now)
        for number in 0..<10_000 {
            let rest = Self.day * Int64(1 + (number * 7_919) % 10_000)
            review.consider(Self.session("s\(rest.components.seconds / 86_400)", rest), isProtected: false)
        }
        let plan = review.plan()
        #expect(Self.words(plan) == (0..<10).map { "age s\(10_000 - $0)" })
        #expect(plan.tallies[.age]?.count == 10_000)
        #expect(plan.tallies[.age]?.byteCount == 1_000_000)
        #expect(plan.isCut)
        #expect(!Self.plan(policy, [Self.session("s", Self.day * 2)]).isCut)
    }

    @Test func onlySessionsOfJobsLeaveWithoutBeingEnforced() {
        for reason in SessionMaintenanceReason.all {
            #expect(SessionMaintenance().isEnforced(reason) == (reason == .cron))
            #expect(SessionMaintenance(mode: .enforce).isEnforced(reason))
        }
    }
}
