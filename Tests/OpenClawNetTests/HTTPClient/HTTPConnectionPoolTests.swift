// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawNet

@Suite struct HTTPConnectionPoolTests {
    final class Thing {
        let name: String
        init(_ name: String) { self.name = name }
    }

    typealias Pool = HTTPConnectionPool<Thing, Thing>

    private func step(_ pool: inout Pool, mayOpen: Bool = true) -> String {
        switch pool.next(mayOpen: { mayOpen }) {
        case .lease(let connection, let waiter): "\(waiter.name) on \(connection.name)"
        case .open: "open"
        case .none: "none"
        }
    }

    private func add(_ pool: inout Pool, _ waiter: Thing) -> Bool { pool.add(waiter) }
    private func remove(_ pool: inout Pool, _ waiter: Thing) -> Bool { pool.remove(waiter) }
    private func openFailed(_ pool: inout Pool) -> String? { pool.openFailed()?.name }

    @Test func opensOnePerWaiterUpToTheLimit() {
        var pool = Pool(limit: 2, waiterLimit: 10)
        for name in ["a", "b", "c"] { #expect(add(&pool, Thing(name))) }
        #expect(step(&pool) == "open")
        #expect(step(&pool) == "open")
        #expect(step(&pool) == "none")
        let first = Thing("1")
        pool.opened(first)
        #expect(step(&pool) == "a on 1")
        pool.released(first)
        #expect(step(&pool) == "b on 1")
        pool.opened(Thing("2"))
        #expect(step(&pool) == "c on 2")
        #expect(step(&pool) == "none")
        pool.lost()
        #expect(pool.leased == 1)
    }

    @Test func theConnectionUsedLastIsUsedNext() {
        var pool = Pool(limit: 5, waiterLimit: 10)
        let waiters = ["a", "b"].map(Thing.init)
        for waiter in waiters { #expect(add(&pool, waiter)) }
        #expect(step(&pool) == "open")
        #expect(step(&pool) == "open")
        let connections = ["1", "2"].map(Thing.init)
        for connection in connections { pool.opened(connection) }
        #expect(step(&pool) == "a on 2")
        #expect(step(&pool) == "b on 1")
        pool.released(connections[1])
        pool.released(connections[0])
        #expect(pool.oldestIdle === connections[1])
        #expect(add(&pool, Thing("c")))
        #expect(step(&pool) == "c on 1")
    }

    @Test func failuresGoToWhoWaitedLongest() {
        var pool = Pool(limit: 5, waiterLimit: 10)
        for name in ["a", "b"] { #expect(add(&pool, Thing(name))) }
        #expect(step(&pool) == "open")
        #expect(openFailed(&pool) == "a")
        #expect(step(&pool) == "open")
        #expect(openFailed(&pool) == "b")
        #expect(pool.isEmpty)
    }

    @Test func withoutPermitItStarves() {
        var pool = Pool(limit: 5, waiterLimit: 10)
        #expect(add(&pool, Thing("a")))
        #expect(step(&pool, mayOpen: false) == "none")
        #expect(pool.isStarved)
        #expect(step(&pool) == "open")
        #expect(!pool.isStarved)
    }

    @Test func waitersAreLimited() {
        var pool = Pool(limit: 1, waiterLimit: 1)
        #expect(add(&pool, Thing("a")))
        #expect(step(&pool) == "open")
        let second = Thing("b")
        #expect(add(&pool, second))
        #expect(!add(&pool, Thing("c")))
        #expect(remove(&pool, second))
        #expect(!remove(&pool, second))
        #expect(add(&pool, Thing("d")))
    }
}
