// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("Ledgers keep their promises")
struct LedgerConformanceTests {
    @Test("in memory", arguments: LedgerConformance.cases)
    func memory(_ promise: ConformanceCase<any Ledger>) async throws {
        try await promise.run { InMemoryLedger() }
    }

    @Test("in files", arguments: LedgerConformance.cases)
    func files(_ promise: ConformanceCase<any Ledger>) async throws {
        try await promise.run { try FileLedger(.init(directory: "/ledger"), fileSystem: InMemoryFileSystem()) }
    }

    @Test("in files of 4 KiB that are never synchronized", arguments: LedgerConformance.cases)
    func smallFiles(_ promise: ConformanceCase<any Ledger>) async throws {
        try await promise.run {
            try FileLedger(
                .init(directory: "/ledger", durability: .never, segmentBytes: 4096, fillBytes: 512),
                fileSystem: InMemoryFileSystem()
            )
        }
    }

    @Test("in encrypted files of 4 KiB", arguments: LedgerConformance.cases)
    func encryptedFiles(_ promise: ConformanceCase<any Ledger>) async throws {
        try await promise.run {
            try FileLedger(
                .init(directory: "/ledger", segmentBytes: 4096, fillBytes: 512),
                fileSystem: InMemoryFileSystem(),
                encryption: TestEncryption.with(1)
            )
        }
    }

    @Test("in files of the system's disk", arguments: LedgerConformance.cases)
    func platformFiles(_ promise: ConformanceCase<any Ledger>) async throws {
        try await TemporaryDirectory.with { directory in
            try await promise.run { try FileLedger(.init(directory: directory + "/ledger")) }
        }
    }

    @Test("in files, while its service runs")
    func served() async throws {
        let ledger = try FileLedger(.init(directory: "/ledger"), fileSystem: InMemoryFileSystem())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ledger.run() }
            for number in 0..<200 {
                let answer = try await ledger.accept(LedgerSample.accepted(number), epoch: .first)
                guard case .accepted(let receipt) = answer else { throw LedgerError(.unavailable, "\(answer)") }
                #expect(receipt.storage == .durable)
            }
            group.cancelAll()
        }
        // Whoever waits leads when nobody serves any more.
        try await ledger.append([LedgerSample.record(1, .claimed)], epoch: .first)
        #expect(ledger.openCount == 200)
    }
}
