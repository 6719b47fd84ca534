// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("FileSessionStore on a disk that fails")
struct FileSessionStoreFailureTests {
    let disk = InMemoryFileSystem()
    let key: SessionKey = "agent:main:main"

    func open(
        _ isEncrypted: Bool,
        _ durability: FileSessionStore.Configuration.Durability = .everyCommit,
        on disk: InMemoryFileSystem? = nil,
        clock: any Clock<Duration> = ManualClock(),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> FileSessionStore {
        try FileSessionStore(
            .init(root: "/s", durability: durability),
            fileSystem: disk ?? self.disk,
            encryption: isEncrypted ? try TestEncryption.with(1) : nil,
            clock: clock,
            report: report
        )
    }

    func entry(_ number: Int) -> SessionEntry { FileSessionStoreTests.entry(number) }

    func failure(_ body: () async throws -> Void) async -> SessionStoreError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? SessionStoreError
        }
    }

    @Test("A full disk fails the append, leaves nothing of it, and the next append succeeds", arguments: [0, 1, 60], [false, true])
    func fullDisk(prefix: Int, isEncrypted: Bool) async throws {
        let store = try self.open(isEncrypted)
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        let before = self.disk.paths.map { self.disk.contents(of: $0) }
        self.disk.fail(.append, on: "/sessions/", with: .noSpace, writing: prefix)
        let error = await self.failure { try await store.append([self.entry(1)], to: self.key, expecting: 1, epoch: 1) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("disk is full") == true)
        #expect(self.disk.paths.map { self.disk.contents(of: $0) } == before)
        #expect(try await store.load(self.key)?.entries == [self.entry(0)])
        #expect(try await store.append([self.entry(2)], to: self.key, expecting: 1, epoch: 1) == 2)
        #expect(try await store.load(self.key)?.entries == [self.entry(0), self.entry(2)])
    }

    @Test("A full disk under the index fails what needs the index and nothing else", arguments: [false, true])
    func fullDiskUnderIndex(isEncrypted: Bool) async throws {
        let store = try self.open(isEncrypted)
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        self.disk.fail(.append, on: "index", with: .noSpace, writing: 9)
        let error = await self.failure { try await store.append([self.entry(0)], to: "agent:main:new", expecting: nil, epoch: 1) }
        #expect(error?.code == .unavailable)
        #expect(try await store.load("agent:main:new") == nil)
        try await store.append([self.entry(1)], to: self.key, expecting: 1, epoch: 1)
        try await store.append([self.entry(0)], to: "agent:main:new", expecting: nil, epoch: 1)
        let again = try self.open(isEncrypted, on: self.disk.survivors(.onlySynchronized()))
        #expect(try await again.list(SessionQuery()).records.map(\.version) == [1, 2])
    }

    @Test(
        "After a failed write or synchronization a session takes nothing more until it is opened again; others go on",
        arguments: [FileChange.Operation.append, .synchronize, .truncate],
        [false, true]
    )
    func failingDevice(operation: FileChange.Operation, isEncrypted: Bool) async throws {
        let store = try self.open(isEncrypted)
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        try await store.append([self.entry(0)], to: "agent:main:other", expecting: nil, epoch: 1)
        let path = "/s/agents/main/sessions/\(try #require(try await store.record(self.key)).sessionID).jsonl"
        self.disk.fail(operation, on: path, with: .inputOutput, writing: 20)
        if operation == .truncate { self.disk.fail(.append, on: path, with: .noSpace, writing: 20) }
        let first = await self.failure { try await store.append([self.entry(1)], to: self.key, expecting: nil, epoch: 1) }
        #expect(first?.code == .unavailable)
        let second = await self.failure { try await store.append([self.entry(1)], to: self.key, expecting: nil, epoch: 1) }
        #expect(second?.code == .unavailable)
        #expect(second?.message.contains("opened again") == true)
        #expect(try await store.load(self.key)?.entries == [self.entry(0)])
        try await store.append([self.entry(1)], to: "agent:main:other", expecting: 1, epoch: 1)
        try await store.reopen(self.key)
        try await store.append([self.entry(2)], to: self.key, expecting: nil, epoch: 1)
        #expect(try await store.load(self.key)?.entries == [self.entry(0), self.entry(2)])
        let again = try self.open(isEncrypted, on: self.disk.survivors(.onlySynchronized()))
        #expect(try await again.load(self.key)?.entries == [self.entry(0), self.entry(2)])
    }

    @Test(
        "A session whose transcript has failed goes on by itself when the disk does",
        arguments: [FileChange.Operation.append, .synchronize, .truncate],
        [false, true]
    )
    func recovery(operation: FileChange.Operation, isEncrypted: Bool) async throws {
        let clock = ManualClock()
        let store = try self.open(isEncrypted, clock: clock)
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        let path = "/s/agents/main/sessions/\(try #require(try await store.record(self.key)).sessionID).jsonl"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.run() }
            await clock.waitForSleepers()
            self.disk.fail(operation, on: path, with: .inputOutput, writing: 20)
            if operation == .truncate { self.disk.fail(.append, on: path, with: .noSpace, writing: 20) }
            #expect(await self.failure { try await store.append([self.entry(1)], to: self.key, expecting: nil, epoch: 1) } != nil)
            // The disk is not back yet: the attempt fails, and the next one is due after two seconds.
            self.disk.fail(.synchronize, on: "/sessions/", with: .inputOutput)
            clock.advance(by: .seconds(1))
            await clock.waitForSleepers()
            #expect(await self.failure { try await store.append([self.entry(1)], to: self.key, expecting: nil, epoch: 1) } != nil)
            for _ in 0..<3 {
                clock.advance(by: .seconds(1))
                await clock.waitForSleepers()
            }
            try await store.append([self.entry(2)], to: self.key, expecting: nil, epoch: 1)
            group.cancelAll()
        }
        #expect(try await store.load(self.key)?.entries == [self.entry(0), self.entry(2)])
        let again = try self.open(isEncrypted, on: self.disk.survivors(.onlySynchronized()))
        #expect(try await again.load(self.key)?.entries == [self.entry(0), self.entry(2)])
        #expect(!self.disk.paths.contains { $0.hasSuffix(".tmp") })
    }

    @Test("An index that has failed is written anew by itself", arguments: [false, true])
    func indexRecovery(isEncrypted: Bool) async throws {
        let clock = ManualClock()
        let store = try self.open(isEncrypted, clock: clock)
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        self.disk.fail(.synchronize, on: "index", with: .inputOutput)
        #expect(await self.failure { try await store.update(self.key, attributes: ["label": "x"], epoch: 1) }?.code == .unavailable)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.run() }
            for _ in 0..<3 {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(1))
            }
            await clock.waitForSleepers()
            try await store.update(self.key, attributes: ["label": "y"], epoch: 1)
            group.cancelAll()
        }
        let again = try self.open(isEncrypted, on: self.disk.survivors(.onlySynchronized()))
        #expect(try await again.record(self.key)?.label == "y")
        #expect(try await again.load(self.key)?.entries == [self.entry(0)])
    }

    @Test("When the index cannot be written any more the store says so to every writer, and still reads", arguments: [false, true])
    func failingIndex(isEncrypted: Bool) async throws {
        let store = try self.open(isEncrypted)
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        self.disk.fail(.synchronize, on: "index", with: .inputOutput)
        #expect(await self.failure { try await store.update(self.key, attributes: ["label": "x"], epoch: 1) }?.code == .unavailable)
        let error = await self.failure { try await store.append([self.entry(1)], to: self.key, expecting: nil, epoch: 1) }
        #expect(error?.message.contains("no more changes") == true)
        #expect(try await store.load(self.key)?.entries == [self.entry(0)])
        #expect(await self.failure { try await store.flush() } != nil)
    }

    @Test("An interval's failed synchronization stops the session and reaches whoever flushes", arguments: [false, true])
    func failingInterval(isEncrypted: Bool) async throws {
        let store = try self.open(isEncrypted, .interval(.seconds(3600)))
        try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        try await store.append([self.entry(1)], to: self.key, expecting: nil, epoch: 1)
        self.disk.fail(.synchronize, on: "/sessions/", with: .inputOutput)
        #expect(await self.failure { try await store.flush() }?.code == .unavailable)
        #expect(await self.failure { try await store.append([self.entry(2)], to: self.key, expecting: nil, epoch: 1) } != nil)
        try await store.reopen(self.key)
        try await store.flush()
        #expect(try await store.append([self.entry(2)], to: self.key, expecting: 2, epoch: 1) == 3)
    }

    @Test("A transcript that cannot be removed is removed when the store is opened next", arguments: [false, true])
    func failingRemoval(isEncrypted: Bool) async throws {
        do {
            let store = try self.open(isEncrypted)
            try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            self.disk.fail(.remove, on: "/sessions/", with: .permissionDenied)
            let error = await self.failure { try await store.delete(self.key, deleteTranscript: true, epoch: 1) }
            #expect(error?.message.contains("could not be removed") == true)
            #expect(try await store.load(self.key) == nil)
            try await store.flush()
        }
        let store = try self.open(isEncrypted)
        #expect(try await store.load(self.key) == nil)
        #expect(!self.disk.paths.contains { $0.hasSuffix(".jsonl") && $0.contains("/sessions/") })
    }

    /// A session whose last line is torn.
    private func torn(_ isEncrypted: Bool) async throws -> (path: String, bytes: [UInt8]) {
        do {
            let store = try self.open(isEncrypted)
            for number in 0..<3 { try await store.append([self.entry(number)], to: self.key, expecting: nil, epoch: 1) }
            try await store.append([self.entry(0)], to: "agent:ops:other", expecting: nil, epoch: 1)
        }
        let path = try #require(self.disk.paths.first { $0.contains("/main/sessions/") && $0.hasSuffix(".jsonl") })
        let bytes = Array(try #require(self.disk.contents(of: path)).dropLast(9))
        self.disk.setContents(of: path, to: bytes)
        return (path, bytes)
    }

    @Test(
        "A disk that fails at the start, where a torn end is put aside, cuts nothing off and stops only that session, until it is well",
        arguments: [(FileChange.Operation.append, FileSystemError.Code.noSpace), (.append, .inputOutput), (.synchronize, .inputOutput)],
        [false, true]
    )
    func failingAtTheStart(fault: (FileChange.Operation, FileSystemError.Code), isEncrypted: Bool) async throws {
        let (path, bytes) = try await self.torn(isEncrypted)
        self.disk.fail(fault.0, on: ".torn.", with: fault.1, writing: 7)
        let clock = ManualClock()
        let store = try self.open(isEncrypted, clock: clock)
        #expect(await self.failure { _ = try await store.load(self.key) }?.code == .unavailable)
        #expect(
            await self.failure { try await store.append([self.entry(5)], to: self.key, expecting: nil, epoch: 1) }?.code == .unavailable
        )
        #expect(self.disk.contents(of: path) == bytes)
        #expect(try await store.load("agent:ops:other")?.entries == [self.entry(0)])
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.run() }
            await eventually {
                if await self.failure({ _ = try await store.load(self.key) }) == nil { return true }
                clock.advance(by: .seconds(1))
                return false
            }
            group.cancelAll()
        }
        #expect(try await store.load(self.key)?.entries == [self.entry(0), self.entry(1)])
        try await store.append([self.entry(5)], to: self.key, expecting: 2, epoch: 1)
        try await store.flush()
        let again = try self.open(isEncrypted, on: self.disk.survivors(.onlySynchronized()))
        #expect(try await again.load(self.key)?.entries == [self.entry(0), self.entry(1), self.entry(5)])
    }

    @Test("A transcript that cannot be read at the start stops only its session, until it can", arguments: [false, true])
    func unreadableAtTheStart(isEncrypted: Bool) async throws {
        let (path, bytes) = try await self.torn(isEncrypted)
        self.disk.failReads(of: path, count: 2)
        let notices = Notices()
        let store = try self.open(isEncrypted, report: { notices.add($0) })
        // Who asks is not told where files lie; the log is.
        #expect(await self.failure { _ = try await store.load(self.key) }.map { "\($0)".contains("/s/") } == false)
        #expect(notices.all.contains { $0.contains(path) })
        #expect(try await store.load("agent:ops:other")?.entries == [self.entry(0)])
        #expect(await self.failure { try await store.reopen(self.key) }?.code == .unavailable)
        #expect(self.disk.contents(of: path) == bytes)
        try await store.reopen(self.key)
        #expect(try await store.load(self.key)?.entries == [self.entry(0), self.entry(1)])
    }

    @Test(
        "A transcript that no session names and that cannot be read stops no start; it is taken up at a later one",
        arguments: [FileSystemError.Code.inputOutput, .permissionDenied],
        [(false, false), (false, true), (true, false)]
    )
    func unreadableOrphan(code: FileSystemError.Code, store: (isEncrypted: Bool, isAlone: Bool)) async throws {
        do {
            let first = try self.open(store.isEncrypted)
            try await first.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            if !store.isAlone { try await first.append([self.entry(1)], to: "agent:ops:other", expecting: nil, epoch: 1) }
            try await first.flush()
        }
        let path = try #require(self.disk.paths.first { $0.contains("/main/sessions/") && $0.hasSuffix(".jsonl") })
        try self.disk.remove("/s/agents/sessions-index.jsonl")
        if self.disk.contents(of: "/s/agents/main/sessions/sessions.json") != nil {
            try self.disk.remove("/s/agents/main/sessions/sessions.json")
        }
        for _ in 0..<2 {
            self.disk.failReads(of: path, with: code)
            let notices = Notices()
            let second = try self.open(store.isEncrypted, report: { notices.add($0) })
            #expect(notices.all.contains { $0.contains("cannot be read") && $0.contains(path) })
            #expect(try await second.record(self.key) == nil)
            if !store.isAlone { #expect(try await second.load("agent:ops:other")?.entries == [self.entry(1)]) }
            try await second.flush()
            self.disk.clearFaults()
        }
        let third = try self.open(store.isEncrypted)
        #expect(try await third.load(self.key)?.entries == [self.entry(0)])
    }

    @Test(
        "A folder that cannot be looked through stops no start; its sessions say so, others go on, and a later start finds all",
        arguments: [FileSystemError.Code.inputOutput, .permissionDenied],
        [false, true]
    )
    func unlistedFolder(code: FileSystemError.Code, isEncrypted: Bool) async throws {
        let other: SessionKey = "agent:ops:other"
        do {
            let first = try self.open(isEncrypted)
            try await first.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            try await first.append([self.entry(1)], to: other, expecting: nil, epoch: 1)
        }
        try self.disk.remove("/s/agents/sessions-index.jsonl")
        let (notices, complaints) = (Notices(), Notices())
        do {
            let second = try FileSessionStore(
                .init(root: "/s", durability: .everyCommit),
                fileSystem: FailingFolders(base: self.disk, path: "/s/agents/main/sessions", code: code),
                encryption: isEncrypted ? try TestEncryption.with(1) : nil,
                epochs: nil,
                clock: ManualClock(),
                report: { notices.add($0) },
                complain: { complaints.add($0) }
            )
            #expect(complaints.all.count == 1)
            #expect(complaints.all.first?.contains("/s/agents/main/sessions") == true)
            #expect(!notices.all.contains { $0.contains("cannot be looked through") })
            #expect(try await second.load(other)?.entries == [self.entry(1)])
            for error in [
                await self.failure { _ = try await second.load(self.key) },
                await self.failure { try await second.append([self.entry(2)], to: self.key, expecting: nil, epoch: 1) },
            ] {
                #expect(error?.code == .unavailable)
                #expect(error?.message.contains("the sessions of the agent main could not be read") == true)
                // Who sends messages is not told where files lie.
                #expect(error?.message.contains("/s/") == false)
            }
            try await second.append([self.entry(3)], to: other, expecting: nil, epoch: 1)
            try await second.flush()
        }
        let third = try self.open(isEncrypted)
        #expect(try await third.load(self.key)?.entries == [self.entry(0)])
        #expect(try await third.load(other)?.entries == [self.entry(1), self.entry(3)])
    }

    @Test("With an index a folder that cannot be looked through costs nothing: every session is known", arguments: [false, true])
    func unlistedFolderWithIndex(isEncrypted: Bool) async throws {
        do {
            let first = try self.open(isEncrypted)
            try await first.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        }
        let disk = FailingFolders(base: self.disk, path: "/s/agents/main/sessions", code: .permissionDenied)
        let encryption = isEncrypted ? try TestEncryption.with(1) : nil
        let store = try FileSessionStore(.init(root: "/s"), fileSystem: disk, encryption: encryption, clock: ManualClock())
        #expect(try await store.load(self.key)?.entries == [self.entry(0)])
        try await store.append([self.entry(1)], to: "agent:main:new", expecting: nil, epoch: 1)
        #expect(try await store.load("agent:main:new")?.entries == [self.entry(1)])
    }

    @Test("A transcript that could not be read once is read the next time", arguments: [false, true])
    func failingRead(isEncrypted: Bool) async throws {
        do {
            let store = try self.open(isEncrypted)
            try await store.append([self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            try await store.flush()
        }
        let store = try self.open(isEncrypted)
        self.disk.failReads(of: "/sessions/")
        #expect(await self.failure { _ = try await store.load(self.key) }?.code == .unavailable)
        #expect(try await store.load(self.key)?.entries == [self.entry(0)])
    }
}
