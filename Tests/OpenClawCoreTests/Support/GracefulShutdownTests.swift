// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization
import Testing

@Suite("GracefulShutdown", .timeLimit(.minutes(10)))
struct GracefulShutdownTests {
    static func waitForCancellation() async {
        let never = Mailbox<Never>(capacity: 1)
        _ = await never.next()
    }

    @Test("handlers run once when triggered, at once when triggered before, never without a request around")
    func handlers() async {
        let calls = Atomic(0)
        await withGracefulShutdownHandler {
        } onGracefulShutdown: {
            calls.add(1, ordering: .relaxed)
        }
        #expect(calls.load(ordering: .relaxed) == 0)

        let shutdown = GracefulShutdown()
        await shutdown.run {
            #expect(!isShuttingDownGracefully)
            await withGracefulShutdownHandler {
                shutdown.trigger()
                shutdown.trigger()
            } onGracefulShutdown: {
                calls.add(1, ordering: .relaxed)
            }
            #expect(calls.load(ordering: .relaxed) == 1)
            #expect(isShuttingDownGracefully)
            await withGracefulShutdownHandler {
                #expect(calls.load(ordering: .relaxed) == 2)
            } onGracefulShutdown: {
                calls.add(1, ordering: .relaxed)
            }
        }
        #expect(!isShuttingDownGracefully)
        #expect(calls.load(ordering: .relaxed) == 2)
    }

    @Test("a handler is forgotten when its operation ends")
    func unregister() async {
        let calls = Atomic(0)
        let shutdown = GracefulShutdown()
        await shutdown.run {
            await withGracefulShutdownHandler {
            } onGracefulShutdown: {
                calls.add(1, ordering: .relaxed)
            }
        }
        shutdown.trigger()
        #expect(calls.load(ordering: .relaxed) == 0)
    }

    @Test("child tasks see the request, cancellation is another matter")
    func children() async throws {
        let shutdown = GracefulShutdown()
        try await shutdown.run {
            async let child: Bool = {
                try await waitForGracefulShutdown()
                return Task.isCancelled
            }()
            shutdown.trigger()
            let wasCancelled = try await child
            #expect(!wasCancelled)
        }
    }

    @Test("waiting ends with cancellation")
    func waitCancelled() async {
        let shutdown = GracefulShutdown()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await shutdown.wait()
                    return false
                } catch {
                    return true
                }
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
    }

    @Test("work without an end can be cancelled by a shutdown")
    func cancelWhenShutDown() async throws {
        let shutdown = GracefulShutdown()
        try await shutdown.run {
            let five = try await cancelWhenGracefulShutdown { 5 }
            #expect(five == 5)
            async let stopped: Bool = cancelWhenGracefulShutdown {
                await GracefulShutdownTests.waitForCancellation()
                return Task.isCancelled
            }
            shutdown.trigger()
            let wasCancelled = try await stopped
            #expect(wasCancelled)
        }
    }
}
