// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension SessionStoreConformance {
    static let maintaining: [ConformanceCase<any SessionStore>] = [
        ConformanceCase("the pages of usage have every session once, with its state") { store, check in
            for number in 0..<23 {
                _ = try await store.append(Self.entries(0..<number % 3), to: SessionKey("agent:main:s\(number)"), expecting: nil, epoch: .first)
            }
            _ = try await store.update("agent:main:s4", attributes: ["pinned": true, "archived": true], epoch: .first)
            _ = try await store.delete("agent:main:s7", deleteTranscript: true, epoch: .first)
            for limit in [1, 5, 100] {
                let usage = try await Self.usage(of: store, pageSize: limit)
                try check.equal(usage.count, 22, "the number of sessions with pages of \(limit)")
                try check.equal(Set(usage.map(\.key)).count, 22, "the number of keys with pages of \(limit)")
                for one in usage {
                    let record = try check.some(try await store.record(one.key), "the record of \(one.key)")
                    try check.expect(one.isStill(record), "\(one.key) is not as the record says")
                    try check.equal(one.isPinned, one.key == "agent:main:s4", "whether \(one.key) is pinned")
                }
            }
        },
        ConformanceCase("archiving takes a session out of the active set and keeps everything else") { store, check in
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            _ = try await store.update(Self.key, attributes: ["label": "Kept"], epoch: .first)
            let time = Timestamp(milliseconds: 1_750_000_000_000)
            let found = try check.some(try await Self.usage(of: store).first, "the session")
            try check.expect(try await store.archive(found, at: time, epoch: .first), "the store says there was nothing to archive")
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.expect(session.record.isArchived, "the session is not archived")
            try check.equal(session.record.label, "Kept", "the label")
            try check.equal(session.record.sessionID, found.sessionID, "the transcript")
            try check.equal(session.entries, Self.entries(0..<3), "the entries")
            try check.equal(try await store.list(SessionQuery()).totalCount, 0, "the number of active sessions")
            try check.equal(try await store.list(SessionQuery(archived: true)).totalCount, 1, "the number of archived sessions")
            let usage = try check.some(try await Self.usage(of: store).first, "the session")
            try check.equal(usage.archivedAt, time, "when it was archived")
            try check.expect(try await !store.archive(usage, at: time, epoch: .first), "it was archived a second time")
            _ = try await store.update(Self.key, attributes: ["archived": .null, "archivedAt": .null], epoch: .first)
            _ = try await store.append([Self.entry(3)], to: Self.key, expecting: 3, epoch: .first)
            try check.equal(try await store.load(Self.key)?.entries ?? [], Self.entries(0..<4), "the entries after it came back")
            try check.equal(try await store.list(SessionQuery()).totalCount, 1, "the number of active sessions after it came back")
        },
        ConformanceCase("a session that has changed since it was looked at is neither archived nor removed") { store, check in
            _ = try await store.append(Self.entries(0..<1), to: Self.key, expecting: nil, epoch: .first)
            let active = try check.some(try await Self.usage(of: store).first, "the session")
            _ = try await store.append([Self.entry(1)], to: Self.key, expecting: nil, epoch: .first)
            try check.expect(try await !store.archive(active, at: .epoch, epoch: .first), "it was archived although it had a new entry")
            let again = try check.some(try await Self.usage(of: store).first, "the session")
            _ = try await store.archive(again, at: .epoch, epoch: .first)
            let archived = try check.some(try await Self.usage(of: store).first, "the session")
            _ = try await store.append([Self.entry(2)], to: Self.key, expecting: nil, epoch: .first)
            try check.expect(try await !store.discard(archived, epoch: .first), "it was removed although it had a new entry")
            _ = try await store.reset(Self.key, expectedSessionID: nil, epoch: .first)
            try check.expect(try await !store.discard(archived, epoch: .first), "a new transcript was removed")
            _ = try await store.delete(Self.key, deleteTranscript: true, epoch: .first)
            try check.expect(try await !store.archive(active, at: .epoch, epoch: .first), "a session that is gone was archived")
            try check.expect(try await store.record(Self.key) == nil, "archiving has made a session")
        },
        ConformanceCase("only archived sessions are removed, with everything they had") { store, check in
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            let active = try check.some(try await Self.usage(of: store).first, "the session")
            try check.expect(try await !store.discard(active, epoch: .first), "an active session was removed")
            try check.equal(try await store.load(Self.key)?.entries ?? [], Self.entries(0..<3), "the entries")
            _ = try await store.archive(active, at: .epoch, epoch: .first)
            let archived = try check.some(try await Self.usage(of: store).first, "the session")
            try check.expect(try await store.discard(archived, epoch: .first), "the store says there was nothing to remove")
            try check.expect(try await store.load(Self.key) == nil, "the session is still there")
            try check.equal(try await store.archivedTranscripts(limit: 10).count, 0, "the number of transcripts put aside")
            try check.expect(try await !store.discard(archived, epoch: .first), "it was removed a second time")
            _ = try await store.append(Self.entries(0..<1), to: Self.key, expecting: .empty, epoch: .first)
        },
        ConformanceCase("a writer of an older epoch archives and removes nothing") { store, check in
            _ = try await store.append(Self.entries(0..<1), to: Self.key, expecting: nil, epoch: 3)
            let active = try check.some(try await Self.usage(of: store).first, "the session")
            try await Self.refused(.staleEpoch, "archiving", check) { _ = try await store.archive(active, at: .epoch, epoch: 2) }
            _ = try await store.archive(active, at: .epoch, epoch: 3)
            let archived = try check.some(try await Self.usage(of: store).first, "the session")
            try await Self.refused(.staleEpoch, "removing", check) { _ = try await store.discard(archived, epoch: 2) }
            try check.equal(try await store.load(Self.key)?.entries ?? [], Self.entries(0..<1), "the entries")
        },
        ConformanceCase("transcripts that were put aside are named, the oldest first, and removed one by one") { store, check in
            for _ in 0..<3 {
                _ = try await store.append(Self.entries(0..<2), to: Self.key, expecting: nil, epoch: 3)
                _ = try await store.reset(Self.key, expectedSessionID: nil, epoch: 3)
            }
            var found = try await store.archivedTranscripts(limit: 2)
            // Stores that forget old transcripts at once have none.
            guard found.count > 0 else { return }
            try check.equal(found.count, 3, "the number of transcripts put aside")
            try check.equal(found.oldest.count, 2, "the number of transcripts named")
            try check.expect(found.oldest[0].archivedAt <= found.oldest[1].archivedAt, "the oldest is not the first")
            try check.expect(found.byteCount >= found.oldest.reduce(0) { $0 + $1.byteCount }, "the sizes do not add up")
            let stale = found.oldest[0]
            try await Self.refused(.staleEpoch, "removing a transcript", check) { _ = try await store.discard(stale, epoch: 2) }
            for one in found.oldest {
                try check.expect(try await store.discard(one, epoch: 3), "the store says there was no such transcript")
                try check.expect(try await !store.discard(one, epoch: 3), "it was removed a second time")
            }
            found = try await store.archivedTranscripts(limit: 2)
            try check.equal(found.count, 1, "the number of transcripts that are left")
            try check.expect(try await store.record(Self.key) != nil, "the session is gone")
        },
    ]

    /// Everything `usage` tells.
    private static func usage(of store: any SessionStore, pageSize: Int = 100) async throws -> [SessionUsage] {
        var found: [SessionUsage] = []
        var position: Int? = 0
        while let start = position {
            let page = try await store.usage(from: start, limit: pageSize)
            found += page.sessions
            position = page.next
        }
        return found
    }
}
