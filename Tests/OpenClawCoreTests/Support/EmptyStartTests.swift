// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// A start has nothing to lose: what it makes in an empty directory becomes durable with the first thing that counts.
@Suite("Stores in an empty directory")
struct EmptyStartTests {
    private static func synchronizations(_ disk: InMemoryFileSystem) -> [FileChange] {
        disk.changes.filter { $0.operation == .synchronize || $0.operation == .synchronizeDirectory }
    }

    private static func sessions(_ disk: InMemoryFileSystem, _ encryption: WorkspaceEncryption? = nil) throws -> FileSessionStore {
        try FileSessionStore(.init(root: "/s", durability: .everyCommit), fileSystem: disk, encryption: encryption)
    }

    private static func ledger(_ disk: InMemoryFileSystem, _ encryption: WorkspaceEncryption? = nil) throws -> FileLedger {
        try FileLedger(.init(directory: "/ledger", segmentBytes: 4096, fillBytes: 512), fileSystem: disk, encryption: encryption)
    }

    @Test("opening synchronizes nothing, the first time and when nothing has happened since", arguments: [false, true])
    func nothing(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let disk = InMemoryFileSystem()
        for _ in 0..<3 {
            let sessions = try Self.sessions(disk, encryption)
            let ledger = try Self.ledger(disk, encryption)
            #expect(Self.synchronizations(disk).isEmpty)
            _ = (sessions, ledger)
        }
    }

    @Test("header and name of the ledger are durable before its first record is written", arguments: [1, 2])
    func firstRecord(openings: Int) async throws {
        let disk = InMemoryFileSystem()
        for _ in 1..<openings { _ = try Self.ledger(disk) }
        let ledger = try Self.ledger(disk)
        let before = disk.changes.count
        guard case .accepted = try await ledger.accept(LedgerSample.accepted(1), epoch: .first) else {
            Issue.record("refused")
            return
        }
        // Room for it and those behind it comes first.
        #expect(disk.changes[before...].map(\.operation) == [.write, .synchronize, .synchronizeDirectory, .write, .synchronize])
        let second = disk.changes.count
        _ = try await ledger.accept(LedgerSample.accepted(2), epoch: .first)
        #expect(disk.changes[second...].map(\.operation) == [.write, .synchronize])
    }

    @Test("the session index and its name are durable before the first change of a session", arguments: [1, 2])
    func firstChange(openings: Int) async throws {
        let disk = InMemoryFileSystem()
        for _ in 1..<openings { _ = try Self.sessions(disk) }
        let store = try Self.sessions(disk)
        try await store.update("agent:main:a", attributes: ["label": "A"], epoch: 5)
        let rest = disk.survivors(.onlySynchronized())
        let again = try Self.sessions(rest)
        #expect(try await again.record("agent:main:a")?.label == "A")
        await #expect(throws: SessionStoreError.self) { try await again.update("agent:main:a", attributes: ["label": "B"], epoch: 4) }
    }

    @Test("a power cut before the first change leaves stores that open and work", arguments: [false, true])
    func powerCut(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let complete = InMemoryFileSystem()
        _ = (try Self.sessions(complete, encryption), try Self.ledger(complete, encryption))
        var fates: [InMemoryFileSystem.Survival] = [.everythingWritten]
        for extra in 0...120 { fates.append(.onlySynchronized(plus: extra)) }
        for seed in 0..<40 { fates.append(.scattered(seed: UInt64(seed))) }
        for fate in fates {
            // Names are durable when the system wrote them by itself, contents are as fate has it.
            let disk = InMemoryFileSystem()
            _ = (try Self.sessions(disk, encryption), try Self.ledger(disk, encryption))
            for directory in ["/s", "/s/agents", "/ledger"] { try disk.synchronizeDirectory(directory) }
            let rest = disk.survivors(fate)
            let sessions = try Self.sessions(rest, encryption)
            let ledger = try Self.ledger(rest, encryption)
            try await sessions.append([FileSessionStoreTests.entry(1)], to: "agent:main:a", expecting: nil, epoch: 1)
            guard case .accepted = try await ledger.accept(LedgerSample.accepted(1), epoch: .first) else {
                Issue.record("\(fate): refused")
                return
            }
            let after = rest.survivors(.onlySynchronized())
            #expect(try await Self.sessions(after, encryption).record("agent:main:a")?.version.rawValue == 1, "\(fate)")
            #expect(try await Self.ledger(after, encryption).entry(of: LedgerSample.accepted(1).identity) != nil, "\(fate)")
            await Task.yield()
        }
    }
}
