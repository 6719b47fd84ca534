// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("FileSystem")
struct FileSystemTests {
    /// Runs a body on the disk in memory and on the system's.
    static func onBoth(_ body: (any FileSystem, String) throws -> Void) async throws {
        let memory = InMemoryFileSystem()
        try memory.createDirectory("/root")
        try body(memory, "/root")
        try await TemporaryDirectory.with { try body(PlatformFileSystem(), $0) }
    }

    static func code(_ body: () throws -> Void) -> FileSystemError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? FileSystemError)?.code
        }
    }

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("Appended bytes are read back, from any offset")
    func appending() async throws {
        try await Self.onBoth { disk, root in
            let file = try disk.open("\(root)/a", .append)
            #expect(try file.append(Self.bytes("hello ").span.bytes) == 6)
            #expect(try file.append(Self.bytes("world").span.bytes) == 11)
            #expect(try file.append(Self.bytes("").span.bytes) == 11)
            #expect(try file.size() == 11)
            #expect(try file.read(at: 6, count: 100) == Self.bytes("world"))
            #expect(try file.read(at: 11, count: 1) == [])
            #expect(try file.read(at: 3, count: 0) == [])
            try file.truncate(to: 5)
            try file.synchronize()
            #expect(try file.append(Self.bytes("!").span.bytes) == 6)
            #expect(try disk.contents(of: "\(root)/a", maximumBytes: 100) == Self.bytes("hello!"))
            #expect(Self.code { _ = try disk.contents(of: "\(root)/a", maximumBytes: 5) } == .tooLarge)
            #expect(try disk.contents(of: "\(root)/none", maximumBytes: 5) == nil)
        }
    }

    @Test("An append goes to the end, also when somebody else has written meanwhile")
    func sharedAppending() async throws {
        try await Self.onBoth { disk, root in
            let first = try disk.open("\(root)/a", .append)
            let second = try disk.open("\(root)/a", .append)
            try first.append(Self.bytes("1").span.bytes)
            try second.append(Self.bytes("22").span.bytes)
            #expect(try first.append(Self.bytes("333").span.bytes) == 6)
            #expect(try second.read(at: 0, count: 10) == Self.bytes("122333"))
        }
    }

    @Test("What cannot be opened says why")
    func opening() async throws {
        try await Self.onBoth { disk, root in
            #expect(Self.code { _ = try disk.open("\(root)/none", .read) } == .notFound)
            #expect(Self.code { _ = try disk.open("\(root)/none/deeper", .append) } == .notFound)
            _ = try disk.open("\(root)/new", .createNew)
            #expect(Self.code { _ = try disk.open("\(root)/new", .createNew) } == .exists)
            #expect(Self.code { _ = try disk.open(root, .append) } == .notRegularFile)
        }
    }

    @Test("Directories are made with those above them, and listed")
    func directories() async throws {
        try await Self.onBoth { disk, root in
            try disk.createDirectory("\(root)/a/b/c")
            try disk.createDirectory("\(root)/a/b/c")
            _ = try disk.open("\(root)/a/file", .append)
            #expect(try Set(disk.list("\(root)/a")) == ["b", "file"])
            #expect(try disk.status("\(root)/a/b")?.kind == .directory)
            #expect(try disk.status("\(root)/a/file")?.kind == .file)
            #expect(try disk.status("\(root)/a/none") == nil)
            #expect(Self.code { try disk.createDirectory("\(root)/a/file") } == .notDirectory)
            #expect(Self.code { _ = try disk.list("\(root)/none") } == .notFound)
            try disk.synchronizeDirectory("\(root)/a")
        }
    }

    #if os(Linux)
    @Test("Where the system makes no directories the error says so, however deep", arguments: ["/proc/nope", "/proc/nope/state/ledger"])
    func directoriesInTheSystemsOwn(_ path: String) throws {
        let error = #expect(throws: FileSystemError.self) { try PlatformFileSystem().createDirectory(path) }
        #expect(error?.path == "/proc/nope" && error?.detail == "no directory can be made in /proc", "\(String(describing: error))")
        let refusal = #expect(throws: LedgerError.self) { try FileLedger(FileLedger.Configuration(directory: path)) }
        #expect(refusal?.message.contains("the directory \(path) of the ledger cannot be made") == true, "\(String(describing: refusal))")
    }
    #endif

    @Test("A rename replaces, a removal removes, and an open file lives on")
    func names() async throws {
        try await Self.onBoth { disk, root in
            let file = try disk.open("\(root)/a", .append)
            try file.append(Self.bytes("a").span.bytes)
            _ = try disk.open("\(root)/b", .append)
            try disk.rename("\(root)/a", to: "\(root)/b")
            #expect(try disk.status("\(root)/a") == nil)
            #expect(try disk.contents(of: "\(root)/b", maximumBytes: 10) == Self.bytes("a"))
            try disk.remove("\(root)/b")
            #expect(Self.code { try disk.remove("\(root)/b") } == .notFound)
            #expect(Self.code { try disk.rename("\(root)/b", to: "\(root)/c") } == .notFound)
            #expect(try file.read(at: 0, count: 10) == Self.bytes("a"))
            try disk.replaceContents(of: "\(root)/d", with: Self.bytes("one"))
            try disk.replaceContents(of: "\(root)/d", with: Self.bytes("two"))
            #expect(try disk.contents(of: "\(root)/d", maximumBytes: 10) == Self.bytes("two"))
            #expect(try disk.list(root) == ["d"])
        }
    }

    @Test("A lock has one holder until that is gone")
    func locks() async throws {
        try await Self.onBoth { disk, root in
            var first: (any File)? = try disk.open("\(root)/lock", .append)
            let second = try disk.open("\(root)/lock", .append)
            #expect(try first?.tryLock() == true)
            #expect(try second.tryLock() == false)
            first = nil
            #expect(try second.tryLock() == true)
        }
    }

    @Test("Files and directories of the system's disk are for their owner only, and links are not followed")
    func permissions() async throws {
        try await TemporaryDirectory.with { root in
            let disk = PlatformFileSystem()
            try disk.createDirectory("\(root)/d")
            _ = try disk.open("\(root)/d/f", .append)
            #expect(try disk.status("\(root)/d")?.permissions == 0o700)
            #expect(try disk.status("\(root)/d/f")?.permissions == 0o600)
            try TemporaryDirectory.link("\(root)/link", to: "\(root)/d/f")
            #expect(Self.code { _ = try disk.open("\(root)/link", .append) } == .symbolicLink)
            #expect(try disk.status("\(root)/link")?.kind == .symbolicLink)
            #expect(Self.code { _ = try disk.open("\(root)/\0", .read) } == .invalidPath)
        }
    }

    @Test("A power cut leaves what was made durable, and what more the test grants")
    func survivors() throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/d")
        let file = try disk.open("/d/a", .append)
        try file.append(Self.bytes("durable").span.bytes)
        try file.synchronize()
        #expect(disk.survivors(.onlySynchronized()).paths == [])
        try disk.synchronizeDirectory("/d")
        try file.append(Self.bytes(" or not").span.bytes)
        #expect(disk.survivors(.onlySynchronized()).contents(of: "/d/a") == Self.bytes("durable"))
        #expect(disk.survivors(.onlySynchronized(plus: 3)).contents(of: "/d/a") == Self.bytes("durable or"))
        #expect(disk.survivors(.everythingWritten).contents(of: "/d/a") == Self.bytes("durable or not"))
        try disk.rename("/d/a", to: "/d/b")
        #expect(disk.survivors(.onlySynchronized()).paths == ["/d/a"])
    }
}
