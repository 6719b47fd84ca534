// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("Encrypted scheduled jobs")
struct EncryptedCronTests {
    private static let path = "/state/cron/jobs.json"
    /// With ends of lines in it, as a file has that people look at.
    private static let jobs = Array("{\"jobs\": [\n  {\"message\": \"water the plants\"}\n]}\n".utf8)

    private static func store(_ disk: InMemoryFileSystem, _ key: UInt8?) throws -> FileCronStore {
        FileCronStore(path: Self.path, fileSystem: disk, encryption: try key.map { try TestEncryption.with($0) })
    }

    private static func filled(_ key: UInt8?) async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        try await Self.store(disk, key).save(Self.jobs, epoch: 1)
        return disk.survivors(.everythingWritten)
    }

    private static func isPlain(_ disk: InMemoryFileSystem) -> Bool {
        disk.paths.contains { String(decoding: disk.contents(of: $0) ?? [], as: UTF8.self).contains("plants") }
    }

    @Test("keep the promises of a store", arguments: CronStoreConformance.cases)
    func conformance(_ promise: ConformanceCase<any CronStore>) async throws {
        try await promise.run { try Self.store(InMemoryFileSystem(), 1) }
    }

    @Test("are read back, and nothing of them is readable on the disk")
    func roundTrip() async throws {
        let disk = try await Self.filled(1)
        #expect(!Self.isPlain(disk))
        #expect(try await Self.store(disk, 1).load(epoch: 1) == Self.jobs)
    }

    @Test("with another key or none are a clear error, and stay as they are", arguments: [nil, 2] as [UInt8?])
    func wrongKey(_ key: UInt8?) async throws {
        let disk = try await Self.filled(1)
        let bytes = disk.contents(of: Self.path)
        let error = await #expect(throws: CronError.self) { _ = try await Self.store(disk, key).load(epoch: 1) }
        #expect(error?.message.contains("OPENCLAW_WORKSPACE_ENCRYPTION_KEY") == true)
        #expect(error?.message.contains(Self.path) == true)
        #expect(disk.contents(of: Self.path) == bytes)
    }

    @Test("notice every flipped bit and every missing byte")
    func damage() async throws {
        let disk = try await Self.filled(1)
        let bytes = try #require(disk.contents(of: Self.path))
        for position in stride(from: 0, to: bytes.count - 1, by: 3) {
            var altered = bytes
            altered[position] ^= 1
            for damaged in [altered, Array(bytes[..<position])] where damaged.count > 11 && damaged.starts(with: bytes[..<11]) {
                disk.setContents(of: Self.path, to: damaged)
                await #expect(throws: CronError.self, "byte \(position)") { _ = try await Self.store(disk, 1).load(epoch: 1) }
            }
            await Task.yield()
        }
    }

    @Test("that were plain are read, and encrypted with the next change")
    func plainBefore() async throws {
        let disk = try await Self.filled(nil)
        let store = try Self.store(disk, 1)
        #expect(try await store.load(epoch: 1) == Self.jobs)
        try await store.save(Self.jobs, epoch: 1)
        #expect(!Self.isPlain(disk))
        #expect(try await store.load(epoch: 1) == Self.jobs)
    }

    @Test("change their key across a crash at every step", arguments: [(1, 2), (nil, 2), (1, nil)] as [(UInt8?, UInt8?)])
    func rekey(_ old: UInt8?, _ new: UInt8?) async throws {
        let encryption = try TestEncryption.change(from: old, to: new)
        func rekey(_ disk: InMemoryFileSystem) async throws -> Bool {
            try await FileCronStore(path: Self.path, fileSystem: disk, encryption: encryption).rekey()
        }
        let rehearsal = try await Self.filled(old)
        let count = rehearsal.changes.count
        #expect(try await rekey(rehearsal))
        #expect(try await !rekey(rehearsal), "it is done")
        #expect(rehearsal.changes.count > count + 3)
        for change in count..<rehearsal.changes.count {
            for survival in [InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized()] {
                let disk = try await Self.filled(old)
                disk.crash(atChange: change, writing: rehearsal.changes[change].count / 2)
                _ = try? await rekey(disk)  // It crashes.
                let rest = disk.survivors(survival)
                _ = try await rekey(rest)
                #expect(try await Self.store(rest, new).load(epoch: 1) == Self.jobs, "change \(change)")
                #expect(Self.isPlain(rest) == (new == nil), "change \(change)")
            }
        }
        let inventory = try WorkspaceInventory(sessions: nil, ledger: nil, jobs: Self.path, fileSystem: rehearsal)
        #expect(inventory.jobs.files == 1 && inventory.jobs.plain == (new == nil ? 1 : 0))
        #expect(inventory.keys == Set(encryption.keyIdentifier.map { [$0] } ?? []))
    }
}
