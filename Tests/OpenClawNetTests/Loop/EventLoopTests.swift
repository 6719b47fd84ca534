// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Synchronization
import Testing

@Suite struct EventLoopTests {
    @Test func `functions run on the loop in the order of the calls`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            #expect(!loop.inLoop)
            let seen = Mutex<[Int]>([])
            await withUnsafeContinuation { continuation in
                for number in 0..<1000 {
                    loop.execute {
                        #expect(loop.inLoop)
                        seen.withLock { $0.append(number) }
                    }
                }
                loop.execute { continuation.resume() }
            }
            #expect(seen.withLock { $0 } == Array(0..<1000))
        }
    }

    @Test func `many threads may enqueue at once`() async throws {
        try await EventLoopGroup.withLoops(count: 2) { group in
            let total = Counter()
            await withTaskGroup { tasks in
                for number in 0..<64 {
                    let loop = group.loops[number % 2]
                    tasks.addTask(executorPreference: loop) {
                        for _ in 0..<50 {
                            #expect(loop.inLoop)
                            total.add()
                            await Task.yield()
                        }
                    }
                }
            }
            #expect(total.value == 3200)
        }
    }

    @Test func `a task which prefers the loop runs on its thread and comes back to it`() async throws {
        try await EventLoopGroup.withLoops(count: 2) { group in
            let (first, second) = (group.loops[0], group.loops[1])
            await withTaskExecutorPreference(first) {
                #expect(first.inLoop)
                await withTaskExecutorPreference(second) { #expect(second.inLoop) }
                #expect(first.inLoop)
            }
        }
    }

    @Test func `an actor can live on a loop`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let counter = LoopCounter(loop: group.loops[0])
            await withTaskGroup { tasks in
                for _ in 0..<10 { tasks.addTask { await counter.increment() } }
            }
            #expect(await counter.value == 10)
        }
    }

    @Test func `timers fire in the order of their deadlines, equal ones in the order they were set`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            let order: [Int] = await withTaskExecutorPreference(loop) {
                await withUnsafeContinuation { continuation in
                    let seen = Seen()
                    let start = loop.now
                    for (number, delay) in [(3, 3), (1, 1), (4, 3), (2, 2), (5, 3)] {
                        loop.schedule(at: start + UInt64(delay) * 1_000_000) { seen.numbers.append(number) }
                    }
                    loop.schedule(at: start + 4_000_000) { continuation.resume(returning: seen.numbers) }
                }
            }
            #expect(order == [1, 2, 3, 4, 5])
        }
    }

    @Test func `a cancelled timer does not fire`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            let order: [Int] = await withTaskExecutorPreference(loop) {
                await withUnsafeContinuation { continuation in
                    let seen = Seen()
                    let timers = (0..<10).map { number in
                        loop.schedule(after: .milliseconds(1)) { seen.numbers.append(number) }
                    }
                    for timer in timers where timer !== timers[7] { timer.cancel() }
                    loop.schedule(after: .milliseconds(2)) { continuation.resume(returning: seen.numbers) }
                }
            }
            #expect(order == [7])
        }
    }

    @Test func `sleep ends on the loop, and early when cancelled`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            try await withTaskExecutorPreference(loop) {
                let before = loop.clock.now
                try await loop.sleep(for: .milliseconds(2))
                #expect(loop.inLoop)
                #expect(loop.clock.now >= before.advanced(by: .milliseconds(2)))
            }
            await withTaskGroup { tasks in
                tasks.addTask {
                    await #expect(throws: CancellationError.self) { try await loop.sleep(for: .seconds(3600)) }
                }
                tasks.addTask {
                    await #expect(throws: CancellationError.self) { try await loop.clock.sleep(for: .seconds(3600)) }
                }
                tasks.cancelAll()
            }
        }
    }

    @Test func `an error of the body reaches the caller and ends the threads`() async {
        struct Failure: Error {}
        await #expect(throws: Failure.self) {
            try await EventLoopGroup.withLoops(count: 2) { _ in throw Failure() }
        }
    }
}

private final class Seen {
    var numbers: [Int] = []
}

private actor LoopCounter {
    nonisolated let loop: EventLoop
    var value = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.serialExecutor.asUnownedSerialExecutor() }

    init(loop: EventLoop) {
        self.loop = loop
    }

    func increment() {
        loop.serialExecutor.preconditionIsolated()
        value += 1
    }
}
