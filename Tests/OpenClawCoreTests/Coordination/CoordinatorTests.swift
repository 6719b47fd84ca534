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
