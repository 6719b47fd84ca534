// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides which connection of one origin serves which request. It opens and closes nothing itself.
struct HTTPConnectionPool<Connection: AnyObject, Waiter: AnyObject> {
    /// What the owner has to do next.
    enum Step {
        /// Send the waiter's request on the connection.
        case lease(Connection, Waiter)
        /// Open another connection and report with `opened(_:)` or `openFailed()`; it counts from now on.
        case open
        /// Nothing can be done now.
        case none
    }

    /// The most connections, whatever their state.
    let limit: Int
    /// The most waiters.
    let waiterLimit: Int
    private(set) var idle: [Connection] = []
    private var waiters: [Waiter] = []
    private(set) var opening = 0
    private(set) var leased = 0

    init(limit: Int, waiterLimit: Int) {
        self.limit = limit
        self.waiterLimit = waiterLimit
    }

    /// Whether there is nothing to keep.
    var isEmpty: Bool { idle.isEmpty && waiters.isEmpty && opening == 0 && leased == 0 }

    /// Whether requests wait that no connection under way will serve.
    var isStarved: Bool { waiters.count > opening && idle.isEmpty && opening + leased < limit }

    /// Adds a request at the end. False when too many wait already.
    mutating func add(_ waiter: Waiter) -> Bool {
        // Those for whom a connection is free or may be opened do not count as waiting.
        let served = idle.count + (limit - leased - opening - idle.count) + opening
        guard waiters.count < waiterLimit + max(0, served) else { return false }
        waiters.append(waiter)
        return true
    }

    /// Adds a request that had its turn before, in front of the others.
    mutating func addFirst(_ waiter: Waiter) {
        waiters.insert(waiter, at: 0)
    }

    /// Removes a request that is given up. False when it does not wait here.
    mutating func remove(_ waiter: Waiter) -> Bool {
        guard let index = waiters.firstIndex(where: { $0 === waiter }) else { return false }
        waiters.remove(at: index)
        return true
    }

    /// What to do now. Call it again until it says `none`.
    ///
    /// - Parameter mayOpen: Asked before `open` is said; false when the owner is at a limit of its own.
    mutating func next(mayOpen: () -> Bool) -> Step {
        guard !waiters.isEmpty else { return .none }
        if let connection = idle.popLast() {
            leased += 1
            return .lease(connection, waiters.removeFirst())
        }
        guard opening < waiters.count, opening + leased < limit, mayOpen() else { return .none }
        opening += 1
        return .open
    }

    /// A connection is ready.
    mutating func opened(_ connection: Connection) {
        opening -= 1
        idle.append(connection)
    }

    /// A connection could not be opened. Returns the request that waited longest, to fail.
    mutating func openFailed() -> Waiter? {
        opening -= 1
        return waiters.isEmpty ? nil : waiters.removeFirst()
    }

    /// A leased connection is free again.
    mutating func released(_ connection: Connection) {
        leased -= 1
        idle.append(connection)
    }

    /// A leased connection is gone.
    mutating func lost() {
        leased -= 1
    }

    /// An idle connection is gone. False when it was not idle.
    mutating func removeIdle(_ connection: Connection) -> Bool {
        guard let index = idle.firstIndex(where: { $0 === connection }) else { return false }
        idle.remove(at: index)
        return true
    }

    /// The idle connection that was not used for the longest time.
    var oldestIdle: Connection? { idle.first }

    /// Takes every waiter out, to fail them.
    mutating func takeWaiters() -> [Waiter] {
        let all = waiters
        waiters = []
        return all
    }
}
