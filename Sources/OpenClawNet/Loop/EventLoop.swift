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
    let remote = Mutex<[LoopWork]>([])
    let hasRemote = Atomic<Bool>(false)
    let asleep = Atomic<Bool>(false)
    let stopping = Atomic<Bool>(false)
    let ended = Atomic<Bool>(false)
    let threadNumber = Atomic<UInt>(0)

    // Used by the loop's thread only.
    let selector: PlatformSelector
    @exclusivity(unchecked) var slots: [LoopSlot] = []
    var freeSlots: [Int32] = []
    @exclusivity(unchecked) var local = LoopWorkQueue()
    @exclusivity(unchecked) var timers = TimerHeap()
    @exclusivity(unchecked) var taken: [LoopWork] = []
    @exclusivity(unchecked) var late: [LoopObject] = []
    @exclusivity(unchecked) var lateNow: [LoopObject] = []
    @exclusivity(unchecked) var cachedNow: UInt64 = MonotonicTime.nanoseconds()
    @exclusivity(unchecked) var executor: UnownedTaskExecutor?

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

    static func currentThread() -> UInt {
        #if canImport(Glibc)
            return UInt(pthread_self())
        #else
            return UInt(bitPattern: pthread_self())
        #endif
    }
}
