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

    @Test("a lease that is granted ahead waits for no disk; its epoch is nobody else's, and durable once it was confirmed")
    func grantedAhead() async throws {
        let disk = InMemoryFileSystem()
        let here = try FileCoordinator(directory: "/leases", fileSystem: disk, ahead: "a")
        let before = disk.changes.count
        guard case .granted(let first) = try await here.acquire("a", owner: "x", for: .seconds(1)) else { return }
        #expect(first.epoch == Epoch(1))
        #expect(!disk.changes[before...].contains { $0.operation == .synchronize })
        // Another process is given none as long as it might be the same.
        let there = try FileCoordinator(directory: "/leases", fileSystem: disk)
        await #expect(throws: CoordinatorError.self) { try await there.acquire("b", owner: "y", for: .seconds(1)) }
        try here.confirm(first.epoch)
        guard case .granted(let second) = try await there.acquire("b", owner: "y", for: .seconds(1)) else { return }
        #expect(second.epoch > first.epoch)
        let after = try FileCoordinator(directory: "/leases", fileSystem: disk.survivors(.onlySynchronized()))
        guard case .granted(let third) = try await after.acquire("a", owner: "z", for: .seconds(1)) else { return }
        #expect(third.epoch > second.epoch)
        // What is not granted ahead is durable at once, and with it what was given before.
        try await here.release(first)
        guard case .granted(let fourth) = try await here.acquire("a", owner: "x", for: .seconds(1)),
            case .granted(let fifth) = try await here.acquire("c", owner: "x", for: .seconds(1))
        else { return }
        #expect(fourth.epoch > second.epoch && fifth.epoch > fourth.epoch)
        let last = try FileCoordinator(directory: "/leases", fileSystem: disk.survivors(.onlySynchronized()))
        guard case .granted(let sixth) = try await last.acquire("a", owner: "z", for: .seconds(1)) else { return }
        #expect(sixth.epoch > fifth.epoch)
    }

    @Test("an epoch that a failing disk does not confirm is given to nobody else, and confirmed when the disk works again")
    func confirmationFails() async throws {
        let disk = InMemoryFileSystem()
        let here = try FileCoordinator(directory: "/leases", fileSystem: disk, ahead: "a")
        guard case .granted(let lease) = try await here.acquire("a", owner: "x", for: .seconds(1)) else { return }
        disk.fail(.synchronize)
        #expect(throws: FileSystemError.self) { try here.confirm(lease.epoch) }
        let there = try FileCoordinator(directory: "/leases", fileSystem: disk)
        await #expect(throws: CoordinatorError.self) { try await there.acquire("b", owner: "y", for: .seconds(1)) }
        try here.confirm(lease.epoch)
        guard case .granted(let next) = try await there.acquire("b", owner: "y", for: .seconds(1)) else { return }
        #expect(next.epoch > lease.epoch)
    }

    @Test("wherever the disk stops, nothing is in ledger, sessions or jobs under an epoch that another gateway is given afterwards")
    func storesConfirm() async throws {
        for change in 0..<60 {
            let disk = InMemoryFileSystem()
            disk.crash(atChange: change, writing: 1)
            // The disk stops somewhere on the way, or not at all.
            try? await Self.keepSomething(disk)
            for survival in [.everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 1)] as [InMemoryFileSystem.Survival] {
                let left = disk.survivors(survival)
                let kept = try FileLedger(FileLedger.Configuration(directory: "/ledger", fillBytes: 512), fileSystem: left).lastEpoch
                let indexed = try FileSessionStore(FileSessionStore.Configuration(root: "/sessions"), fileSystem: left).lastEpoch
                let jobs = try left.contents(of: "/cron/jobs.json.epoch", maximumBytes: 64)
                let after = try FileCoordinator(directory: "/leases", fileSystem: left, ahead: .gateway)
                guard case .granted(let next) = try await after.acquire(.gateway, owner: "z", for: .seconds(1)) else {
                    Issue.record("nobody leads after \(change) changes")
                    return
                }
                #expect(next.epoch > kept, "change \(change), \(survival)")
                #expect(next.epoch > indexed, "change \(change), \(survival)")
                #expect(jobs == nil || next.epoch > Epoch(1), "change \(change), \(survival)")
            }
            await Task.yield()
        }
        let whole = InMemoryFileSystem()
        try await Self.keepSomething(whole)
        #expect(whole.changes.count < 60)
        let after = try FileCoordinator(directory: "/leases", fileSystem: whole.survivors(.onlySynchronized()))
        guard case .granted(let next) = try await after.acquire(.gateway, owner: "z", for: .seconds(1)) else { return }
        #expect(next.epoch == Epoch(2))
    }

    private static func keepSomething(_ disk: InMemoryFileSystem) async throws {
        let coordinator = try FileCoordinator(directory: "/leases", fileSystem: disk, ahead: .gateway)
        let ledger = try FileLedger(FileLedger.Configuration(directory: "/ledger", fillBytes: 512), fileSystem: disk, epochs: coordinator)
        let sessions = try FileSessionStore(
            FileSessionStore.Configuration(root: "/sessions", durability: .everyCommit),
            fileSystem: disk,
            epochs: coordinator
        )
        let jobs = FileCronStore(path: "/cron/jobs.json", fileSystem: disk, epochs: coordinator)
        guard case .granted(let lease) = try await coordinator.acquire(.gateway, owner: "x", for: .seconds(1)) else { return }
        try ledger.begin(lease.epoch)
        let record = LedgerRecord(
            identity: MessageID(channel: "a", account: "b", event: "c"),
            timestamp: Timestamp(milliseconds: 1),
            kind: .accepted(runID: "r", sessionKey: "agent:main:main", agentID: "main", payload: [1])
        )
        _ = try await ledger.accept(record, epoch: lease.epoch)
        _ = try await sessions.update("agent:main:main", attributes: ["label": "x"], epoch: lease.epoch)
        _ = try await jobs.load(epoch: lease.epoch)
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

    @Test("a file of epochs that holds no number one can count on from is named, with what to write", arguments: ["x", "18446744073709551615", "9223372036854775807"])
    func damagedEpochs(_ text: String) async throws {
        let disk = InMemoryFileSystem()
        disk.setContents(of: "/leases/epoch", to: Array("\(text)\n".utf8))
        let coordinator = try FileCoordinator(directory: "/leases", fileSystem: disk)
        let error = await #expect(throws: CoordinatorError.self) { try await coordinator.acquire("a", owner: "x", for: .seconds(1)) }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("/leases/epoch holds") == true && error?.message.contains("write") == true, "\(String(describing: error))")
        disk.setContents(of: "/leases/epoch", to: Array("41\n".utf8))
        guard case .granted(let lease) = try await coordinator.acquire("a", owner: "x", for: .seconds(1)) else { return }
        #expect(lease.epoch == Epoch(42))
    }

    @Test("a directory in the place of one of its files is named, and needs a person", arguments: ["epoch", "a.lease", "epoch.lock"])
    func directoryInstead(_ name: String) async throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/leases/\(name)")
        let coordinator = try FileCoordinator(directory: "/leases", fileSystem: disk)
        let error = await #expect(throws: CoordinatorError.self) { try await coordinator.acquire("a", owner: "x", for: .seconds(1)) }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("/leases/\(name)") == true, "\(String(describing: error))")
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
