// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The loop's second identity: the executor of actors which live on the loop.
///
/// ```swift
/// actor Registry {
///     nonisolated let loop: EventLoop
///     nonisolated var unownedExecutor: UnownedSerialExecutor { loop.serialExecutor.asUnownedSerialExecutor() }
/// }
/// ```
public final class LoopSerialExecutor: SerialExecutor, @unchecked Sendable {
    // The loop owns this object, so it outlives it.
    private unowned(unsafe) let loop: EventLoop

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// Queues a job of an actor.
    public func enqueue(_ job: consuming ExecutorJob) {
        loop.enqueue(.actorJob(UnownedJob(job)))
    }

    /// The reference the runtime works with. It does not keep the loop alive.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Whether the caller runs on the loop's thread.
    public func isIsolatingCurrentContext() -> Bool? {
        loop.inLoop
    }

    /// Stops the program if the caller does not run on the loop's thread.
    public func checkIsolated() {
        precondition(loop.inLoop, "this code must run on its event loop")
    }
}
