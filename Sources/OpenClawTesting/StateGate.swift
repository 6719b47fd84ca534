// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A value behind a lock, and tasks that wait for it to become as they want it.
final class StateGate<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var nextID = 0
        var waiters: [Int: (condition: @Sendable (Value) -> Bool, continuation: CheckedContinuation<Bool, Never>)] = [:]
        /// Waiters that were cancelled before they began to wait.
        var cancelled: Set<Int> = []

        mutating func takeSatisfied() -> [CheckedContinuation<Bool, Never>] {
            let satisfied = self.waiters.filter { $0.value.condition(self.value) }
            for id in satisfied.keys { self.waiters[id] = nil }
            return satisfied.sorted { $0.key < $1.key }.map(\.value.continuation)
        }
    }

    private let state: Mutex<State>

    init(_ value: Value) { self.state = Mutex(State(value: value)) }

    /// The value now.
    var value: Value { self.state.withLock { $0.value } }

    /// Changes the value and wakes those who waited for what it has become.
    @discardableResult
    func update<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        let (result, woken) = try self.state.withLock { state in
            let result = try body(&state.value)
            return (result, state.takeSatisfied())
        }
        for waiter in woken { waiter.resume(returning: true) }
        return result
    }

    /// Waits until the value is as wanted.
    func wait(until condition: @escaping @Sendable (Value) -> Bool) async throws(CancellationError) {
        let id = self.state.withLock { state -> Int in
            defer { state.nextID += 1 }
            return state.nextID
        }
        let isSatisfied = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
                let outcome = self.state.withLock { state -> Bool? in
                    if state.cancelled.remove(id) != nil || Task.isCancelled { return false }
                    if condition(state.value) { return true }
                    state.waiters[id] = (condition, continuation)
                    return nil
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let waiter = self.state.withLock { state -> CheckedContinuation<Bool, Never>? in
                if let waiter = state.waiters.removeValue(forKey: id) { return waiter.continuation }
                state.cancelled.insert(id)
                return nil
            }
            waiter?.resume(returning: false)
        }
        self.state.withLock { _ = $0.cancelled.remove(id) }
        if !isSatisfied { throw CancellationError() }
    }
}
