// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@Suite("Encrypted sessions")
struct EncryptedSessionTests {
    private static let a: SessionKey = "agent:main:a"
    private static let b: SessionKey = "agent:main:b"

    private static func open(
        _ disk: InMemoryFileSystem,
        _ key: UInt8?,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> FileSessionStore {
        try FileSessionStore(
            .init(root: "/s", durability: .everyCommit),
            fileSystem: disk,
            encryption: key.map { try TestEncryption.with($0) },
            identifiers: SeededIdentifiers(),
            report: report
        )
    }

    private static let plainLine = Array(#"{"type":"message","id":"x","message":{"role":"user","content":"x"}}"#.utf8) + [0x0A]

    /// Two sessions with three entries each.
    private static func filled(_ key: UInt8?, on disk: InMemoryFileSystem = InMemoryFileSystem()) async throws -> InMemoryFileSystem {
        let store = try Self.open(disk, key)
        for session in [Self.a, Self.b] {
            for number in 0..<3 {
                try await store.append([FileSessionStoreTests.entry(number)], to: session, expecting: nil, epoch: 1)
            }
        }
        try await store.flush()
        return disk.survivors(.everythingWritten)
    }

    private static func transcripts(_ disk: InMemoryFileSystem) -> [String] {
        disk.paths.filter { $0.contains(".jsonl") && !$0.contains("index") }
    }

    private static func numbers(_ store: FileSessionStore, _ key: SessionKey) async throws -> [String] {
        try #require(try await store.load(key)).entries.map(\.id)
    }

    private static func plainFiles(_ disk: InMemoryFileSystem) -> [String] {
        disk.paths.filter { path in
            guard let bytes = disk.contents(of: path) else { return false }
            let text = String(decoding: bytes, as: UTF8.self)
            return text.contains("\"content\"") || text.contains("agent:main") || text.contains("entry")
        }
    }

    @Test("are read back, and nothing of them is readable on the disk")
    func roundTrip() async throws {
        let disk = try await Self.filled(1)
        #expect(Self.plainFiles(disk) == [])
        #expect(!disk.paths.contains { $0.hasSuffix("sessions.json") })
        let store = try Self.open(disk, 1)
        #expect(try await Self.numbers(store, Self.a) == ["e0", "e1", "e2"])
        #expect(try await store.list(SessionQuery()).records.count == 2)
    }

    @Test("with another key or none are a clear error and never an empty store", arguments: [nil, 2] as [UInt8?])
    func wrongKey(_ key: UInt8?) async throws {
        let disk = try await Self.filled(1)
        let before = disk.paths.map { disk.contents(of: $0) }
        let error = #expect(throws: SessionStoreError.self) { _ = try Self.open(disk, key) }
        #expect(error?.code == .anotherKey)
        #expect(error?.message.contains("/s/agents/sessions-index.jsonl") == true)
        #expect(error?.message.contains("OPENCLAW_WORKSPACE_ENCRYPTION_KEY") == true)
        #expect(disk.paths.filter { !$0.hasSuffix(".lock") }.count == disk.paths.count - 1)
        #expect(zip(disk.paths, before).allSatisfy { path, bytes in path.hasSuffix(".lock") || disk.contents(of: path) == bytes })
        #expect(try await Self.numbers(Self.open(disk, 1), Self.a) == ["e0", "e1", "e2"])
    }

    @Test("whose index is lost are not begun anew with another key or none", arguments: [nil, 2] as [UInt8?])
    func wrongKeyWithoutIndex(_ key: UInt8?) async throws {
        let disk = try await Self.filled(1)
        try disk.remove("/s/agents/sessions-index.jsonl")
        let error = #expect(throws: SessionStoreError.self) { _ = try Self.open(disk, key) }
        #expect(error?.code == .anotherKey)
        #expect(error?.message.contains("/s/agents/main/sessions/") == true)
        // With the right one they are found again.
        try disk.remove("/s/agents/sessions-index.jsonl")
        #expect(try await Self.numbers(Self.open(disk, 1), Self.b) == ["e0", "e1", "e2"])
    }

    @Test("notice every flipped bit")
    func flippedBits() async throws {
        let disk = try await Self.filled(1)
        let path = try #require(Self.transcripts(disk).first)
        let bytes = try #require(disk.contents(of: path))
        for position in stride(from: 0, to: bytes.count, by: 31) where bytes[position] != 0x0A {
            var altered = bytes
            altered[position] ^= 1
            disk.setContents(of: path, to: altered)
            let notices = Notices()
            let store = try Self.open(disk, 1, report: { notices.add($0) })
            var found: [String] = []
            for key in [Self.a, Self.b] {
                do throws(SessionStoreError) {
                    _ = try await store.load(key)
                } catch {
                    found.append(error.code.rawValue)
                    // Who sent a message is not told where files lie; the log is.
                    #expect(!"\(error)".contains("/s/"), "byte \(position): \(error)")
                    #expect(notices.all.contains { $0.contains(path) }, "byte \(position): \(notices.all)")
                }
            }
            #expect(found == ["corrupt"] || found == ["another_key"], "byte \(position)")
            await Task.yield()
        }
    }

    @Test("notice entries that were swapped, repeated, left out or come from another session")
    func movedRecords() async throws {
        let disk = try await Self.filled(1)
        let paths = Self.transcripts(disk)
        let path = try #require(paths.first)
        let other = try #require(paths.last)
        let lines = try #require(disk.contents(of: path)).split(separator: 0x0A).map { Array($0) + [0x0A] }
        let foreign = try #require(disk.contents(of: other)).split(separator: 0x0A).map { Array($0) + [0x0A] }
        #expect(lines.count == 4 && foreign.count == 4)
        let forgeries: [[[UInt8]]] = [
            [lines[0], lines[2], lines[1], lines[3]], [lines[0], lines[1], lines[1], lines[3]], [lines[0], lines[2], lines[3]],
            [foreign[0], lines[1], lines[2], lines[3]], [lines[0], lines[1], foreign[2], lines[3]],
            [lines[0], lines[1], Self.plainLine, lines[3]],
        ]
        for forgery in forgeries {
            disk.setContents(of: path, to: forgery.flatMap { $0 })
            let store = try Self.open(disk, 1)
            var codes: [SessionStoreError.Code] = []
            for key in [Self.a, Self.b] {
                do throws(SessionStoreError) { _ = try await store.load(key) } catch { codes.append(error.code) }
            }
            #expect(codes == [.corrupt])
        }
    }

    @Test("of which one is damaged leave the others alone")
    func damageStaysWhereItIs() async throws {
        let disk = try await Self.filled(1)
        // The last state of the index is not trusted, so that every transcript is read.
        let index = "/s/agents/sessions-index.jsonl"
        try disk.remove(index)
        let path = try #require(Self.transcripts(disk).first)
        var bytes = try #require(disk.contents(of: path))
        let middle = bytes.count / 2
        bytes[middle] = bytes[middle] == 0x41 ? 0x42 : 0x41
        disk.setContents(of: path, to: bytes)
        let store = try Self.open(disk, 1)
        #expect(try await store.list(SessionQuery()).records.count == 1)
        #expect(disk.contents(of: path) == bytes)
    }

    @Test("that were plain stay readable, and what comes is encrypted")
    func plainBefore() async throws {
        let disk = try await Self.filled(nil)
        var store: FileSessionStore? = try Self.open(disk, 1)
        #expect(try await Self.numbers(#require(store), Self.a) == ["e0", "e1", "e2"])
        try await store?.append([FileSessionStoreTests.entry(7)], to: Self.a, expecting: SessionVersion(3), epoch: 1)
        try await store?.flush()
        store = nil
        #expect(Self.plainFiles(disk).allSatisfy { $0.hasSuffix(".jsonl") && !$0.contains("index") })
        #expect(Self.plainFiles(disk).allSatisfy { !String(decoding: disk.contents(of: $0) ?? [], as: UTF8.self).contains("\"e7\"") })
        #expect(try await Self.numbers(Self.open(disk, 1), Self.a) == ["e0", "e1", "e2", "e7"])
    }

    @Test("are encrypted from some start on, and a crash at every change of that start loses nothing")
    func firstKeyCrash() async throws {
        let filled = try await Self.filled(nil)
        let rehearsal = filled.survivors(.everythingWritten)
        _ = try Self.open(rehearsal, 1)
        #expect(rehearsal.changes.count > 4)
        for change in rehearsal.changes.indices {
            for survival in [InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized(), .scattered(seed: UInt64(change))] {
                let disk = filled.survivors(.everythingWritten)
                disk.crash(atChange: change, writing: rehearsal.changes[change].count / 2)
                _ = try? Self.open(disk, 1)  // It crashes.
                let rest = disk.survivors(survival)
                let store = try Self.open(rest, 1)
                for key in [Self.a, Self.b] {
                    #expect(try await Self.numbers(store, key) == ["e0", "e1", "e2"], "change \(change)")
                    try await store.append([FileSessionStoreTests.entry(3)], to: key, expecting: SessionVersion(3), epoch: 1)
                }
                let last = try Self.open(rest.survivors(.onlySynchronized()), 1)
                for key in [Self.a, Self.b] { #expect(try await Self.numbers(last, key) == ["e0", "e1", "e2", "e3"], "change \(change)") }
            }
            await Task.yield()
        }
    }

    // MARK: Changing keys

    @Test(
        "change their key, get one and lose it",
        arguments: [(1, 2), (nil, 2), (1, nil)] as [(UInt8?, UInt8?)]
    )
    func rekey(_ old: UInt8?, _ new: UInt8?) async throws {
        let disk = try await Self.filled(old)
        // What a crash in the midst of a replacement leaves.
        let leftovers = [
            "/s/agents/sessions-index.jsonl.tmp", "/s/agents/main/sessions/x.jsonl.tmp", "/s/agents/main/sessions/x.jsonl.rekey",
        ]
        for path in leftovers { disk.setContents(of: path, to: Array("agent:main:a".utf8)) }
        var rekey = SessionRekey(root: "/s", fileSystem: disk, encryption: try TestEncryption.change(from: old, to: new))
        #expect(try rekey.run().leftAlone == [])
        #expect(leftovers.allSatisfy { disk.contents(of: $0) == nil })
        var again = SessionRekey(root: "/s", fileSystem: disk, encryption: try TestEncryption.change(from: old, to: new))
        #expect(try again.run().rewritten == 0)
        if new == nil { #expect(!Self.plainFiles(disk).isEmpty) } else { #expect(Self.plainFiles(disk) == []) }
        if let old, new != nil { #expect(throws: SessionStoreError.self) { _ = try Self.open(disk, old) } }
        let store = try Self.open(disk, new)
        for key in [Self.a, Self.b] { #expect(try await Self.numbers(store, key) == ["e0", "e1", "e2"]) }
        try await store.append([FileSessionStoreTests.entry(3)], to: Self.a, expecting: SessionVersion(3), epoch: 1)
        #expect(try await Self.numbers(store, Self.a) == ["e0", "e1", "e2", "e3"])
    }

    @Test(
        "change their key across a crash at every step",
        arguments: [(1, 2), (nil, 2), (1, nil)] as [(UInt8?, UInt8?)]
    )
    func rekeyCrash(_ old: UInt8?, _ new: UInt8?) async throws {
        let encryption = try TestEncryption.change(from: old, to: new)
        let filled = try await Self.filled(old)
        let rehearsal = filled.survivors(.everythingWritten)
        var whole = SessionRekey(root: "/s", fileSystem: rehearsal, encryption: encryption)
        _ = try whole.run()
        #expect(rehearsal.changes.count > 8)
        for change in rehearsal.changes.indices {
            for survival in [InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized()] {
                let disk = filled.survivors(.everythingWritten)
                disk.crash(atChange: change, writing: rehearsal.changes[change].count / 2)
                var first = SessionRekey(root: "/s", fileSystem: disk, encryption: encryption)
                _ = try? first.run()  // It crashes.
                let rest = disk.survivors(survival)
                var second = SessionRekey(root: "/s", fileSystem: rest, encryption: encryption)
                #expect(try second.run().leftAlone == [])
                let store = try Self.open(rest, new)
                for key in [Self.a, Self.b] { #expect(try await Self.numbers(store, key) == ["e0", "e1", "e2"], "change \(change)") }
                #expect(!rest.paths.contains { $0.hasSuffix(".rekey") })
            }
            await Task.yield()
        }
    }
}
