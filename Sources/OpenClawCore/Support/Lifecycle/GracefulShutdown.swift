// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A request to stop in order, which the tasks started inside ``run(_:)`` can see.
///
/// It is a second level beside cancellation: code which knows about it finishes its work, code which does not is left alone until
/// somebody cancels it. Hosts trigger it from signals, tests directly, a ``ServiceGroup`` for each of its services.
public final class GracefulShutdown: Sendable {
    /// The request which the current task belongs to.
    @TaskLocal static var current: GracefulShutdown?

    private struct State {
        var isTriggered = false
        var nextID: UInt64 = 0
        var handlers: [(id: UInt64, body: @Sendable () -> Void)] = []
        var waiters: [(id: UInt64, continuation: UnsafeContinuation<Bool, Never>)] = []

        mutating func makeID() -> UInt64 {
            nextID += 1
            return nextID
        }
    }

    private let state = Mutex(State())

    /// Creates a request which is not triggered.
    public init() {}

    /// Whether ``trigger()`` was called.
    public var isTriggered: Bool {
        state.withLock { $0.isTriggered }
    }

    /// Asks everything inside ``run(_:)`` to stop in order. Further calls do nothing. May be called from any thread.
    public func trigger() {
        let (handlers, waiters) = state.withLock { state in
            state.isTriggered = true
            let taken = (state.handlers, state.waiters)
            state.handlers = []
            state.waiters = []
            return taken
        }
        for handler in handlers { handler.body() }
        for waiter in waiters { waiter.continuation.resume(returning: true) }
    }

    /// Runs `operation` so that it and its child tasks see this request.
    public nonisolated(nonsending) func run<Result, Failure: Error>(
        _ operation: nonisolated(nonsending) () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let outcome: Swift.Result<Result, Failure> = await GracefulShutdown.$current.withValue(self) {
            do throws(Failure) {
                return .success(try await operation())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Waits until ``trigger()`` is called.
    /// - Throws: When the task is cancelled first.
    public func wait() async throws(CancellationError) {
        let id = state.withLock { $0.makeID() }
        let isTriggered = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Bool, Never>) in
                let answer: Bool? = state.withLock { state in
                    if state.isTriggered { return true }
                    if Task.isCancelled { return false }
                    state.waiters.append((id, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: false)
        }
        if !isTriggered { throw CancellationError() }
    }

    /// Registers a handler, or returns `nil` when the request is triggered already.
    func register(_ handler: @escaping @Sendable () -> Void) -> UInt64? {
        state.withLock { state in
            guard !state.isTriggered else { return nil }
            let id = state.makeID()
            state.handlers.append((id, handler))
            return id
        }
    }

    func unregister(_ id: UInt64) {
        state.withLock { state in
            state.handlers.removeAll { $0.id == id }
        }
    }
}
