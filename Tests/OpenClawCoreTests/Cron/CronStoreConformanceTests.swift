// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("Stores of scheduled jobs keep their promises")
struct CronStoreConformanceTests {
    @Test("in memory", arguments: CronStoreConformance.cases)
    func memory(_ promise: ConformanceCase<any CronStore>) async throws {
        try await promise.run { InMemoryCronStore() }
    }

    @Test("in a file", arguments: CronStoreConformance.cases)
    func file(_ promise: ConformanceCase<any CronStore>) async throws {
        try await promise.run { FileCronStore(path: "/state/cron/jobs.json", fileSystem: InMemoryFileSystem()) }
    }

    @Test("in a file of the system's disk", arguments: CronStoreConformance.cases)
    func platformFile(_ promise: ConformanceCase<any CronStore>) async throws {
        try await TemporaryDirectory.with { directory in
            try await promise.run { FileCronStore(path: directory + "/cron/jobs.json") }
        }
    }

    private static let path = "/state/cron/jobs.json"

    private static func store(_ disk: InMemoryFileSystem, isEncrypted: Bool) throws -> FileCronStore {
        FileCronStore(path: Self.path, fileSystem: disk, encryption: isEncrypted ? try TestEncryption.with(1) : nil)
    }

    private static func contents(_ number: Int) -> [UInt8] { Array("{\"jobs\":\(number)}".utf8) + [UInt8](repeating: 0x20, count: 1_500) }

    /// Keeps three states under two epochs until the disk stops; returns how many were acknowledged.
    private static func play(_ disk: InMemoryFileSystem, isEncrypted: Bool) async throws -> Int {
        let store = try Self.store(disk, isEncrypted: isEncrypted)
        var kept = 0
        for number in 1...3 {
            let epoch: Epoch = number < 3 ? 1 : 2
            do throws(CronError) { try await store.save(Self.contents(number), epoch: epoch) } catch { break }
            kept = number
        }
        return kept
    }

    @Test(
        "A crash at every change, and whatever a power cut leaves, keep the last state or the one that was being kept",
        arguments: [false, true],
        [
            InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 40), .scattered(seed: 1),
            .scattered(seed: 2), .scattered(seed: 3),
        ]
    )
    func crash(isEncrypted: Bool, _ survival: InMemoryFileSystem.Survival) async throws {
        let rehearsal = InMemoryFileSystem()
        #expect(try await Self.play(rehearsal, isEncrypted: isEncrypted) == 3)
        #expect(rehearsal.changes.count > 12)
        for (index, change) in rehearsal.changes.enumerated() {
            for prefix in Set([0, 1, change.count / 2, change.count]) {
                let disk = InMemoryFileSystem()
                disk.crash(atChange: index, writing: prefix)
                let kept = try await Self.play(disk, isEncrypted: isEncrypted)
                let rest = disk.survivors(survival)
                let place: Comment = "change \(index) (\(change)) after \(prefix) bytes"
                let store = try Self.store(rest, isEncrypted: isEncrypted)
                let found = try await store.load(epoch: 2)
                let possible: [[UInt8]?] = [kept == 0 ? nil : Self.contents(kept), Self.contents(kept + 1)]
                #expect(possible.contains(found), place)
                try await store.save(Self.contents(9), epoch: 2)
                let last = try Self.store(rest.survivors(.onlySynchronized()), isEncrypted: isEncrypted)
                #expect(try await last.load(epoch: 2) == Self.contents(9), place)
            }
        }
    }

    @Test(
        "A disk that fails or is full keeps the last state, and takes the next when it is well",
        arguments: [false, true],
        [FileChange.Operation.append, .synchronize, .create, .rename, .synchronizeDirectory]
    )
    func failingDisk(isEncrypted: Bool, _ operation: FileChange.Operation) async throws {
        for code in [FileSystemError.Code.inputOutput, .noSpace] {
            let disk = InMemoryFileSystem()
            let store = try Self.store(disk, isEncrypted: isEncrypted)
            try await store.save(Self.contents(1), epoch: 1)
            disk.fail(operation, on: operation == .synchronizeDirectory ? "/cron" : "jobs.json.tmp", with: code, writing: 20)
            let error = await #expect(throws: CronError.self) { try await store.save(Self.contents(2), epoch: 1) }
            #expect(error?.code == .storage)
            // A name that may not be durable is there all the same.
            let expected = Self.contents(operation == .synchronizeDirectory ? 2 : 1)
            #expect(try await store.load(epoch: 1) == expected)
            try await store.save(Self.contents(3), epoch: 1)
            #expect(try await Self.store(disk.survivors(.onlySynchronized()), isEncrypted: isEncrypted).load(epoch: 1) == Self.contents(3))
        }
    }

    @Test("A file that could not be read once is read the next time", arguments: [false, true])
    func failingRead(isEncrypted: Bool) async throws {
        let disk = InMemoryFileSystem()
        let store = try Self.store(disk, isEncrypted: isEncrypted)
        try await store.save(Self.contents(1), epoch: 1)
        disk.failReads(of: "jobs.json")
        let error = await #expect(throws: CronError.self) { _ = try await store.load(epoch: 1) }
        #expect(error?.code == .storage)
        #expect(try await store.load(epoch: 1) == Self.contents(1))
    }

    @Test("A gateway that lost its lead is refused by another process' store, also after a restart and a crash")
    func otherProcess() async throws {
        let disk = InMemoryFileSystem()
        func store(_ disk: InMemoryFileSystem) -> FileCronStore { FileCronStore(path: "/state/cron/jobs.json", fileSystem: disk) }
        try await store(disk).save([1], epoch: 4)
        #expect(try await store(disk).load(epoch: 5) == [1])
        let rest = disk.survivors(.onlySynchronized())
        await #expect(throws: CronError.self) { try await store(rest).save([2], epoch: 4) }
        try await store(rest).save([3], epoch: 5)
        #expect(try await store(rest).load(epoch: 5) == [3])
    }
}
