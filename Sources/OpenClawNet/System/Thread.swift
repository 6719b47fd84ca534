// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if os(Linux) || os(Android)
    import CLinux
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A joinable POSIX thread.
struct Thread: @unchecked Sendable {
    private let handle: pthread_t

    /// Starts a thread which runs `body`; nil if the system has no more threads.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Thread? {
        let box = Unmanaged.passRetained(Body(name: name, run: body))
        #if canImport(Darwin)
            var handle: pthread_t?
            let result = pthread_create(&handle, nil, { Thread.enter($0) }, box.toOpaque())
        #else
            var handle = pthread_t()
            let result = pthread_create(&handle, nil, { Thread.enter($0) }, box.toOpaque())
        #endif
        guard result == 0 else {
            box.release()
            return nil
        }
        #if canImport(Darwin)
            guard let handle else { return nil }
        #endif
        return Thread(handle: handle)
    }

    /// Waits for the end of the thread.
    func join() {
        let result = pthread_join(handle, nil)
        precondition(result == 0, "a thread is joined once and not by itself")
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private nonisolated static func enter(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        #if canImport(Darwin)
            pthread_setname_np(body.name)
        #else
            // The kernel keeps 15 characters.
            _ = pthread_setname_np(pthread_self(), String(body.name.prefix(15)))
        #endif
        body.run()
        return nil
    }
}
