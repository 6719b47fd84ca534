// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension SessionStoreConformance {
    static let appending: [ConformanceCase<any SessionStore>] = [
        ConformanceCase("a key without a session loads nothing") { store, check in
            try check.expect(try await store.load(Self.key) == nil, "something was loaded")
            try check.expect(try await store.record(Self.key) == nil, "a record was found")
        },
        ConformanceCase("an append creates the session and counts its entries") { store, check in
            let version = try await store.append(Self.entries(0..<2), to: Self.key, expecting: .empty, epoch: .first)
            try check.equal(version, 2, "the version")
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.equal(session.entries, Self.entries(0..<2), "what is loaded")
            try check.equal(session.record.version, 2, "the record's version")
            try check.equal(session.record.key, Self.key, "the record's key")
            try check.expect(!session.record.sessionID.isEmpty, "the transcript has no identifier")
            try check.expect(!session.hasMore, "there are no older entries")
        },
        ConformanceCase("an append of nothing creates an empty session") { store, check in
            let version = try await store.append([], to: Self.key, expecting: nil, epoch: .first)
            try check.equal(version, .empty, "the version")
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.expect(session.entries.isEmpty && !session.hasMore, "the session is not empty")
        },
        ConformanceCase("appends continue where the last one ended") { store, check in
            for number in 0..<20 {
                let version = try await store.append(
                    [Self.entry(number)],
                    to: Self.key,
                    expecting: SessionVersion(number),
                    epoch: .first
                )
                try check.equal(version, SessionVersion(number + 1), "the version")
            }
            try check.equal(try await store.load(Self.key)?.entries ?? [], Self.entries(0..<20), "what is loaded")
        },
        ConformanceCase("another version than expected is a conflict and nothing is written") { store, check in
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            for wrong in [SessionVersion.empty, 2, 4] {
                try await Self.refused(.versionConflict, "version \(wrong.rawValue)", check) {
                    _ = try await store.append([Self.entry(9)], to: Self.key, expecting: wrong, epoch: .first)
                }
            }
            try check.equal(try await store.load(Self.key)?.entries ?? [], Self.entries(0..<3), "what is loaded")
            try await Self.refused(.versionConflict, "version 1 of a session that does not exist", check) {
                _ = try await store.append([Self.entry(9)], to: "agent:main:other", expecting: 1, epoch: .first)
            }
            try check.expect(try await store.record("agent:main:other") == nil, "a refused append created a session")
        },
        ConformanceCase("without an expected version an append always follows") { store, check in
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            let version = try await store.append(Self.entries(3..<5), to: Self.key, expecting: nil, epoch: .first)
            try check.equal(version, 5, "the version")
        },
        ConformanceCase("all kinds of entries come back as they were") { store, check in
            let time = Timestamp(milliseconds: 1_750_000_000_123)
            let blocks: [ContentBlock] = [
                .thinking("hm"), .text("Grüße, 世界 👋🏽\n\"quoted\"\t\\ \u{1} \u{2028}"),
                .toolCall(ToolCall(id: "c1", name: "read", arguments: ["path": "/tmp/a", "lines": [1, 2.5, nil, true]])),
                .media(["type": "image", "mimeType": "image/png", "data": "AAAA"]), .other(["type": "poll", "options": ["a", "b"]]),
            ]
            let usage: JSONObject = ["usage": ["input": 12, "output": 3], "model": "m", "stopReason": "stop"]
            let entries = [
                Self.entry(0, ""),
                SessionEntry(
                    id: "a",
                    parentID: "e0",
                    timestamp: time,
                    kind: .message(ChatMessage(role: .assistant, content: blocks, timestamp: time, extra: usage))
                ),
                SessionEntry(
                    id: "b",
                    parentID: "a",
                    timestamp: time,
                    kind: .message(
                        ChatMessage(role: .toolResult, text: "done", timestamp: time, extra: ["toolCallId": "c1", "isError": false])
                    )
                ),
                SessionEntry(
                    id: "c",
                    parentID: "b",
                    timestamp: time,
                    kind: .compaction(summary: "they said\nhello", firstKeptEntryID: "b", tokensBefore: 9000)
                ),
                SessionEntry(
                    id: "d",
                    parentID: "c",
                    timestamp: time,
                    kind: .other(type: "model_change", fields: ["provider": "p", "modelId": "m", "nested": ["deep": [[]]]])
                ),
            ]
            _ = try await store.append(entries, to: Self.key, expecting: nil, epoch: .first)
            let found = try check.some(try await store.load(Self.key), "the session").entries
            try check.equal(found.count, entries.count, "the number of entries")
            for (found, expected) in zip(found, entries) { try check.equal(found, expected, "entry \(expected.id)") }
        },
        ConformanceCase("a key that is empty, too long or has control characters is refused") { store, check in
            let tooLong = SessionKey(String(repeating: "k", count: SessionKey.maximumLength + 1))
            for key in ["", "agent:main:\n", tooLong] as [SessionKey] {
                try await Self.refused(.invalidKey, "an append", check) {
                    _ = try await store.append([Self.entry(0)], to: key, expecting: nil, epoch: .first)
                }
                try await Self.refused(.invalidKey, "an update", check) {
                    _ = try await store.update(key, attributes: ["label": "x"], epoch: .first)
                }
            }
            let longest = SessionKey(String(repeating: "k", count: SessionKey.maximumLength))
            _ = try await store.append([Self.entry(0)], to: longest, expecting: nil, epoch: .first)
            try check.equal(try await store.record(longest)?.key, longest, "the longest key")
        },
        ConformanceCase("keys that look like paths are only names") { store, check in
            let keys: [SessionKey] = ["agent:../../etc:main", "../up", "agent:a/b:c", "agent:main:tele/../gram:direct:%2e", "cron:1", "."]
            for (number, key) in keys.enumerated() {
                _ = try await store.append([Self.entry(number)], to: key, expecting: .empty, epoch: .first)
            }
            for (number, key) in keys.enumerated() {
                try check.equal(try await store.load(key)?.entries ?? [], [Self.entry(number)], "what \(key) holds")
            }
        },
    ]

    static let reading: [ConformanceCase<any SessionStore>] = [
        ConformanceCase("a window is the newest entries, and says whether there are older ones") { store, check in
            for start in stride(from: 0, to: 100, by: 5) {
                _ = try await store.append(Self.entries(start..<start + 5), to: Self.key, expecting: nil, epoch: .first)
            }
            for (limit, offset, expected, more) in [
                (10, 0, 90..<100, true), (10, 5, 85..<95, true), (100, 0, 0..<100, false), (200, 0, 0..<100, false),
                (99, 0, 1..<100, true), (10, 95, 0..<5, false), (10, 100, 0..<0, false), (10, 500, 0..<0, false), (1, 99, 0..<1, false),
            ] {
                let window = SessionWindow(limit: limit, offset: offset)
                let session = try check.some(try await store.load(Self.key, window: window), "the session")
                try check.equal(session.entries.map(\.id), expected.map { "e\($0)" }, "the window of \(limit) after \(offset)")
                try check.equal(session.hasMore, more, "whether there is more than \(limit) after \(offset)")
                try check.equal(session.record.version, 100, "the version")
            }
        },
        ConformanceCase("a window is bounded in bytes, and the newest entries win") { store, check in
            let long = (0..<20).map { Self.entry($0, String(repeating: "x", count: 1000)) }
            _ = try await store.append(long, to: Self.key, expecting: nil, epoch: .first)
            let window = SessionWindow(limit: 200, maximumBytes: 6000)
            let session = try check.some(try await store.load(Self.key, window: window), "the session")
            try check.expect((1...6).contains(session.entries.count), "\(session.entries.count) entries of 1,000 bytes fit in 6,000")
            try check.equal(session.entries.last?.id, "e19", "the newest entry")
            try check.equal(session.entries, Array(long.suffix(session.entries.count)), "the window")
            try check.expect(session.hasMore, "there are older entries")
        },
        ConformanceCase("a record is read without entries") { store, check in
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            let session = try check.some(try await store.load(Self.key, window: .recordOnly), "the session")
            try check.expect(session.entries.isEmpty, "entries were read")
            try check.equal(session.record.version, 3, "the version")
            try check.equal(try await store.record(Self.key), session.record, "the record")
        },
        ConformanceCase("the title is the first words of the user, the preview the newest words") { store, check in
            let opening = [Self.entry(0, "You are helpful", role: .system), Self.entry(1, "", role: .user)]
            _ = try await store.append(opening, to: Self.key, expecting: nil, epoch: .first)
            try check.equal(try await store.record(Self.key)?.derivedTitle, nil, "the title before the user has said anything")
            let long = String(repeating: "ß", count: 300)
            _ = try await store.append([Self.entry(2, long)], to: Self.key, expecting: nil, epoch: .first)
            _ = try await store.append(
                [Self.entry(3, "Second question"), Self.entry(4, "answer " + long, role: .assistant)],
                to: Self.key,
                expecting: nil,
                epoch: .first
            )
            let record = try check.some(try await store.record(Self.key), "the record")
            try check.equal(record.derivedTitle, String(long.prefix(120)), "the title")
            try check.equal(record.lastMessagePreview, String(("answer " + long).prefix(240)), "the preview")
        },
    ]
}
