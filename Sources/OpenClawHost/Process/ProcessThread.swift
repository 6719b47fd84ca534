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

/// Threads for calls that block until the process ends; nobody waits for them.
enum ProcessThread {
    /// Starts a thread; `false` when the system has no more.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Body(body))
        #if canImport(Darwin)
            var handle: pthread_t?
            let result = pthread_create(&handle, nil, { ProcessThread.enter($0) }, box.toOpaque())
            if result == 0, let handle { pthread_detach(handle) }
        #else
            var handle = pthread_t()
            let result = pthread_create(&handle, nil, { ProcessThread.enter($0) }, box.toOpaque())
            if result == 0 { pthread_detach(handle) }
        #endif
        if result != 0 { box.release() }
        return result == 0
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private static func enter(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
    }
}
