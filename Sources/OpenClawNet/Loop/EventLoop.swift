// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One thread which waits for sockets and timers and runs tasks.
///
/// A loop is a `TaskExecutor`: `withTaskExecutorPreference(loop) { … }` or `group.addTask(executorPreference: loop)` puts a
/// task on its thread, where it may touch the sockets of the loop without a lock. Loops are made by
/// ``EventLoopGroup/withLoops(count:_:)`` and must outlive the tasks that prefer them.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    /// The number of the loop in its group.
    public let index: Int

    // Used by any thread.
    private let remote = Mutex<[LoopWork]>([])
    private let hasRemote = Atomic<Bool>(false)
    private let asleep = Atomic<Bool>(false)
    private let stopping = Atomic<Bool>(false)
    private let ended = Atomic<Bool>(false)
    private let threadNumber = Atomic<UInt>(0)

    // Used by the loop's thread only.
    private let selector: PlatformSelector
    private var slots: [LoopSlot] = []
    private var freeSlots: [Int32] = []
    private var local = LoopWorkQueue()
    private var timers = TimerHeap()
    private var taken: [LoopWork] = []
    private var late: [LoopObject] = []
    private var lateNow: [LoopObject] = []
    private var cachedNow: UInt64 = MonotonicTime.nanoseconds()
    private var executor: UnownedTaskExecutor?

    /// Where sockets of this loop read into.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 64)
    /// Memory for output buffers.
    let chunks = ChunkPool()
    /// Where decrypted bytes go before they are handed on.
    var plaintext = ByteQueue()
    /// Where heads are encoded.
    var encoded: [UInt8] = []
    /// The text of the present second for `Date` fields.
    let dateLine = HTTPDateLine()

    private var serial: LoopSerialExecutor?

    init(index: Int) throws(IOError) {
        self.index = index
        selector = try PlatformSelector()
        serial = LoopSerialExecutor(loop: self)
    }

    deinit {
        scratch.deallocate()
    }

    /// Whether the caller runs on the loop's thread.
    public var inLoop: Bool {
        threadNumber.load(ordering: .relaxed) == Self.currentThread()
    }

    /// The monotonic time in nanoseconds, read once per tick. To be called on the loop.
    public var now: UInt64 {
        assert(inLoop, "the cached time belongs to the loop")
        return cachedNow
    }

    /// The executor for actors which live on this loop.
    public var serialExecutor: LoopSerialExecutor {
        guard let serial else { preconditionFailure("set in init") }
        return serial
    }

    /// A clock which sleeps on this loop.
    public var clock: LoopClock { LoopClock(loop: self) }

    private static func currentThread() -> UInt {
        #if canImport(Glibc)
        return UInt(pthread_self())
        #else
        return UInt(bitPattern: pthread_self())
        #endif
    }
}

/// A registration with the selector.
private struct LoopSlot {
    // Tells events of a former owner of the slot apart.
    var generation: UInt32 = 0
    var object: LoopObject?
}

// MARK: - Work

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

    private func wakeIfAsleep() {
        if asleep.load(ordering: .sequentiallyConsistent), asleep.exchange(false, ordering: .sequentiallyConsistent) {
            selector.wake()
        }
    }
}

// MARK: - Timers

extension EventLoop {
    /// Runs `action` after `delay`. To be called on the loop.
    @discardableResult
    public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> LoopTimer {
        schedule(at: cachedNow &+ MonotonicTime.nanoseconds(delay), action)
    }

    /// Runs `action` at `deadline`, in nanoseconds of ``now``. To be called on the loop.
    @discardableResult
    public func schedule(at deadline: UInt64, _ action: @escaping () -> Void) -> LoopTimer {
        let timer = LoopTimer(loop: self, action: action)
        setTimer(timer, at: deadline)
        return timer
    }

    /// Sets the only timer of `object`.
    func setTimer(_ object: LoopObject, at deadline: UInt64) {
        assert(inLoop)
        timers.set(object, at: deadline)
    }

    /// Clears the timer of `object`.
    func clearTimer(_ object: LoopObject) {
        assert(inLoop)
        timers.remove(object)
    }
}

// MARK: - Descriptors

extension EventLoop {
    /// Registers `descriptor`; the loop keeps `object` until ``deregister(_:descriptor:interest:)``.
    func register(_ object: LoopObject, descriptor: Int32, interest: ReadySet) throws(IOError) {
        assert(inLoop)
        precondition(object.slot < 0, "an object is registered once")
        let slot = freeSlots.popLast() ?? Int32(slots.count)
        if Int(slot) == slots.count { slots.append(LoopSlot()) }
        do {
            try selector.add(descriptor, token: token(slot), interest: interest)
        } catch {
            freeSlots.append(slot)
            throw error
        }
        slots[Int(slot)].object = object
        object.slot = slot
    }

    func changeInterest(_ object: LoopObject, descriptor: Int32, from old: ReadySet, to interest: ReadySet) {
        selector.change(descriptor, token: token(object.slot), from: old, to: interest)
    }

    func deregister(_ object: LoopObject, descriptor: Int32, interest: ReadySet) {
        assert(inLoop)
        selector.remove(descriptor, interest: interest)
        let slot = object.slot
        object.slot = -1
        slots[Int(slot)].object = nil
        slots[Int(slot)].generation &+= 1
        freeSlots.append(slot)
    }

    /// Calls ``LoopObject/endOfTick()`` once before the loop waits again.
    func atEndOfTick(_ object: LoopObject) {
        late.append(object)
        // A message to thousands is sent in portions, while its bytes are still in the processor's cache.
        if late.count % 64 == 0 {
            for object in late.suffix(64) { object.flushEarly() }
        }
    }

    private func token(_ slot: Int32) -> UInt64 {
        UInt64(slots[Int(slot)].generation) << 32 | UInt64(UInt32(bitPattern: slot))
    }
}

// MARK: - Thread

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
