// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// The store was closed in order, and then something else took a part of a transcript away.
@Suite("A transcript that something else has damaged")
struct LostTranscriptTests {
    private static let key: SessionKey = "agent:main:a"

    private static func open(_ disk: InMemoryFileSystem, _ troubles: Notices) throws -> FileSessionStore {
        try FileSessionStore(.init(root: "/s"), fileSystem: disk, epochs: nil, report: { _ in }, complain: { troubles.add($0) })
    }

    /// Three entries and an orderly end.
    private static func closed() async throws -> (disk: InMemoryFileSystem, path: String, lines: [[UInt8]]) {
        let disk = InMemoryFileSystem()
        let troubles = Notices()
        let store = try Self.open(disk, troubles)
        for number in 0..<3 { try await store.append([FileSessionStoreTests.entry(number)], to: Self.key, expecting: nil, epoch: 1) }
        try await store.flush()
        #expect(troubles.all.isEmpty)
        let after = disk.survivors(.everythingWritten)
        let path = try #require(after.paths.first { $0.contains("/sessions/") && $0.hasSuffix(".jsonl") })
        let lines = try #require(after.contents(of: path)).split(separator: 0x0A).map { Array($0) + [0x0A] }
        #expect(lines.count == 4)
        return (after, path, lines)
    }

    private static func ids(_ disk: InMemoryFileSystem, _ troubles: Notices) async throws -> [String] {
        let store = try Self.open(disk, troubles)
        let ids = try await store.load(Self.key)?.entries.map(\.id) ?? []
        // What is known is said once.
        _ = try await store.load(Self.key)
        _ = try await store.load(Self.key, window: SessionWindow(limit: 5_000))
        // The session goes on.
        try await store.append([FileSessionStoreTests.entry(9)], to: Self.key, expecting: nil, epoch: 1)
        #expect(try await store.load(Self.key)?.entries.last?.id == "e9")
        return ids
    }

    @Test("is not complained of while it is whole") func whole() async throws {
        let (disk, _, _) = try await Self.closed()
        let troubles = Notices()
        #expect(try await Self.ids(disk, troubles) == ["e0", "e1", "e2"])
        #expect(troubles.all.isEmpty)
    }

    @Test("because it is gone is said with its path and how much it had") func gone() async throws {
        let (disk, path, lines) = try await Self.closed()
        try disk.remove(path)
        let troubles = Notices()
        #expect(try await Self.ids(disk, troubles).isEmpty)
        #expect(troubles.all.count == 1)
        #expect(troubles.all.first?.contains("\(path): is gone, it had \(lines.joined().count) bytes") == true)
    }

    @Test("because it is shorter is said with how much it has and had", arguments: [0, 2]) func shorter(lineCount: Int) async throws {
        let (disk, path, lines) = try await Self.closed()
        let rest = Array(lines.prefix(lineCount).joined())
        disk.setContents(of: path, to: rest)
        let troubles = Notices()
        #expect(try await Self.ids(disk, troubles) == (lineCount == 0 ? [] : ["e0"]))
        #expect(troubles.all.count == 1)
        #expect(troubles.all.first?.contains("\(path): has \(rest.count) bytes, it had \(lines.joined().count)") == true)
    }

    @Test("because a byte of a line is another one is said with the place of the line; the others are read") func flipped() async throws {
        let (disk, path, lines) = try await Self.closed()
        var changed = lines
        changed[2][0] = 0x5B
        disk.setContents(of: path, to: Array(changed.joined()))
        let troubles = Notices()
        #expect(try await Self.ids(disk, troubles) == ["e0", "e2"])
        #expect(troubles.all.count == 1)
        #expect(troubles.all.first?.contains("\(path): the line at byte \(lines[..<2].joined().count) cannot be read") == true)
    }
}
