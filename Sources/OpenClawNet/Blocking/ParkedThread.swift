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

/// Where one thread of a ``BlockingPool`` waits for work. Guarded by the pool's lock.
final class ParkedThread {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var isWoken = false

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

    /// Waits until somebody wakes the thread; the lock is free meanwhile. By this thread.
    func wait() {
        while !isWoken { pthread_cond_wait(condition, lock) }
        isWoken = false
    }

    /// Lets the thread go on. By whoever has taken it from the list of those that wait.
    func wake() {
        isWoken = true
        pthread_cond_signal(condition)
    }
}
