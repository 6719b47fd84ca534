// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin

    /// Waits for descriptors with kqueue, level-triggered, and for wake-ups with a user event.
    struct KqueueSelector: ~Copyable {
        private static let wakeIdentifier = UInt(0)
        private static let batch = 512

        private let queue: FileDescriptor
        private let events: UnsafeMutablePointer<kevent>

        init() throws(IOError) {
            let queue = FileDescriptor(owning: try SystemCalls.check("kqueue") { kqueue() })
            var registration = kevent(
                ident: Self.wakeIdentifier,
                filter: Int16(EVFILT_USER),
                flags: UInt16(EV_ADD | EV_CLEAR),
                fflags: 0,
                data: 0,
                udata: nil
            )
            if kevent(queue.raw, &registration, 1, nil, 0, nil) != 0 {
                throw IOError(errno: errno, operation: "kevent for wake-ups")
            }
            self.queue = queue
            events = .allocate(capacity: Self.batch)
        }

        deinit {
            events.deallocate()
        }

        /// Ends a present or the next wait. May be called from any thread.
        func wake() {
            var event = kevent(
                ident: Self.wakeIdentifier,
                filter: Int16(EVFILT_USER),
                flags: 0,
                fflags: UInt32(NOTE_TRIGGER),
                data: 0,
                udata: nil
            )
            _ = kevent(queue.raw, &event, 1, nil, 0, nil)
        }

        func add(_ descriptor: Int32, token: UInt64, interest: ReadySet) throws(IOError) {
            if update(descriptor, token: token, from: [], to: interest) != 0 {
                throw IOError(errno: errno, operation: "kevent add")
            }
        }

        func change(_ descriptor: Int32, token: UInt64, from old: ReadySet, to interest: ReadySet) {
            let result = update(descriptor, token: token, from: old, to: interest)
            precondition(result == 0, "a registered descriptor can be changed")
        }

        func remove(_ descriptor: Int32, interest: ReadySet) {
            let result = update(descriptor, token: 0, from: interest, to: [])
            precondition(result == 0, "a registered descriptor can be removed")
        }

        /// Waits up to `timeout` nanoseconds, without end if nil, and reports each ready token.
        func wait(timeout: UInt64?, _ ready: (_ token: UInt64, _ set: ReadySet) -> Void) {
            let count: Int32
            if let timeout {
                var limit = timespec(tv_sec: Int(timeout / 1_000_000_000), tv_nsec: Int(timeout % 1_000_000_000))
                count = kevent(queue.raw, nil, 0, events, Int32(Self.batch), &limit)
            } else {
                count = kevent(queue.raw, nil, 0, events, Int32(Self.batch), nil)
            }
            if count < 0 {
                precondition(errno == EINTR, "kevent fails only when interrupted")
                return
            }
            for index in 0..<Int(count) {
                let event = events[index]
                let filter = Int32(event.filter)
                if filter == EVFILT_USER { continue }
                let token = UInt64(UInt(bitPattern: event.udata))
                let ended = event.flags & UInt16(EV_EOF) != 0
                if filter == EVFILT_READ {
                    ready(token, ended ? [.read, .readEnd] : .read)
                } else if filter == EVFILT_WRITE {
                    ready(token, ended ? [.write, .hangUp] : .write)
                }
            }
        }

        private func update(_ descriptor: Int32, token: UInt64, from old: ReadySet, to new: ReadySet) -> Int32 {
            // The end of the peer's side arrives with the read filter.
            let reads = (old.isDisjoint(with: [.read, .readEnd]), new.isDisjoint(with: [.read, .readEnd]))
            let writes = (!old.contains(.write), !new.contains(.write))
            for (filter, change) in [(EVFILT_READ, reads), (EVFILT_WRITE, writes)] where change.0 != change.1 || (!change.1 && old != new) {
                var registration = kevent(
                    ident: UInt(descriptor),
                    filter: Int16(filter),
                    flags: UInt16(change.1 ? EV_DELETE : EV_ADD),
                    fflags: 0,
                    data: 0,
                    udata: UnsafeMutableRawPointer(bitPattern: UInt(token))
                )
                if kevent(queue.raw, &registration, 1, nil, 0, nil) != 0 { return -1 }
            }
            return 0
        }
    }
#endif
