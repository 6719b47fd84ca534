// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization
import Testing

@Suite("ServiceGroup", .timeLimit(.minutes(10)))
struct ServiceGroupTests {
    final class Journal: Sendable {
        private let entries = Mutex<[String]>([])
        func add(_ entry: String) { entries.withLock { $0.append(entry) } }
        var all: [String] { entries.withLock { $0 } }
    }

    struct Failure: Error, Equatable { let name: String }

    /// Runs until it is asked to stop, or is cancelled.
    struct Patient: Service {
        let name: String
        let journal: Journal

        func run() async throws {
            journal.add("start \(name)")
            do {
                try await waitForGracefulShutdown()
                journal.add("stop \(name)")
            } catch {
                journal.add("cancel \(name)")
                throw error
            }
        }
    }

    /// Ignores requests to stop.
    struct Stubborn: Service {
        let journal: Journal

        func run() async throws {
            journal.add("start stubborn")
            await GracefulShutdownTests.waitForCancellation()
            journal.add("cancel stubborn")
            throw CancellationError()
        }
    }

    /// A clock whose sleeps end when somebody says so.
    struct SwitchClock: Clock {
        typealias Instant = ContinuousClock.Instant
        let alarm: GracefulShutdown
        var now: Instant { ContinuousClock.now }
        var minimumResolution: Duration { .zero }
        func sleep(until deadline: Instant, tolerance: Duration?) async throws { try await alarm.wait() }
    }

    @Test("a shutdown stops the services one after the other, last first")
    func reverseOrder() async throws {
        let journal = Journal()
        let group = ServiceGroup(services: ["a", "b", "c"].map { Patient(name: $0, journal: journal) })
        async let done: Void = group.run()
        await eventually { journal.all.count == 3 }
        group.triggerGracefulShutdown()
        try await done
        #expect(Array(journal.all.suffix(3)) == ["stop c", "stop b", "stop a"])
    }

    @Test("a group which was asked to stop before it ran stops at once")
    func triggeredBefore() async throws {
        let journal = Journal()
        let group = ServiceGroup(services: [Patient(name: "a", journal: journal)])
        group.triggerGracefulShutdown()
        try await group.run()
        #expect(journal.all.last == "stop a")
    }

    @Test("a failure stops the others in order and is reported")
    func failure() async throws {
        let journal = Journal()
        let group = ServiceGroup(services: [
            Patient(name: "a", journal: journal),
            ClosureService {
                await eventually { journal.all.count == 2 }
                throw Failure(name: "middle")
            },
            Patient(name: "c", journal: journal),
        ])
        await #expect(throws: Failure(name: "middle")) { try await group.run() }
        #expect(Array(journal.all.suffix(2)) == ["stop c", "stop a"])
    }

    @Test("a service which returns stops the group unless it may")
    func returns() async throws {
        let journal = Journal()
        let stopping = ServiceGroup([.init(Patient(name: "a", journal: journal)), .init(ClosureService {})])
        try await stopping.run()
        #expect(journal.all.last == "stop a")

        let keeping = ServiceGroup([
            .init(Patient(name: "b", journal: journal)),
            .init(ClosureService { journal.add("done") }, onReturn: .keepGroup),
        ])
        async let done: Void = keeping.run()
        await eventually { journal.all.contains("done") && journal.all.contains("start b") }
        #expect(!journal.all.contains("stop b"))
        keeping.triggerGracefulShutdown()
        try await done
        #expect(journal.all.last == "stop b")
    }

    @Test("what does not stop before the deadline is cancelled and named")
    func deadline() async throws {
        let journal = Journal()
        let alarm = GracefulShutdown()
        let group = ServiceGroup(
            [.init(Patient(name: "a", journal: journal)), .init(Stubborn(journal: journal), name: "mule")],
            deadline: .seconds(5),
            clock: SwitchClock(alarm: alarm)
        )
        async let trigger: Void = {
            await eventually { journal.all.count == 2 }
            group.triggerGracefulShutdown()
            alarm.trigger()
        }()
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        await trigger
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.services.contains("mule") == true)
        #expect(journal.all.contains("cancel stubborn"))
    }

    @Test("cancelling the group cancels its services")
    func cancellation() async {
        let journal = Journal()
        await withTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                do {
                    try await ServiceGroup(services: [Patient(name: "a", journal: journal)]).run()
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            await eventually { journal.all.count == 1 }
            tasks.cancelAll()
            #expect(await tasks.next() == true)
        }
        #expect(journal.all == ["start a", "cancel a"])
    }

    @Test("groups nest: the outer shutdown reaches the inner services")
    func nesting() async throws {
        let journal = Journal()
        let inner = ServiceGroup(services: [Patient(name: "x", journal: journal), Patient(name: "y", journal: journal)])
        let outer = ServiceGroup(services: [Patient(name: "a", journal: journal), inner])
        async let done: Void = outer.run()
        await eventually { journal.all.count == 3 }
        outer.triggerGracefulShutdown()
        try await done
        #expect(Array(journal.all.suffix(3)) == ["stop y", "stop x", "stop a"])
    }

    @Test("an empty group ends at once")
    func empty() async throws {
        try await ServiceGroup(services: []).run()
    }
}
