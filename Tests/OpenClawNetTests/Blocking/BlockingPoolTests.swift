// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Synchronization
import Testing

@Suite struct BlockingPoolTests {
    @Test func `functions run and give their results back`() async {
        await BlockingPool.withPool(maximumThreads: 3) { pool in
            await withTaskGroup { tasks in
                for number in 0..<100 { tasks.addTask { await pool.run { number * 2 } } }
                var sum = 0
                for await result in tasks { sum += result }
                #expect(sum == 9900)
            }
        }
    }

    @Test func `errors come back typed`() async {
        await BlockingPool.withPool { pool in
            do throws(IOError) {
                try await pool.run { () throws(IOError) in throw IOError(errno: 5, operation: "write") }
                Issue.record("an error was expected")
            } catch {
                #expect(error.errno == 5)
            }
        }
    }

    @Test func `a pool can be preferred by a task`() async {
        await BlockingPool.withPool(maximumThreads: 1) { pool in
            let steps = Mutex<[Int]>([])
            await withTaskExecutorPreference(pool) {
                steps.withLock { $0.append(1) }
                await Task.yield()
                steps.withLock { $0.append(2) }
            }
            #expect(steps.withLock { $0 } == [1, 2])
        }
    }

    @Test func `at most the given number of functions run at once, and waiting ones follow`() async {
        await BlockingPool.withPool(maximumThreads: 2) { pool in
            let running = Counter()
            await withTaskGroup { tasks in
                for _ in 0..<200 {
                    tasks.addTask {
                        await pool.run {
                            running.add()
                            running.add(-1)
                        }
                    }
                }
            }
            #expect((1...2).contains(running.maximum))
        }
    }

    @Test func `shutdown finishes what is queued`() async {
        let done = Counter()
        await BlockingPool.withPool(maximumThreads: 1) { pool in
            await withTaskGroup { tasks in
                for _ in 0..<20 { tasks.addTask { await pool.run { done.add() } } }
            }
        }
        #expect(done.value == 20)
    }
}
