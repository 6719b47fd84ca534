// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// The disk stops at every change, and inside appends after every byte; whatever is left then is opened again.
@Suite("FileSessionStore after a crash")
struct FileSessionStoreCrashTests {
    enum Step: Sendable {
        case append(SessionKey, Range<Int>)
        case update(SessionKey, JSONObject)
        case reset(SessionKey)
        case restart(SessionKey, Range<Int>)
        case delete(SessionKey, removes: Bool)
        case archive(SessionKey)
        case discard(SessionKey)
        case flush
    }

    /// What a session holds: the numbers of its entries and its properties.
    struct Content: Equatable {
        var numbers: [Int] = []
        var attributes: JSONObject = [:]
    }

    static let a: SessionKey = "agent:main:a"
    static let b: SessionKey = "agent:ops:b"

    static let steps: [Step] = [
        .append(a, 0..<2), .update(b, ["label": "B"]), .append(b, 10..<11), .flush, .append(a, 2..<5), .reset(a), .append(a, 5..<6),
        .update(a, ["pinned": true]), .restart(a, 2..<6), .append(a, 6..<7), .restart(a, 0..<3), .delete(b, removes: false), .append(b, 11..<13), .delete(b, removes: true), .append(a, 7..<8), .flush,
        .archive(a), .append(b, 13..<14), .archive(b), .update(a, ["archived": .null, "archivedAt": .null]), .discard(b), .append(b, 14..<15),
        .append(a, 8..<9),
    ]

    static func open(_ disk: InMemoryFileSystem, _ encryption: WorkspaceEncryption? = nil) throws -> FileSessionStore {
        let clock = ManualWallClock(Timestamp(milliseconds: 1_700_000_000_000))
        let configuration = FileSessionStore.Configuration(root: "/s", durability: .everyCommit)
        return try FileSessionStore(configuration, fileSystem: disk, encryption: encryption, wallClock: clock, identifiers: SeededIdentifiers())
    }

    /// Takes the steps until one fails; returns what was acknowledged and the step that was not.
    static func run(
        on disk: InMemoryFileSystem,
        _ encryption: WorkspaceEncryption? = nil
    ) async -> (content: [SessionKey: Content], failed: Step?) {
        var content: [SessionKey: Content] = [:]
        guard let store = try? Self.open(disk, encryption) else { return (content, .flush) }  // The crash came that early.
        for step in Self.steps {
            do throws(SessionStoreError) {
                try await Self.take(step, store)
                Self.apply(step, to: &content)
            } catch {
                return (content, step)
            }
        }
        return (content, nil)
    }

    static func take(_ step: Step, _ store: FileSessionStore) async throws(SessionStoreError) {
        switch step {
        case .append(let key, let numbers):
            try await store.append(numbers.map { FileSessionStoreTests.entry($0) }, to: key, expecting: nil, epoch: 1)
        case .update(let key, let attributes): try await store.update(key, attributes: attributes, epoch: 1)
        case .reset(let key): try await store.reset(key, expectedSessionID: nil, epoch: 1)
        case .restart(let key, let numbers):
            let id = try await store.record(key)?.sessionID ?? ""
            try await store.restart(key, with: numbers.map { FileSessionStoreTests.entry($0) }, expectedSessionID: id, epoch: 1)
        case .delete(let key, let removes): try await store.delete(key, deleteTranscript: removes, epoch: 1)
        case .archive(let key): try await store.archive(try await Self.usage(of: key, store), at: .epoch, epoch: 1)
        case .discard(let key): try await store.discard(try await Self.usage(of: key, store), epoch: 1)
        case .flush: try await store.flush()
        }
    }

    static func usage(of key: SessionKey, _ store: FileSessionStore) async throws(SessionStoreError) -> SessionUsage {
        let found = try await store.usage(from: 0, limit: 100).sessions.first { $0.key == key }
        return found ?? SessionUsage(key: key, sessionID: "", version: .empty, updatedAt: .epoch)
    }

    static func apply(_ step: Step, to content: inout [SessionKey: Content], entries: Int = .max) {
        switch step {
        case .append(let key, let numbers): content[key, default: Content()].numbers += numbers.prefix(entries)
        case .update(let key, let attributes):
            content[key, default: Content()].attributes.merge(attributes)
            for (name, value) in attributes where value.isNull { content[key]?.attributes[name] = nil }
        case .archive(let key): content[key]?.attributes.merge(["archived": true, "archivedAt": 0])
        case .discard(let key): content[key] = nil
        case .reset(let key): content[key, default: Content()].numbers = []
        case .restart(let key, let numbers): content[key, default: Content()].numbers = Array(numbers)
        case .delete(let key, _): content[key] = nil
        case .flush: break
        }
    }

    /// The contents that may be found: what was acknowledged, with any beginning of what was under way.
    static func possible(_ content: [SessionKey: Content], _ failed: Step?) -> [[SessionKey: Content]] {
        guard let failed else { return [content] }
        var possible = [content]
        if case .append(_, let numbers) = failed {
            for count in 0...numbers.count {
                var next = content
                Self.apply(failed, to: &next, entries: count)
                possible.append(next)
            }
        } else {
            var next = content
            Self.apply(failed, to: &next)
            possible.append(next)
        }
        return possible
    }

    static func read(_ store: FileSessionStore) async throws -> [SessionKey: Content] {
        var content: [SessionKey: Content] = [:]
        for record in try await store.list(SessionQuery(archived: nil)).records {
            let session = try #require(try await store.load(record.key))
            #expect(session.record.version.rawValue == session.entries.count)
            #expect(!session.hasMore)
            let numbers = try session.entries.map { try #require(Int($0.id.dropFirst())) }
            content[record.key] = Content(numbers: numbers, attributes: record.attributes)
        }
        return content
    }

    /// Stops the disk in one place and looks at everything that may be left.
    static func check(change: Int, prefix: Int, _ encryption: WorkspaceEncryption? = nil) async throws {
        let disk = InMemoryFileSystem()
        disk.crash(atChange: change, writing: prefix)
        let (content, failed) = await Self.run(on: disk, encryption)
        let possible = Self.possible(content, failed)
        let survivals: [InMemoryFileSystem.Survival] = [
            .everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 5), .scattered(seed: UInt64(change * 1_000 + prefix)),
        ]
        for survival in survivals {
            let place: Comment = "change \(change) after \(prefix) bytes, \(survival), during \(String(describing: failed))"
            let rest = disk.survivors(survival)
            var found: [SessionKey: Content] = [:]
            do {
                let store = try Self.open(rest, encryption)
                found = try await Self.read(store)
                #expect(possible.contains(found), place)
                // The store works on: every session takes entries and keeps them.
                for key in [Self.a, Self.b] {
                    try await store.append([FileSessionStoreTests.entry(99)], to: key, expecting: nil, epoch: 1)
                    Self.apply(.append(key, 99..<100), to: &found)
                }
                #expect(try await Self.read(store) == found, place)
            }
            #expect(try await Self.read(try Self.open(rest, encryption)) == found, place)
        }
    }

    static func changes(_ encryption: WorkspaceEncryption? = nil) async -> [FileChange] {
        let disk = InMemoryFileSystem()
        _ = await Self.run(on: disk, encryption)
        return disk.changes
    }

    @Test("at every change, before it and in its midst", arguments: [false, true])
    func everyChange(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let changes = await Self.changes(encryption)
        #expect(changes.count > 50)
        for (index, change) in changes.enumerated() {
            // Encrypted, the places between are those of everyByte.
            for prefix in isEncrypted ? [change.count / 2] : Set([0, 1, change.count / 2, max(0, change.count - 1)]) {
                try await Self.check(change: index, prefix: min(prefix, change.count), encryption)
                await Task.yield()
            }
        }
    }

    @Test("at bytes all over the first appends", arguments: [false, true])
    func everyByte(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        for (index, change) in await Self.changes(encryption).prefix(20).enumerated() where change.operation == .append {
            // Every byte of the ends, where lines begin and end, and every seventh between them.
            for prefix in 0...change.count where prefix < 4 || prefix > change.count - 4 || prefix % (isEncrypted ? 53 : 7) == 0 {
                try await Self.check(change: index, prefix: prefix, encryption)
                await Task.yield()
            }
        }
    }

    @Test("while it repairs what another crash has left", arguments: [false, true])
    func crashDuringRecovery(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let changes = await Self.changes(encryption)
        for index in stride(from: 0, to: changes.count, by: isEncrypted ? 6 : 3) {
            let first = InMemoryFileSystem()
            first.crash(atChange: index, writing: changes[index].count / 2)
            let (content, failed) = await Self.run(on: first, encryption)
            for second in 0..<12 {
                let again = first.survivors(.everythingWritten)
                again.crash(atChange: second, writing: 4)
                _ = try? Self.open(again, encryption)  // Whether it opens or not, the next one must.
                let store = try Self.open(again.survivors(.everythingWritten), encryption)
                let found = try await Self.read(store)
                #expect(Self.possible(content, failed).contains(found), "change \(index), then \(second)")
            }
            await Task.yield()
        }
    }

    /// Entries that are not durable: whatever the power cut leaves, the store opens, its sessions are read and take entries.
    @Test("with entries that were not durable, of which some sectors are there", arguments: [false, true])
    func lostSectors(isEncrypted: Bool) async throws {
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        func open(_ disk: InMemoryFileSystem) throws -> FileSessionStore {
            let clock = ManualWallClock(Timestamp(milliseconds: 1_700_000_000_000))
            let configuration = FileSessionStore.Configuration(root: "/s", durability: .interval(.seconds(3_600)))
            return try FileSessionStore(configuration, fileSystem: disk, encryption: encryption, wallClock: clock, identifiers: SeededIdentifiers())
        }
        func play(_ disk: InMemoryFileSystem) async {
            guard let store = try? open(disk) else { return }  // The crash came that early.
            for step in Self.steps {
                do throws(SessionStoreError) { try await Self.take(step, store) } catch { return }
            }
        }
        let rehearsal = InMemoryFileSystem()
        await play(rehearsal)
        let everything = Set(0..<100)
        for (index, change) in rehearsal.changes.enumerated() {
            for seed in 1...(isEncrypted ? 4 : 8) as ClosedRange<UInt64> {
                let disk = InMemoryFileSystem()
                disk.crash(atChange: index, writing: change.count / 2)
                await play(disk)
                let rest = disk.survivors(.scattered(seed: seed &* 977 &+ UInt64(index)))
                let place: Comment = "change \(index) (\(change)), seed \(seed)"
                let store = try open(rest)
                var found = try await Self.read(store)
                for (_, content) in found {
                    #expect(content.numbers.allSatisfy { everything.contains($0) }, place)
                    let isInOrder = zip(content.numbers, content.numbers.dropFirst()).allSatisfy { $0 < $1 }
                    #expect(isInOrder, place)
                }
                for key in [Self.a, Self.b] {
                    try await store.append([FileSessionStoreTests.entry(99)], to: key, expecting: nil, epoch: 1)
                    Self.apply(.append(key, 99..<100), to: &found)
                }
                #expect(try await Self.read(store) == found, place)
                try await store.flush()
                let last = try open(rest.survivors(.onlySynchronized()))
                #expect(try await Self.read(last) == found, place)
            }
            await Task.yield()
        }
    }
}

/// Identifiers that are the same in every run.
final class SeededIdentifiers: IDGenerator {
    private let random = GeneratorRandomSource(SeededGenerator(seed: 7))

    func uuid() -> String { UUIDGenerator(random: self.random).uuid() }

    func token(byteCount: Int) -> String { UUIDGenerator(random: self.random).token(byteCount: byteCount) }
}
