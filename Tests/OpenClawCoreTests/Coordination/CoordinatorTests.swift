// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("Coordinators keep their promises")
struct CoordinatorTests {
    @Test("in memory", arguments: CoordinatorConformance.cases)
    func memory(_ promise: ConformanceCase<any Coordinator>) async throws {
        try await promise.run { InMemoryCoordinator(clock: ManualClock()) }
    }

    @Test("in files", arguments: CoordinatorConformance.cases)
    func files(_ promise: ConformanceCase<any Coordinator>) async throws {
        try await promise.run { try FileCoordinator(directory: "/leases", fileSystem: InMemoryFileSystem()) }
    }

    @Test("a lease that is not renewed ends; its holder may prolong it as long as nobody else has it")
    func end() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        guard case .granted(let first) = try await coordinator.acquire("a", owner: "one", for: .seconds(10)) else { return }
        clock.advance(by: .seconds(11))
        #expect(try await coordinator.holder(of: "a") == nil)
        #expect(try await coordinator.renew(first, for: .seconds(10)))
        clock.advance(by: .seconds(11))
        guard case .granted(let second) = try await coordinator.acquire("a", owner: "two", for: .seconds(10)) else {
            Issue.record("an ended lease was not free")
            return
        }
        #expect(second.epoch > first.epoch)
        #expect(try await coordinator.renew(first, for: .seconds(10)) == false)
    }

    @Test("epochs survive a power cut: the next holder is above everybody before")
    func epochsOnDisk() async throws {
        let disk = InMemoryFileSystem()
        let here = try FileCoordinator(directory: "/leases", fileSystem: disk)
        guard case .granted(let one) = try await here.acquire("a", owner: "x", for: .seconds(1)) else { return }
        try await here.release(one)
        let after = try FileCoordinator(directory: "/leases", fileSystem: disk.survivors(.onlySynchronized()))
        guard case .granted(let two) = try await after.acquire("a", owner: "y", for: .seconds(1)) else { return }
        #expect(two.epoch > one.epoch)
    }

    @Test("an epoch that was prepared is given without waiting for the disk, unless another process was given a higher one")
    func preparedEpoch() async throws {
        let disk = InMemoryFileSystem()
        let here = try FileCoordinator(directory: "/leases", fileSystem: disk)
        await here.prepare()
        let before = disk.changes.count
        guard case .granted(let first) = try await here.acquire("a", owner: "x", for: .seconds(1)) else { return }
        #expect(first.epoch == Epoch(1))
        #expect(!disk.changes[before...].contains { $0.operation == .synchronize })
        try await here.release(first)
        await here.prepare()
        let there = try FileCoordinator(directory: "/leases", fileSystem: disk)
        guard case .granted(let second) = try await there.acquire("a", owner: "y", for: .seconds(1)) else { return }
        try await there.release(second)
        guard case .granted(let third) = try await here.acquire("a", owner: "x", for: .seconds(1)) else { return }
        #expect(third.epoch > second.epoch && second.epoch > first.epoch)
        guard case .granted(let fourth) = try await here.acquire("b", owner: "x", for: .seconds(1)) else { return }
        #expect(fourth.epoch > third.epoch)
    }

    @Test("wherever the disk stops, the next epoch is above every one that was given")
    func epochCrash() async throws {
        for change in 0..<40 {
            for prefix in [0, 1, 2, 3] {
                let disk = InMemoryFileSystem()
                disk.setContents(of: "/leases/epoch", to: Array("9\n".utf8))
                disk.crash(atChange: change, writing: prefix)
                var given = Epoch(9)
                do {
                    let coordinator = try FileCoordinator(directory: "/leases", fileSystem: disk)
                    for _ in 0..<6 {
                        guard case .granted(let lease) = try await coordinator.acquire("a", owner: "x", for: .seconds(1)) else { return }
                        given = lease.epoch
                        try await coordinator.release(lease)
                    }
                } catch {
                    // The disk has stopped.
                }
                for survival in [.everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 1), .scattered(seed: 3)]
                    as [InMemoryFileSystem.Survival]
                {
                    let after = try FileCoordinator(directory: "/leases", fileSystem: disk.survivors(survival))
                    guard case .granted(let next) = try await after.acquire("a", owner: "y", for: .seconds(1)) else { return }
                    #expect(next.epoch > given, "change \(change), \(prefix) bytes, \(survival)")
                }
            }
        }
    }

    @Test("an epoch file whose name was not durable when its writer ended is, before the next epoch is given")
    func epochName() async throws {
        let disk = InMemoryFileSystem()
        disk.fail(.synchronizeDirectory)
        let first = try FileCoordinator(directory: "/leases", fileSystem: disk)
        await #expect(throws: CoordinatorError.self) { try await first.acquire("a", owner: "x", for: .seconds(1)) }
        let second = try FileCoordinator(directory: "/leases", fileSystem: disk)
        guard case .granted(let given) = try await second.acquire("b", owner: "y", for: .seconds(1)) else { return }
        let after = try FileCoordinator(directory: "/leases", fileSystem: disk.survivors(.onlySynchronized()))
        guard case .granted(let next) = try await after.acquire("b", owner: "z", for: .seconds(1)) else { return }
        #expect(next.epoch > given.epoch)
    }

    @Test("a number that a person wrote counts", arguments: ["41", "41\n"])
    func writtenEpoch(text: String) async throws {
        let disk = InMemoryFileSystem()
        disk.setContents(of: "/leases/epoch", to: Array(text.utf8))
        for number in [42, 43] as [UInt64] {
            let coordinator = try FileCoordinator(directory: "/leases", fileSystem: disk)
            guard case .granted(let lease) = try await coordinator.acquire("a", owner: "x", for: .seconds(1)) else { return }
            #expect(lease.epoch == Epoch(number))
            try await coordinator.release(lease)
        }
    }

    @Test("an epoch file that was damaged stops with the place and the remedy")
    func damage() async throws {
        let disk = InMemoryFileSystem()
        let coordinator = try FileCoordinator(directory: "/leases", fileSystem: disk)
        disk.setContents(of: "/leases/epoch", to: Array("many\n".utf8))
        do throws(CoordinatorError) {
            _ = try await coordinator.acquire("a", owner: "one", for: .seconds(1))
            Issue.record("a damaged epoch was used")
        } catch {
            #expect(error.code == .corrupt)
            #expect(error.message.contains("/leases/epoch"))
        }
    }

    @Test(
        "names become file names that stay in the directory",
        arguments: [("../../etc/x", "_./.._etc_x"), ("", "_"), ("channel:a b", "channel:a_b")]
    )
    func names(text: String, expected: String) {
        let name = LeaseName(text).rawValue
        #expect(!name.contains("/") && !name.hasPrefix("."))
        #expect(text.isEmpty ? name == expected : !name.isEmpty)
    }
}
