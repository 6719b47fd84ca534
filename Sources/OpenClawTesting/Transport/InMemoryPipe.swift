// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One direction of an ``InMemoryDuplex``.
final class InMemoryPipe: Sendable {
    private struct State {
        var segmentation: Segmentation
        var bytes: [UInt8] = []
        var isClosed = false
        var nextID = 0
        /// Tasks that wait for the pipe to change, readers and writers alike; each looks again when it is woken.
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var cancelled: Set<Int> = []
    }

    private let capacity: Int
    private let state: Mutex<State>

    init(segmentation: Segmentation, capacity: Int) {
        precondition(capacity > 0, "a pipe holds at least one byte")
        self.capacity = capacity
        self.state = Mutex(State(segmentation: segmentation))
    }

    func write(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let (accepted, woken) = try self.state.withLock { state -> (Int, [CheckedContinuation<Void, Never>]) in
                if state.isClosed { throw InMemoryDuplexError.closed }
                let accepted = min(rest.count, self.capacity - state.bytes.count)
                state.bytes += rest.prefix(accepted)
                return (accepted, accepted > 0 ? Self.takeWaiters(&state) : [])
            }
            for waiter in woken { waiter.resume() }
            rest = rest.dropFirst(accepted)
            if !rest.isEmpty { await self.wait { $0.bytes.count >= self.capacity && !$0.isClosed } }
        }
    }

    func read() async throws -> [UInt8]? {
        while true {
            try Task.checkCancellation()
            let (piece, isAtEnd, woken) = self.state.withLock { state -> ([UInt8], Bool, [CheckedContinuation<Void, Never>]) in
                guard !state.bytes.isEmpty else { return ([], state.isClosed, []) }
                let piece = [UInt8](state.bytes.prefix(state.segmentation.next(available: state.bytes.count)))
                state.bytes.removeFirst(piece.count)
                return (piece, false, Self.takeWaiters(&state))
            }
            for waiter in woken { waiter.resume() }
            if !piece.isEmpty { return piece }
            if isAtEnd { return nil }
            await self.wait { $0.bytes.isEmpty && !$0.isClosed }
        }
    }

    func close() {
        let woken = self.state.withLock { state in
            state.isClosed = true
            return Self.takeWaiters(&state)
        }
        for waiter in woken { waiter.resume() }
    }

    private static func takeWaiters(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        let waiters = Array(state.waiters.values)
        state.waiters.removeAll()
        return waiters
    }

    /// Suspends while the condition holds, until the pipe changes or the task is cancelled.
    private func wait(while condition: @Sendable (borrowing State) -> Bool) async {
        let id = self.state.withLock { state -> Int in
            defer { state.nextID += 1 }
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = self.state.withLock { state -> Bool in
                    guard condition(state), state.cancelled.remove(id) == nil, !Task.isCancelled else { return false }
                    state.waiters[id] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let waiter = self.state.withLock { state -> CheckedContinuation<Void, Never>? in
                if let waiter = state.waiters.removeValue(forKey: id) { return waiter }
                state.cancelled.insert(id)
                return nil
            }
            waiter?.resume()
        }
        self.state.withLock { _ = $0.cancelled.remove(id) }
    }
}
