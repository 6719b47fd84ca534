// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct NodePendingTests {
    static func item(_ id: String, key: String? = nil, at time: Int64 = 0) -> NodePendingActions.Item {
        .init(id: id, command: "camera.snap", params: nil, key: key ?? id, enqueuedAt: Timestamp(milliseconds: time))
    }

    @Test func actionsWaitInOrderUntilTheyAreAcknowledged() {
        var pending = NodePendingActions()
        let now = Timestamp(milliseconds: 0)
        for id in ["a", "b", "c"] { _ = pending.enqueue(Self.item(id), for: "n", now: now) }
        let step1 = pending.enqueue(Self.item("d", key: "a"), for: "n", now: now)
        #expect(step1?.id == "a")
        let step2 = pending.pull("n", now: now)
        #expect(step2.map(\.id) == ["a", "b", "c"])
        let step3 = pending.acknowledge(["b", "x"], by: "n", now: now)
        #expect(step3 == (["b"], 2))
        let step4 = pending.acknowledge(["a"], by: "other", now: now)
        #expect(step4 == ([], 0))
        let step5 = pending.pull("n", now: now)
        #expect(step5.map(\.id) == ["a", "c"])
    }

    @Test func theyAreBoundedAndEnd() {
        var pending = NodePendingActions()
        for number in 0..<100 { _ = pending.enqueue(Self.item("\(number)"), for: "n", now: Timestamp(milliseconds: 0)) }
        let step6 = pending.pull("n", now: Timestamp(milliseconds: 0))
        #expect(step6.map(\.id).first == "36")
        let step7 = pending.pull("n", now: Timestamp(milliseconds: 0))
        #expect(step7.count == NodePendingActions.maximumPerNode)
        let step8 = pending.pull("n", now: Timestamp(milliseconds: 600_001))
        #expect(step8.isEmpty)
    }

    @Test func workIsDrainedByUrgencyAndOncePerType() {
        var queue = NodeWorkQueue()
        let now = Timestamp(milliseconds: 0)
        func item(_ id: String, _ type: String, _ priority: String) -> NodeWorkQueue.Item {
            .init(id: id, type: type, priority: priority, createdAt: now, expiresAt: now + .seconds(60))
        }
        let step9 = queue.enqueue(item("1", "status.request", "default"), for: "n", now: now)
        #expect(step9?.item.id == "1")
        let step10 = queue.enqueue(item("2", "location.request", "high"), for: "n", now: now)
        #expect(step10?.item.id == "2")
        let step11 = queue.enqueue(item("3", "status.request", "high"), for: "n", now: now)
        #expect(step11?.item.id == "1")
        let first = queue.drain("n", limit: 1, now: now)
        #expect(first.items.map(\.id) == ["2"])
        #expect(first.hasMore)
        let step12 = queue.drain("n", limit: 4, now: now + .seconds(61))
        #expect(step12.items.isEmpty)
    }
}
