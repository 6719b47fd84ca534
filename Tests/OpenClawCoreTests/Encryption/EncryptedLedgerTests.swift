// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@Suite("An encrypted ledger")
struct EncryptedLedgerTests {
    private static let configuration = FileLedger.Configuration(directory: "/ledger", segmentBytes: 4096, fillBytes: 512)

    private static func open(_ disk: InMemoryFileSystem, _ key: UInt8?) throws -> FileLedger {
        try FileLedger(Self.configuration, fileSystem: disk, encryption: key.map { try TestEncryption.with($0) })
    }

    /// Twelve open messages in several segments.
    private static func filled(_ key: UInt8?, on disk: InMemoryFileSystem = InMemoryFileSystem()) async throws -> InMemoryFileSystem {
        let ledger = try Self.open(disk, key)
        for number in 0..<12 { _ = try await ledger.accept(LedgerSample.accepted(number, bytes: 600), epoch: .first) }
        return disk.survivors(.everythingWritten)
    }

    private static func segments(_ disk: InMemoryFileSystem) -> [String] { disk.paths.filter { $0.hasSuffix(".log") } }

    private static func plainFiles(_ disk: InMemoryFileSystem) -> [String] {
        Self.segments(disk).filter { String(decoding: disk.contents(of: $0) ?? [], as: UTF8.self).contains("update-") }
    }

    private static func code(_ body: () throws -> Void) -> LedgerError? {
        do { try body() } catch { return error as? LedgerError }
        return nil
    }

    @Test("is read back, and nothing of it is readable on the disk")
    func roundTrip() async throws {
        let disk = try await Self.filled(1)
        #expect(Self.segments(disk).count > 2)
        #expect(Self.plainFiles(disk) == [])
        let ledger = try Self.open(disk, 1)
        #expect(try await ledger.unsettled().count == 12)
        let history = try await ledger.history(of: LedgerSample.identity(3))
        #expect(history.count == 1)
        try await ledger.append((0..<10).map { LedgerSample.completed($0) }, epoch: .first)
        _ = try await ledger.compact()
        #expect(Self.plainFiles(disk) == [])
        #expect(try await Self.open(disk.survivors(.onlySynchronized()), 1).unsettled().count == 2)
    }

    @Test("leaves no file behind that it could not encrypt") func failingProvider() throws {
        let disk = InMemoryFileSystem()
        let encryption = try WorkspaceEncryption(key: TestEncryption.key(1), provider: SilentProvider())
        let error = Self.code { _ = try FileLedger(Self.configuration, fileSystem: disk, encryption: encryption) }
        #expect(error?.message.contains("no random bytes") == true)
        #expect(Self.segments(disk) == [])
        _ = try Self.open(disk, 1)
    }

    @Test("with another key or none is a clear error, and its files stay as they are", arguments: [nil, 2] as [UInt8?])
    func wrongKey(_ key: UInt8?) async throws {
        let disk = try await Self.filled(1)
        let before = Self.segments(disk).map { disk.contents(of: $0) }
        let error = Self.code { _ = try Self.open(disk, key) }
        #expect(error?.code == .anotherKey)
        #expect(error?.message.contains("/ledger/0000") == true)
        #expect(error?.message.contains("OPENCLAW_WORKSPACE_ENCRYPTION_KEY") == true)
        #expect(Self.segments(disk).map { disk.contents(of: $0) } == before)
        #expect(try await Self.open(disk, 1).unsettled().count == 12)
    }

    @Test("notices every flipped bit before its end")
    func flippedBits() async throws {
        let disk = try await Self.filled(1)
        let path = try #require(Self.segments(disk).first)
        let bytes = try #require(disk.contents(of: path))
        for position in stride(from: 0, to: bytes.count, by: 331) {
            let damaged = disk.survivors(.everythingWritten)
            var altered = bytes
            altered[position] ^= 0x10
            damaged.setContents(of: path, to: altered)
            let error = Self.code { _ = try Self.open(damaged, 1) }
            #expect(error?.code == .damaged || error?.code == .anotherKey, "byte \(position)")
            await Task.yield()
        }
    }

    @Test("notices records that were swapped, and segments that were exchanged, though their checksums are right")
    func movedRecords() async throws {
        let disk = try await Self.filled(1)
        let paths = Self.segments(disk)
        let bytes = try #require(disk.contents(of: paths[0]))
        // Two frames of the same length behind the header of 96 bytes.
        let length = 8 + Int(bytes[96]) + Int(bytes[97]) << 8
        let first = Array(bytes[96..<(96 + length)])
        let second = Array(bytes[(96 + length)..<(96 + 2 * length)])
        #expect(first[0..<2] == second[0..<2])
        let swapped = disk.survivors(.everythingWritten)
        swapped.setContents(of: paths[0], to: Array(bytes[..<96]) + second + first + Array(bytes[(96 + 2 * length)...]))
        #expect(Self.code { _ = try Self.open(swapped, 1) }?.code == .damaged)
        let foreign = disk.survivors(.everythingWritten)
        let other = try #require(disk.contents(of: paths[1]))
        foreign.setContents(of: paths[0], to: Array(bytes[..<96]) + Array(other[96...]))
        #expect(Self.code { _ = try Self.open(foreign, 1) }?.code == .damaged)
    }

    @Test("goes on where a plain one ended, and in plain files nothing more is written")
    func plainBefore() async throws {
        let disk = try await Self.filled(nil)
        let plain = Self.plainFiles(disk)
        do {
            let ledger = try Self.open(disk, 1)
            #expect(try await ledger.unsettled().count == 12)
            _ = try await ledger.accept(LedgerSample.accepted(500), epoch: .first)
        }
        #expect(Self.plainFiles(disk) == plain)
        #expect(plain.allSatisfy { !String(decoding: disk.contents(of: $0) ?? [], as: UTF8.self).contains("update-500") })
        #expect(try await Self.open(disk, 1).unsettled().count == 13)
    }

    @Test("changes its key, gets one and loses it", arguments: [(1, 2), (nil, 2), (1, nil)] as [(UInt8?, UInt8?)])
    func rekey(_ old: UInt8?, _ new: UInt8?) async throws {
        let encryption = try TestEncryption.change(from: old, to: new)
        let filled = try await Self.filled(old)
        let rehearsal = filled.survivors(.everythingWritten)
        let count = rehearsal.changes.count
        #expect(try LedgerRekey(directory: "/ledger", fileSystem: rehearsal, encryption: encryption).run() > 2)
        #expect(Self.plainFiles(rehearsal).isEmpty == (new != nil))
        if let old, new != nil { #expect(Self.code { _ = try Self.open(rehearsal, old) }?.code == .anotherKey) }
        #expect(try await Self.open(rehearsal, new).unsettled().count == 12)
        // A crash at every step.
        for change in count..<rehearsal.changes.count {
            let disk = filled.survivors(.everythingWritten)
            disk.crash(atChange: change, writing: rehearsal.changes[change].count / 2)
            _ = try? LedgerRekey(directory: "/ledger", fileSystem: disk, encryption: encryption).run()  // It crashes.
            let rest = disk.survivors(change.isMultiple(of: 2) ? .everythingWritten : .onlySynchronized())
            _ = try LedgerRekey(directory: "/ledger", fileSystem: rest, encryption: encryption).run()
            #expect(try await Self.open(rest, new).unsettled().count == 12, "change \(change)")
            #expect(Self.plainFiles(rest).isEmpty == (new != nil))
            await Task.yield()
        }
    }
}
