// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension EventLoop {
    /// Queues a job of a task.
    public func enqueue(_ job: consuming ExecutorJob) {
        enqueue(.job(UnownedJob(job)))
    }

    /// Runs `function` on the loop's thread, in the order of the calls. May be called from any thread.
    ///
    /// After the end of the loop the function is dropped.
    public func execute(_ function: @escaping @Sendable () -> Void) {
        enqueue(.function(function))
    }

    /// Like ``execute(_:)`` for a function which stays on the loop. To be called on the loop.
    func executeLater(_ function: @escaping () -> Void) {
        assert(inLoop)
        local.append(.function(function))
    }

    func enqueue(_ work: LoopWork) {
        if inLoop {
            local.append(work)
            return
        }
        if ended.load(ordering: .acquiring) {
            if case .function = work { return }
            preconditionFailure("a task outlived its event loop; keep the loops open until every task has ended")
        }
        remote.withLock { $0.append(work) }
        hasRemote.store(true, ordering: .sequentiallyConsistent)
        wakeIfAsleep()
    }

    func wakeIfAsleep() {
        if asleep.load(ordering: .sequentiallyConsistent), asleep.exchange(false, ordering: .sequentiallyConsistent) {
            selector.wake()
        }
    }
}
