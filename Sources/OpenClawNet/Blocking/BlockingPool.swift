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

/// A few threads for calls that block: file writes, `fsync`, name resolution.
///
/// Threads are started when work waits and none is free, and stay until the pool is shut down. The queue is first in, first out; the
/// thread that has waited for the shortest time takes the next piece.
///
/// Each thread waits on a condition of its own: where several wait on one, glibc before 2.41 can lose a signal (its bug 25847), and the
/// work would lie there until more came.
/// Use ``run(_:)`` for one call or `withTaskExecutorPreference(pool)` for a longer piece of code.
public final class BlockingPool: TaskExecutor, @unchecked Sendable {
    /// The largest number of threads.
    public let maximumThreads: Int

    // Guarded by `lock`.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    @exclusivity(unchecked) private var queue: [LoopWork] = []
    @exclusivity(unchecked) private var head = 0
    /// Threads that have nothing to do, the one that had something last at the end.
    @exclusivity(unchecked) private var parked: [ParkedThread] = []
    @exclusivity(unchecked) private var threads: [Thread] = []
    @exclusivity(unchecked) private var running = 0
    @exclusivity(unchecked) private var isStopped = false

    /// Makes a pool; no thread is started yet. End it with ``shutdown()``.
    public init(maximumThreads: Int = 4) {
        precondition(maximumThreads > 0, "a pool has at least one thread")
        self.maximumThreads = maximumThreads
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        precondition(threads.isEmpty, "a blocking pool is shut down before it is let go")
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Runs `body` with a pool and shuts the pool down afterwards.
    public static func withPool<R>(
        maximumThreads: Int = 4,
        _ body: (BlockingPool) async throws -> sending R
    ) async rethrows -> sending R {
        let pool = BlockingPool(maximumThreads: maximumThreads)
        let result: R
        do {
            result = try await body(pool)
        } catch {
            pool.shutdown()
            throw error
        }
        pool.shutdown()
        return result
    }

    /// Runs `function` on a thread of the pool and waits for it without blocking the caller's thread.
    public func run<R: Sendable, Failure: Error>(_ function: @escaping @Sendable () throws(Failure) -> R) async throws(Failure) -> R {
        let result: Result<R, Failure> = await withUnsafeContinuation { continuation in
            enqueue(
                .function {
                    do throws(Failure) {
                        continuation.resume(returning: .success(try function()))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            )
        }
        return try result.get()
    }

    /// Runs `function` on a thread of the pool, later.
    func submit(_ function: @escaping @Sendable () -> Void) {
        enqueue(.function(function))
    }

    /// Queues a job of a task.
    public func enqueue(_ job: consuming ExecutorJob) {
        enqueue(.job(UnownedJob(job)))
    }

    /// Finishes what is queued and waits for the threads to end. Not to be called from a thread of the pool.
    public func shutdown() {
        pthread_mutex_lock(lock)
        isStopped = true
        let ending = threads
        threads = []
        let waiting = parked
        parked = []
        for thread in waiting { thread.choose() }
        pthread_mutex_unlock(lock)
        for thread in waiting { thread.wake() }
        for thread in ending { thread.join() }
    }

    private func enqueue(_ work: LoopWork) {
        pthread_mutex_lock(lock)
        queue.append(work)
        let chosen = parked.popLast()
        if let chosen {
            chosen.choose()
        } else if threads.count < maximumThreads, !isStopped {
            if let thread = Thread.start(name: "blocking-\(threads.count)", { self.work() }) {
                threads.append(thread)
                running += 1
            } else {
                precondition(running > 0, "the system has no thread left for blocking work")
            }
        } else {
            precondition(running > 0, "work was given to a blocking pool after its end")
        }
        pthread_mutex_unlock(lock)
        // Behind the lock, which the thread takes first of all.
        chosen?.wake()
    }

    private func work() {
        let executor = asUnownedTaskExecutor()
        let place = ParkedThread(lock)
        pthread_mutex_lock(lock)
        while true {
            if head < queue.count {
                let work = queue[head]
                head += 1
                if head == queue.count {
                    queue.removeAll(keepingCapacity: head <= 1024)
                    head = 0
                }
                pthread_mutex_unlock(lock)
                switch work {
                case .job(let job), .actorJob(let job): job.runSynchronously(on: executor)
                case .function(let function): function()
                }
                pthread_mutex_lock(lock)
            } else if isStopped {
                break
            } else {
                parked.append(place)
                place.wait()
            }
        }
        running -= 1
        pthread_mutex_unlock(lock)
    }
}
