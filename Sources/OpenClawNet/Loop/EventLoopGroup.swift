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

/// A fixed number of event loops, each with its thread.
public final class EventLoopGroup: Sendable {
    /// The loops, at least one.
    public let loops: [EventLoop]

    private init(loops: [EventLoop]) {
        self.loops = loops
    }

    /// Starts `count` loops, runs `body`, then ends the loops and waits for their threads.
    ///
    /// Every task that prefers one of the loops must have ended when `body` returns.
    /// - Parameter count: the number of loops, at least 1.
    /// - Throws: ``IOError`` if a loop or a thread cannot be made, or what `body` throws.
    public static func withLoops<R>(count: Int, _ body: (EventLoopGroup) async throws -> sending R) async throws -> sending R {
        precondition(count > 0, "a group has at least one loop")
        var loops: [EventLoop] = []
        for index in 0..<count {
            loops.append(try EventLoop(index: index))
        }
        var threads: [Thread] = []
        func stop() {
            for loop in loops { loop.stop() }
            for thread in threads { thread.join() }
        }
        for loop in loops {
            guard let thread = Thread.start(name: "loop-\(loop.index)", { loop.run() }) else {
                stop()
                throw IOError(errno: EAGAIN, operation: "start the thread of an event loop")
            }
            threads.append(thread)
        }
        let result: R
        do {
            result = try await body(EventLoopGroup(loops: loops))
        } catch {
            stop()
            throw error
        }
        stop()
        return result
    }
}
