// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("FileSessionStore")
struct FileSessionStoreTests {
    let disk = InMemoryFileSystem()
    let time = ManualWallClock(Timestamp(milliseconds: 1_700_000_000_000))
    let key: SessionKey = "agent:main:main"

    static func entry(_ number: Int, _ text: String? = nil, role: ChatRole = .user) -> SessionEntry {
        let time = Timestamp(milliseconds: 1_700_000_000_000 + Int64(number))
        return SessionEntry(
            id: "e\(number)",
            parentID: number == 0 ? nil : "e\(number - 1)",
            timestamp: time,
            kind: .message(ChatMessage(role: role, text: text ?? "message \(number)", timestamp: time))
        )
    }

    func open(
        _ disk: InMemoryFileSystem? = nil,
        durability: FileSessionStore.Configuration.Durability = .everyCommit,
        maximumSessions: Int = 1000,
        notices: Notices = Notices()
    ) throws -> FileSessionStore {
        let configuration = FileSessionStore.Configuration(
            root: "/state",
            durability: durability,
            maximumSessions: maximumSessions,
            maximumEntryBytes: 100_000,
            maximumTranscriptBytes: 1_000_000
        )
        return try FileSessionStore(configuration, fileSystem: disk ?? self.disk, wallClock: self.time) { notices.add($0) }
    }

    func transcript(_ store: FileSessionStore, _ key: SessionKey? = nil) async throws -> String {
        let record = try #require(try await store.record(key ?? self.key))
        return "/state/agents/main/sessions/\(record.sessionID).jsonl"
    }

    func text(_ path: String, on disk: InMemoryFileSystem? = nil) -> String {
        String(decoding: (disk ?? self.disk).contents(of: path) ?? [], as: UTF8.self)
    }

    // MARK: Format

    @Test("A transcript is JSON lines: a header, then an object per entry")
    func format() async throws {
        let store = try self.open()
        let call = ToolCall(id: "c1", name: "read", arguments: ["path": "/tmp"])
        let entries = [
            Self.entry(0, "Grüße"),
            SessionEntry(
                id: "a",
                parentID: "e0",
                timestamp: Timestamp(milliseconds: 1_700_000_000_250),
                kind: .message(
                    ChatMessage(
                        role: .assistant,
                        content: [.text("hi"), .toolCall(call)],
                        timestamp: Timestamp(milliseconds: 5),
                        extra: ["model": "m"]
                    )
                )
            ),
            SessionEntry(
                id: "b",
                parentID: "a",
                timestamp: Timestamp(milliseconds: 1_700_000_000_251),
                kind: .compaction(summary: "short", firstKeptEntryID: "a", tokensBefore: 12)
            ),
        ]
        try await store.append(entries, to: self.key, expecting: nil, epoch: .first)
        let id = try #require(try await store.record(self.key)).sessionID
        let expected = """
            {"type":"session","version":3,"id":"\(id)","timestamp":"2023-11-14T22:13:20.000Z","cwd":"/state","sessionKey":"agent:main:main"}
            {"type":"message","id":"e0","parentId":null,"timestamp":"2023-11-14T22:13:20.000Z","message":{"role":"user","content":[{"type":"text","text":"Grüße"}],"timestamp":1700000000000}}
            {"type":"message","id":"a","parentId":"e0","timestamp":"2023-11-14T22:13:20.250Z","message":{"role":"assistant","content":[{"type":"text","text":"hi"},{"type":"toolCall","id":"c1","name":"read","arguments":{"path":"/tmp"}}],"timestamp":5,"model":"m"}}
            {"type":"compaction","id":"b","parentId":"a","timestamp":"2023-11-14T22:13:20.251Z","summary":"short","firstKeptEntryId":"a","tokensBefore":12}

            """
        #expect(self.text(try await self.transcript(store)) == expected)
    }

    @Test("Appending only ever appends: no file is cut, replaced or written twice")
    func onlyAppends() async throws {
        let store = try self.open()
        try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: .first)
        let before = self.disk.changes.count
        for number in 1..<50 { try await store.append([Self.entry(number)], to: self.key, expecting: nil, epoch: .first) }
        let path = try await self.transcript(store)
        let changes = self.disk.changes[before...]
        #expect(changes.allSatisfy { $0.path == path && ($0.operation == .append || $0.operation == .synchronize) })
        #expect(changes.filter { $0.operation == .append }.count == 49)
    }

    // MARK: Opening again

    @Test("Everything is there after the store was closed, with and without a flush", arguments: [true, false])
    func reopening(isFlushed: Bool) async throws {
        var expected: [SessionRecord] = []
        do {
            let store = try self.open(durability: .never)
            for session in 0..<20 {
                let key = SessionKey("agent:a\(session % 3):s\(session)")
                try await store.append((0..<5).map { Self.entry($0) }, to: key, expecting: nil, epoch: 4)
                try await store.update(key, attributes: ["label": "Label \"\(session)\" é"], epoch: 4)
                self.time.advance(by: .milliseconds(5))
            }
            try await store.delete("agent:a0:s3", deleteTranscript: false, epoch: 4)
            try await store.reset("agent:a0:s6", expectedSessionID: nil, epoch: 4)
            if isFlushed { try await store.flush() }
            expected = try await store.list(SessionQuery()).records
        }
        let store = try self.open(durability: .never)
        let found = try await store.list(SessionQuery())
        #expect(found.records.map(\.key) == expected.map(\.key))
        #expect(found.records.map(\.sessionID) == expected.map(\.sessionID))
        #expect(found.records.map(\.version) == expected.map(\.version))
        #expect(found.records.map(\.attributes) == expected.map(\.attributes))
        #expect(found.records.map(\.derivedTitle) == expected.map(\.derivedTitle))
        #expect(found.records.map(\.lastMessagePreview) == expected.map(\.lastMessagePreview))
        #expect(try await store.load("agent:a1:s1")?.entries == (0..<5).map { Self.entry($0) })
        #expect(try await store.load("agent:a0:s3") == nil)
        await #expect(throws: SessionStoreError.self) {
            try await store.append([Self.entry(9)], to: self.key, expecting: nil, epoch: 3)
        }
    }

    @Test("A flushed store is opened without looking at its transcripts")
    func cleanStart() async throws {
        do {
            let store = try self.open()
            for session in 0..<5 { try await store.append([Self.entry(0)], to: SessionKey("agent:main:s\(session)"), expecting: nil, epoch: 1) }
            try await store.flush()
        }
        for path in self.disk.paths where path.hasSuffix(".jsonl") && path.contains("/sessions/") {
            self.disk.setContents(of: path, to: Array("changed from outside\n".utf8))
        }
        let store = try self.open()
        #expect(try await store.list(SessionQuery()).records.allSatisfy { $0.version == 1 })
    }

    @Test("Without its index the store takes up every transcript again")
    func lostIndex() async throws {
        var before: [SessionRecord] = []
        do {
            let store = try self.open()
            for session in 0..<5 {
                let key = SessionKey("agent:main:s\(session)")
                try await store.append((0..<3).map { Self.entry($0) }, to: key, expecting: nil, epoch: 1)
            }
            try await store.reset("agent:main:s4", expectedSessionID: nil, epoch: 1)
            try await store.append([Self.entry(7)], to: "agent:main:s4", expecting: nil, epoch: 1)
            before = try await store.list(SessionQuery()).records
        }
        try self.disk.remove("/state/agents/sessions-index.jsonl")
        let store = try self.open()
        let after = try await store.list(SessionQuery()).records
        #expect(Set(after.map(\.key)) == Set(before.map(\.key)))
        for record in before {
            let found = try #require(try await store.record(record.key))
            #expect(found.sessionID == record.sessionID)
            #expect(found.version == record.version)
            #expect(found.derivedTitle == record.derivedTitle)
            #expect(found.lastMessagePreview == record.lastMessagePreview)
        }
    }

    @Test(
        "A damaged line of the index costs at most what only it knew",
        arguments: ["not json\n", "{\"key\":\"agent:main:main\",\"id\":\"../x\",\"version\":3}\n", "[1,2]\n", "\u{0}\u{0}\n", "{\"key\":\n"]
    )
    func damagedIndex(line: String) async throws {
        do {
            let store = try self.open()
            try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            try await store.flush()
        }
        let index = "/state/agents/sessions-index.jsonl"
        self.disk.setContents(of: index, to: try #require(self.disk.contents(of: index)) + Array(line.utf8))
        let notices = Notices()
        let store = try self.open(notices: notices)
        #expect(try await store.load(self.key)?.entries == [Self.entry(0)])
        #expect(notices.all.contains { $0.contains("damaged") })
    }

    @Test("An index of a newer format is refused, not misread")
    func newerFormat() throws {
        self.disk.setContents(of: "/state/agents/sessions-index.jsonl", to: Array("{\"type\":\"index\",\"version\":99}\n".utf8))
        let error = #expect(throws: SessionStoreError.self) { try self.open() }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("newer version") == true)
    }

    @Test("A second store on the same root is refused and names the process that has it")
    func lock() async throws {
        let first = try self.open()
        let error = #expect(throws: SessionStoreError.self) { try self.open() }
        #expect(error?.message.contains("process 1 has the sessions open") == true)
        #expect(first.location == "/state")
        withExtendedLifetime(first) {}
    }

    @Test("The index is made smaller when most of it is outdated")
    func compaction() async throws {
        do {
            let store = try self.open(durability: .never)
            for number in 0..<6000 { try await store.update(self.key, attributes: ["n": JSONValue(number)], epoch: 1) }
            try await store.flush()
        }
        let lines = self.text("/state/agents/sessions-index.jsonl").split(separator: "\n")
        #expect(lines.count < 5000)
        let store = try self.open()
        #expect(try await store.record(self.key)?.attributes == ["n": 5999])
    }

    // MARK: Edits from outside

    @Test("Lines of unknown kinds are kept, unreadable ones passed over, and none of them is changed")
    func foreignLines() async throws {
        let store = try self.open()
        try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        let path = try await self.transcript(store)
        let added = """
            {"type":"branch_summary","id":"x","parentId":"e0","timestamp":"2023-11-14T22:13:21Z","summary":"aside"}
            this is not JSON
            {"no":"type"}

            {"message":{"content":"typed by hand","role":"user"},"type":"message","id":"h"}

            """
        self.disk.setContents(of: path, to: try #require(self.disk.contents(of: path)) + Array(added.utf8))
        try await store.append([Self.entry(1)], to: self.key, expecting: nil, epoch: 1)
        let session = try #require(try await store.load(self.key))
        #expect(session.entries.map(\.id) == ["e0", "x", "h", "e1"])
        #expect(session.entries[1].kind == .other(type: "branch_summary", fields: ["summary": "aside"]))
        #expect(session.entries[2].message?.text == "typed by hand")
        #expect(session.record.version == 4)
        #expect(self.text(path).contains(added))
    }

    @Test("A version that an edit from outside has moved on is a conflict")
    func foreignLineConflict() async throws {
        var path = ""
        do {
            let store = try self.open()
            try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            path = try await self.transcript(store)
        }
        self.disk.setContents(of: path, to: try #require(self.disk.contents(of: path)) + Array("{\"type\":\"custom\",\"id\":\"x\"}\n".utf8))
        let store = try self.open()
        let error = await #expect(throws: SessionStoreError.self) {
            try await store.append([Self.entry(1)], to: self.key, expecting: 1, epoch: 1)
        }
        #expect(error?.code == .versionConflict)
        #expect(try await store.append([Self.entry(1)], to: self.key, expecting: 2, epoch: 1) == 3)
    }

    @Test("A transcript whose last line end an editor has dropped gets it back")
    func missingLineEnd() async throws {
        var path = ""
        do {
            let store = try self.open()
            try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            try await store.flush()
            path = try await self.transcript(store)
        }
        self.disk.setContents(of: path, to: try #require(self.disk.contents(of: path)) + Array("{\"type\":\"custom\",\"id\":\"x\"}".utf8))
        let notices = Notices()
        let store = try self.open(notices: notices)
        try await store.append([Self.entry(1)], to: self.key, expecting: 2, epoch: 1)
        let entries = try #require(try await store.load(self.key)).entries
        #expect(entries.map(\.id) == ["e0", "x", "e1"])
        #expect(notices.all.count == 1, "\(notices.all)")
    }

    @Test("A transcript that was removed from outside leaves an empty session, not an error")
    func removedTranscript() async throws {
        do {
            let store = try self.open()
            try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            try await store.flush()
            try self.disk.remove(try await self.transcript(store))
        }
        let store = try self.open()
        #expect(try await store.load(self.key)?.entries == [])
        #expect(try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1) == 1)
    }

    @Test("A symbolic link in the place of a transcript is not followed")
    func symbolicLink() async throws {
        do {
            let store = try self.open()
            try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            try await store.flush()
            let path = try await self.transcript(store)
            try self.disk.remove(path)
            self.disk.makeSymbolicLink(at: path)
        }
        let store = try self.open()
        let error = await #expect(throws: SessionStoreError.self) {
            try await store.append([Self.entry(1)], to: self.key, expecting: nil, epoch: 1)
        }
        #expect(error?.message.contains("symbolic link") == true)
    }

    // MARK: Putting aside

    @Test("A reset renames the transcript, a deletion renames or removes it, and archives go only when asked")
    func archives() async throws {
        let store = try self.open()
        try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        let first = try await self.transcript(store)
        let contents = self.disk.contents(of: first)
        try await store.reset(self.key, expectedSessionID: nil, epoch: 1)
        #expect(self.disk.contents(of: first + ".reset.2023-11-14T22-13-20.000Z") == contents)
        try await store.append([Self.entry(1)], to: self.key, expecting: nil, epoch: 1)
        let second = try await self.transcript(store)
        self.time.advance(by: .seconds(60))
        try await store.delete(self.key, deleteTranscript: false, epoch: 1)
        #expect(self.disk.contents(of: second + ".deleted.2023-11-14T22-14-20.000Z") != nil)
        try await store.append([Self.entry(2)], to: self.key, expecting: nil, epoch: 1)
        let third = try await self.transcript(store)
        try await store.delete(self.key, deleteTranscript: true, epoch: 1)
        #expect(!self.disk.paths.contains { $0.hasPrefix(third) })
        #expect(try await store.removeArchives(before: Timestamp(milliseconds: 1_700_000_030_000)) == 1)
        #expect(self.disk.contents(of: first + ".reset.2023-11-14T22-13-20.000Z") == nil)
        #expect(self.disk.contents(of: second + ".deleted.2023-11-14T22-14-20.000Z") != nil)
    }

    // MARK: Other programs' index

    @Test("sessions.json is taken over when there is no index, with its transcripts")
    func importing() async throws {
        let directory = "/state/agents/main/sessions"
        self.disk.setContents(
            of: "\(directory)/sessions.json",
            to: Array(
                """
                {"agent:main:main":{"sessionId":"s-1","updatedAt":1700000005000,"sessionStartedAt":1700000000000,"label":"Imported",
                 "totalTokens":12,"skillsSnapshot":{"prompt":"\(String(repeating: "x", count: 5000))"}},
                 "main":{"sessionId":"ignored","updatedAt":1},
                 "agent:main:topic":{"sessionId":"s-2","sessionFile":"/elsewhere/s-2-topic-7.jsonl","updatedAt":1700000009000},
                 "agent:main:evil":{"sessionId":"../../../etc/passwd","updatedAt":3},"cron:job":{"sessionId":"s-4","updatedAt":2}}
                """.utf8
            )
        )
        let line = "{\"type\":\"message\",\"id\":\"1\",\"parentId\":null,\"timestamp\":\"2023-11-14T22:13:21Z\",\"message\":{\"role\":\"user\",\"content\":\"hi\"}}"
        let header = "{\"type\":\"session\",\"version\":3,\"id\":\"s-1\",\"timestamp\":\"2023-11-14T22:13:20Z\",\"cwd\":\"/\"}"
        self.disk.setContents(of: "\(directory)/s-1.jsonl", to: Array("\(header)\n\(line)\n".utf8))
        self.disk.setContents(of: "\(directory)/s-2-topic-7.jsonl", to: Array("\(header)\n\(line)\n\(line)\n".utf8))
        let store = try self.open()
        #expect(try await store.list(SessionQuery()).records.map(\.key) == ["agent:main:topic", "agent:main:main", "cron:job"])
        let record = try #require(try await store.record("agent:main:main"))
        #expect(record.version == 1)
        #expect(record.derivedTitle == "hi")
        #expect(record.attributes == ["label": "Imported", "totalTokens": 12])
        #expect(try await store.load("agent:main:topic")?.entries.count == 2)
        #expect(try await store.append([Self.entry(5)], to: "agent:main:main", expecting: 1, epoch: 1) == 2)
    }

    @Test("A flush writes sessions.json for other programs")
    func mirror() async throws {
        let store = try self.open()
        try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
        try await store.update(self.key, attributes: ["label": "L"], epoch: 1)
        let path = "/state/agents/main/sessions/sessions.json"
        #expect(self.disk.contents(of: path) == nil)
        try await store.flush()
        let record = try #require(try await store.record(self.key))
        let mirror = try JSONValue(parsing: try #require(self.disk.contents(of: path)))
        #expect(mirror["agent:main:main"]?["sessionId"] == .string(record.sessionID))
        #expect(mirror["agent:main:main"]?["updatedAt"] == .int(record.updatedAt.milliseconds))
        #expect(mirror["agent:main:main"]?["label"] == "L")
        try await store.delete(self.key, deleteTranscript: true, epoch: 1)
        try await store.flush()
        #expect(try JSONValue(parsing: try #require(self.disk.contents(of: path))) == [:])
    }

    // MARK: Bounds

    @Test("Bounds on sessions, entries, transcripts and properties are refused with their sizes")
    func bounds() async throws {
        let store = try self.open(maximumSessions: 2)
        try await store.append([Self.entry(0)], to: "agent:main:a", expecting: nil, epoch: 1)
        try await store.update("agent:main:b", attributes: ["x": 1], epoch: 1)
        func code(_ body: () async throws -> Void) async -> SessionStoreError.Code? {
            do {
                try await body()
                return nil
            } catch {
                return (error as? SessionStoreError)?.code
            }
        }
        #expect(await code { try await store.append([Self.entry(0)], to: "agent:main:c", expecting: nil, epoch: 1) } == .full)
        let large = Self.entry(1, String(repeating: "x", count: 100_000))
        #expect(await code { try await store.append([large], to: "agent:main:a", expecting: nil, epoch: 1) } == .entryTooLarge)
        let properties: JSONObject = ["x": .string(String(repeating: "x", count: 70_000))]
        #expect(await code { try await store.update("agent:main:a", attributes: properties, epoch: 1) } == .entryTooLarge)
        let half = Self.entry(1, String(repeating: "x", count: 90_000))
        for _ in 0..<11 { try await store.append([half], to: "agent:main:a", expecting: nil, epoch: 1) }
        #expect(await code { try await store.append([half], to: "agent:main:a", expecting: nil, epoch: 1) } == .full)
        try await store.delete("agent:main:b", deleteTranscript: true, epoch: 1)
        try await store.append([Self.entry(0)], to: "agent:main:c", expecting: nil, epoch: 1)
    }

    // MARK: Time

    @Test("With an interval, appends are made durable when it has passed and not before")
    func interval() async throws {
        let clock = ManualClock()
        let configuration = FileSessionStore.Configuration(root: "/state", durability: .interval(.seconds(5)))
        let store = try FileSessionStore(configuration, fileSystem: self.disk, wallClock: self.time, clock: clock)
        func survivors() throws -> FileSessionStore { try self.open(self.disk.survivors(.onlySynchronized())) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.run() }
            await clock.waitForSleepers()
            try await store.append([Self.entry(0)], to: self.key, expecting: nil, epoch: 1)
            #expect(try await survivors().load(self.key)?.entries ?? [] == [])
            clock.advance(by: .seconds(5))
            await clock.waitForSleepers()
            #expect(try await survivors().load(self.key)?.entries == [Self.entry(0)])
            group.cancelAll()
        }
    }
}
