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
