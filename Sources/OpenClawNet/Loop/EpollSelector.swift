// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if os(Linux) || os(Android)
    import CLinux
    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Waits for descriptors with epoll, level-triggered, and for wake-ups with an eventfd.
    struct EpollSelector: ~Copyable {
        /// The token under which wake-ups are registered; never a slot.
        private static let wakeToken = UInt64.max
        private static let batch = 512

        private let epoll: FileDescriptor
        private let event: FileDescriptor
        private let events: UnsafeMutablePointer<epoll_event>

        init() throws(IOError) {
            let epoll = FileDescriptor(owning: try SystemCalls.check("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
            let event = FileDescriptor(
                owning: try SystemCalls.check("eventfd") { eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)) }
            )
            var registration = epoll_event()
            // Edge-triggered, so that a wake-up costs no read: each write is an edge of its own.
            registration.events = EPOLLIN.rawValue | EPOLLET.rawValue
            registration.data.u64 = Self.wakeToken
            if epoll_ctl(epoll.raw, EPOLL_CTL_ADD, event.raw, &registration) != 0 {
                throw IOError(errno: errno, operation: "epoll_ctl for wake-ups")
            }
            self.epoll = epoll
            self.event = event
            events = .allocate(capacity: Self.batch)
        }

        deinit {
            events.deallocate()
        }

        /// Ends a present or the next wait. May be called from any thread.
        func wake() {
            var one: UInt64 = 1
            // It fails only with a full counter, and then a wake-up is pending anyway.
            _ = write(event.raw, &one, 8)
        }

        func add(_ descriptor: Int32, token: UInt64, interest: ReadySet) throws(IOError) {
            var registration = Self.registration(token: token, interest: interest)
            if epoll_ctl(epoll.raw, EPOLL_CTL_ADD, descriptor, &registration) != 0 {
                throw IOError(errno: errno, operation: "epoll_ctl add")
            }
        }

        func change(_ descriptor: Int32, token: UInt64, from old: ReadySet, to interest: ReadySet) {
            var registration = Self.registration(token: token, interest: interest)
            let result = epoll_ctl(epoll.raw, EPOLL_CTL_MOD, descriptor, &registration)
            precondition(result == 0, "a registered descriptor can be changed")
        }

        func remove(_ descriptor: Int32, interest: ReadySet) {
            var unused = epoll_event()
            let result = epoll_ctl(epoll.raw, EPOLL_CTL_DEL, descriptor, &unused)
            precondition(result == 0, "a registered descriptor can be removed")
        }

        /// Waits up to `timeout` nanoseconds, without end if nil, and reports each ready token.
        func wait(timeout: UInt64?, _ ready: (_ token: UInt64, _ set: ReadySet) -> Void) {
            // Rounded up to whole milliseconds: a deadline is never met early.
            let milliseconds = timeout.map { Int32(clamping: ($0 &+ 999_999) / 1_000_000) } ?? -1
            let count = epoll_wait(epoll.raw, events, Int32(Self.batch), milliseconds)
            if count < 0 {
                precondition(errno == EINTR, "epoll_wait fails only when interrupted")
                return
            }
            for index in 0..<Int(count) {
                let token = events[index].data.u64
                if token == Self.wakeToken { continue }
                let bits = events[index].events
                var set: ReadySet = []
                if bits & EPOLLIN.rawValue != 0 { set.insert(.read) }
                if bits & EPOLLOUT.rawValue != 0 { set.insert(.write) }
                if bits & EPOLLRDHUP.rawValue != 0 { set.insert(.readEnd) }
                if bits & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { set.insert(.hangUp) }
                ready(token, set)
            }
        }

        private static func registration(token: UInt64, interest: ReadySet) -> epoll_event {
            var registration = epoll_event()
            var bits: UInt32 = 0
            if interest.contains(.read) { bits |= EPOLLIN.rawValue }
            if interest.contains(.readEnd) { bits |= EPOLLRDHUP.rawValue }
            if interest.contains(.write) { bits |= EPOLLOUT.rawValue }
            registration.events = bits
            registration.data.u64 = token
            return registration
        }
    }
#endif
