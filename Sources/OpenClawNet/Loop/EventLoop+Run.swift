// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension EventLoop {
    /// Asks the loop to end once its queues are empty.
    func stop() {
        stopping.store(true, ordering: .sequentiallyConsistent)
        hasRemote.store(true, ordering: .sequentiallyConsistent)
        wakeIfAsleep()
    }

    /// The loop itself.
    func run() {
        threadNumber.store(Self.currentThread(), ordering: .relaxed)
        executor = asUnownedTaskExecutor()
        cachedNow = MonotonicTime.nanoseconds()
        while !(stopping.load(ordering: .relaxed) && isIdle) {
            wait()
            fireTimers()
            takeRemote()
            runWork()
            endTick()
        }
        finish()
    }

    private var isIdle: Bool { local.isEmpty && late.isEmpty && !hasRemote.load(ordering: .relaxed) }

    private func wait() {
        var timeout: UInt64? = 0
        if local.isEmpty && late.isEmpty {
            asleep.store(true, ordering: .sequentiallyConsistent)
            if !hasRemote.load(ordering: .sequentiallyConsistent) {
                timeout = nil
                if let next = timers.next {
                    let present = MonotonicTime.nanoseconds()
                    timeout = next > present ? next - present : 0
                }
            }
        }
        var first = true
        selector.wait(timeout: timeout) { token, set in
            if first {
                first = false
                woke(timeout)
            }
            let slot = Int(UInt32(truncatingIfNeeded: token))
            guard slots[slot].generation == UInt32(truncatingIfNeeded: token >> 32), let object = slots[slot].object else { return }
            object.ready(set)
        }
        if first { woke(timeout) }
    }

    private func woke(_ timeout: UInt64?) {
        if timeout != 0 { asleep.store(false, ordering: .relaxed) }
        cachedNow = MonotonicTime.nanoseconds()
    }

    private func fireTimers() {
        // Bounded: a timer which sets itself for now has its turn in the next tick.
        var budget = timers.count
        while budget > 0, let object = timers.popDue(cachedNow) {
            budget -= 1
            object.timerFired()
        }
    }

    private func takeRemote() {
        guard hasRemote.load(ordering: .relaxed) else { return }
        // Cleared before the queue is taken: what comes after is announced again.
        hasRemote.store(false, ordering: .sequentiallyConsistent)
        // The two arrays change places, so that both keep their memory.
        remote.withLock { swap(&$0, &taken) }
        local.append(contentsOf: taken)
        taken.removeAll(keepingCapacity: taken.count <= 4096)
    }

    private func runWork() {
        guard !local.isEmpty else { return }
        guard let executor else { preconditionFailure("set by run") }
        // Bounded, so that sockets and timers get their turn.
        var budget = 1024
        while budget > 0, let work = local.popFirst() {
            budget -= 1
            switch work {
            case .job(let job): job.runSynchronously(on: executor)
            case .actorJob(let job): job.runSynchronously(isolatedTo: serialExecutor.asUnownedSerialExecutor(), taskExecutor: executor)
            case .function(let function): function()
            }
        }
    }

    private func endTick() {
        if late.isEmpty { return }
        // What is put off meanwhile waits for the next tick, so that sockets and timers get their turn.
        swap(&late, &lateNow)
        for object in lateNow { object.endOfTick() }
        lateNow.removeAll(keepingCapacity: true)
    }

    private func finish() {
        for slot in slots {
            slot.object?.loopStopped()
        }
        while let object = timers.popDue(.max) {
            object.loopStopped()
        }
        while !late.isEmpty { endTick() }
        ended.store(true, ordering: .releasing)
    }
}
