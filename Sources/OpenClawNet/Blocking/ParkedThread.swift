// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where one thread of a ``BlockingPool`` waits for work.
final class ParkedThread {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    // Guarded by `lock`.
    private var isChosen = false

    init(_ lock: UnsafeMutablePointer<pthread_mutex_t>) {
        self.lock = lock
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
    }

    /// Waits until the thread is chosen and woken; the lock is free meanwhile. By this thread, which holds the lock.
    func wait() {
        while !isChosen { pthread_cond_wait(condition, lock) }
        isChosen = false
    }

    /// Decides that the thread goes on. By whoever has taken it from the list of those that wait, and holds the lock.
    func choose() { isChosen = true }

    /// Wakes the thread, which has been chosen. By the same, without the lock.
    func wake() { pthread_cond_signal(condition) }
}
