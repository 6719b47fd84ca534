// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// A power cut leaves some sectors of what was not durable, so that a file may have its length and not its lines.
@Suite("A transcript whose unsynchronized end a power cut has scattered")
struct TornTranscriptTests {
    private static let key: SessionKey = "agent:main:a"

    private static func open(
        _ disk: InMemoryFileSystem,
        _ number: UInt8?,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> FileSessionStore {
        try FileSessionStore(
            .init(root: "/s", durability: .interval(.seconds(3_600))),
            fileSystem: disk,
            encryption: number.map { try TestEncryption.with($0) },
            wallClock: ManualWallClock(Timestamp(milliseconds: 1_700_000_000_000)),
            identifiers: SeededIdentifiers(),
            report: report
        )
    }

    private static func append(_ numbers: Range<Int>, to store: FileSessionStore) async throws {
        for number in numbers { try await store.append([FileSessionStoreTests.entry(number)], to: Self.key, expecting: nil, epoch: 1) }
    }

    /// Three entries and an orderly end; then three more, a row that counts them, and none.
    private static func killed(_ number: UInt8?, closed: Range<Int> = 0..<3) async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        if !closed.isEmpty {
            let store = try Self.open(disk, number)
            try await Self.append(closed, to: store)
            try await store.flush()
        }
        let again = disk.survivors(.everythingWritten)
        let store = try Self.open(again, number)
        try await Self.append(closed.upperBound..<closed.upperBound + 3, to: store)
        try await store.update(Self.key, attributes: ["label": "x"], epoch: 1)
        return again.survivors(.everythingWritten)
    }

    private static func path(_ disk: InMemoryFileSystem) throws -> String {
        try #require(disk.paths.first { $0.contains("/sessions/") && $0.hasSuffix(".jsonl") })
    }

    private static func asides(_ disk: InMemoryFileSystem) -> [String] { disk.paths.filter { $0.contains(".torn.") } }

    private static func lines(_ disk: InMemoryFileSystem) throws -> [[UInt8]] {
        let path = try self.path(disk)
        return try #require(disk.contents(of: path)).split(separator: 0x0A).map { Array($0) + [0x0A] }
    }

    private static func ids(_ store: FileSessionStore) async throws -> [String] {
        try #require(try await store.load(Self.key)).entries.map(\.id)
    }

    enum Damage: CaseIterable, Sendable {
        case zeros
        case firstHalf
        case otherLetter
        case otherLine
    }

    /// The same number of bytes, one line of which is not what was written.
    private static func damage(_ lines: [[UInt8]], _ index: Int, _ damage: Damage) -> [UInt8] {
        var lines = lines
        var line = lines[index]
        switch damage {
        case .zeros: line = [UInt8](repeating: 0, count: line.count)
        case .firstHalf: for place in 0..<line.count / 2 { line[place] = 0 }
        case .otherLetter: line[line.count - 20] = line[line.count - 20] == 0x41 ? 0x42 : 0x41
        case .otherLine:
            let other = lines[index - 1].dropLast().prefix(line.count - 1)
            line = Array(other) + [UInt8](repeating: 0x20, count: line.count - 1 - other.count) + [0x0A]
        }
        lines[index] = line
        return lines.flatMap { $0 }
    }

    @Test(
        "is read up to the first line that cannot be opened; what is behind it is put aside, encrypted, and said",
        arguments: Damage.allCases,
        4...6
    )
    func scattered(_ damage: Damage, line: Int) async throws {
        let disk = try await Self.killed(1)
        let path = try Self.path(disk)
        let lines = try Self.lines(disk)
        #expect(lines.count == 7)
        disk.setContents(of: path, to: Self.damage(lines, line, damage))
        let notices = Notices()
        let store = try Self.open(disk, 1, report: { notices.add($0) })
        let sound = (0..<line - 1).map { "e\($0)" }
        #expect(try await Self.ids(store) == sound)
        #expect(try await store.record(Self.key)?.version == SessionVersion(sound.count))
        let aside = try #require(Self.asides(disk).first)
        #expect(notices.all.contains { $0.contains(aside) && $0.contains("torn") })
        #expect(disk.contents(of: path) == Array(lines[..<line].joined()))
        #expect(!String(decoding: disk.contents(of: aside) ?? [], as: UTF8.self).contains("content"))
        // The session goes on.
        try await store.append([FileSessionStoreTests.entry(9)], to: Self.key, expecting: SessionVersion(sound.count), epoch: 1)
        #expect(try await Self.ids(store) == sound + ["e9"])
    }

    @Test(
        "loses nothing for those who look for it: what can still be opened stands in what was put aside, also after a change of keys",
        arguments: [nil, 2] as [UInt8?]
    )
    func recovered(_ key: UInt8?) async throws {
        let disk = try await Self.killed(1)
        let path = try Self.path(disk)
        disk.setContents(of: path, to: Self.damage(try Self.lines(disk), 4, .firstHalf))
        try await Self.open(disk, 1).flush()
        #expect(Self.asides(disk).count == 1)
        var rekey = SessionRekey(root: "/s", fileSystem: disk, encryption: try TestEncryption.change(from: 1, to: key))
        #expect(try rekey.run().leftAlone == [])
        var plain = SessionRekey(root: "/s", fileSystem: disk, encryption: try TestEncryption.change(from: key ?? 1, to: nil))
        #expect(try plain.run().leftAlone == [])
        let aside = try #require(Self.asides(disk).first)
        let text = String(decoding: disk.contents(of: aside) ?? [], as: UTF8.self)
        #expect(text.contains("\"e4\"") && text.contains("\"e5\""))
        #expect(try await Self.ids(Self.open(disk, nil)) == ["e0", "e1", "e2"])
    }

    @Test("begins anew when its first line is gone as well", arguments: [nil, 1] as [UInt8?])
    func headless(_ key: UInt8?) async throws {
        let disk = try await Self.killed(key, closed: 0..<0)
        let path = try Self.path(disk)
        let count = try #require(disk.contents(of: path)).count
        disk.setContents(of: path, to: [UInt8](repeating: 0, count: count))
        let store = try Self.open(disk, key)
        #expect(try await Self.ids(store) == [])
        #expect(Self.asides(disk).count == 1)
        try await Self.append(7..<9, to: store)
        try await store.flush()
        #expect(try await Self.ids(Self.open(disk.survivors(.onlySynchronized()), key)) == ["e7", "e8"])
    }

    @Test("keeps what comes later, plain or not", arguments: [nil, 1] as [UInt8?], [0, 1, 40])
    func endWithoutLineEnd(_ key: UInt8?, kept: Int) async throws {
        let disk = try await Self.killed(key)
        let path = try Self.path(disk)
        let lines = try Self.lines(disk)
        let last = lines[6]
        disk.setContents(
            of: path,
            to: Array(lines[..<6].joined()) + Array(last.prefix(kept)) + [UInt8](repeating: 0, count: last.count - kept)
        )
        let store = try Self.open(disk, key)
        try await Self.append(8..<9, to: store)
        try await store.flush()
        #expect(try await Self.ids(Self.open(disk.survivors(.everythingWritten), key)) == ["e0", "e1", "e2", "e3", "e4", "e8"])
        #expect(Self.asides(disk).count == 1)
    }

    @Test("is refused with another key or none, and stays as it is", arguments: [nil, 2] as [UInt8?])
    func wrongKey(_ key: UInt8?) async throws {
        let disk = try await Self.killed(1)
        let path = try Self.path(disk)
        disk.setContents(of: path, to: Self.damage(try Self.lines(disk), 5, .firstHalf))
        let bytes = disk.contents(of: path)
        for isIndexLost in [false, true] {
            if isIndexLost { try disk.remove("/s/agents/sessions-index.jsonl") }
            let error = #expect(throws: SessionStoreError.self) { _ = try Self.open(disk, key) }
            #expect(error?.code == .anotherKey)
            #expect(disk.contents(of: path) == bytes)
            #expect(Self.asides(disk) == [])
        }
    }

    @Test("is told as altered where it was durable, whatever came later", arguments: [1, 2, 3])
    func provenPart(line: Int) async throws {
        let disk = try await Self.killed(1)
        let path = try Self.path(disk)
        let bytes = Self.damage(try Self.lines(disk), line, .otherLetter)
        disk.setContents(of: path, to: bytes)
        let notices = Notices()
        let store = try Self.open(disk, 1, report: { notices.add($0) })
        let error = await #expect(throws: SessionStoreError.self) { _ = try await store.load(Self.key) }
        #expect(error?.code == .corrupt)
        #expect(error.map { "\($0)".contains("/s/") } == false)
        #expect(notices.all.contains { $0.contains(path) })
        #expect(disk.contents(of: path) == bytes)
        #expect(Self.asides(disk) == [])
    }

    @Test("that was closed in order is told as altered", arguments: 1...3)
    func closed(line: Int) async throws {
        let disk = InMemoryFileSystem()
        let first = try Self.open(disk, 1)
        try await Self.append(0..<3, to: first)
        try await first.flush()
        let after = disk.survivors(.onlySynchronized())
        let path = try Self.path(after)
        after.setContents(of: path, to: Self.damage(try Self.lines(after), line, .otherLetter))
        let error = await #expect(throws: SessionStoreError.self) { _ = try await Self.open(after, 1).load(Self.key) }
        #expect(error?.code == .corrupt)
        #expect(Self.asides(after) == [])
    }

    @Test(
        "is durable when the index says that the store was closed in order, also what a process wrote that was killed",
        arguments: [nil, 1] as [UInt8?]
    )
    func inherited(_ key: UInt8?) async throws {
        let disk = InMemoryFileSystem()
        var killed: FileSessionStore? = try Self.open(disk, key)
        try await Self.append(0..<3, to: #require(killed))
        killed = nil
        let second = try Self.open(disk, key)
        #expect(try await Self.ids(second) == ["e0", "e1", "e2"])
        try await second.flush()
        #expect(try await Self.ids(Self.open(disk.survivors(.onlySynchronized()), key)) == ["e0", "e1", "e2"])
    }
}
