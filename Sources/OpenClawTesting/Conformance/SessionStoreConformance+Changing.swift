// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension SessionStoreConformance {
    static let changing: [ConformanceCase<any SessionStore>] = [
        ConformanceCase("an update creates the session, adds properties and removes those set to null") { store, check in
            let first = try await store.update(Self.key, attributes: ["label": "Work", "pinned": true, "deep": ["a": [1]]], epoch: .first)
            try check.equal(first.version, .empty, "the version of a session without entries")
            try check.equal(first.label, "Work", "the label")
            let second = try await store.update(Self.key, attributes: ["label": nil, "model": "m", "absent": nil], epoch: .first)
            try check.equal(second.attributes, ["pinned": true, "deep": ["a": [1]], "model": "m"], "the properties")
            try check.equal(second.sessionID, first.sessionID, "the transcript")
            try check.equal(try await store.record(Self.key), second, "the record")
        },
        ConformanceCase("properties and entries do not disturb each other") { store, check in
            _ = try await store.append(Self.entries(0..<2), to: Self.key, expecting: nil, epoch: .first)
            let updated = try await store.update(Self.key, attributes: ["label": "A \"label\""], epoch: .first)
            try check.equal(updated.version, 2, "the version after an update")
            _ = try await store.append(Self.entries(2..<3), to: Self.key, expecting: 2, epoch: .first)
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.equal(session.record.label, "A \"label\"", "the label")
            try check.equal(session.entries, Self.entries(0..<3), "the entries")
        },
        ConformanceCase("a reset begins an empty transcript under the same key") { store, check in
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            let before = try await store.update(Self.key, attributes: ["label": "Kept"], epoch: .first)
            let after = try await store.reset(Self.key, expectedSessionID: before.sessionID, epoch: .first)
            try check.expect(after.sessionID != before.sessionID, "the transcript is still the old one")
            try check.equal(after.version, .empty, "the version")
            try check.equal(after.label, "Kept", "the label")
            try check.equal(after.derivedTitle, nil, "the title")
            try check.equal(after.lastMessagePreview, nil, "the preview")
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.expect(session.entries.isEmpty && !session.hasMore, "old entries are still there")
            _ = try await store.append([Self.entry(7)], to: Self.key, expecting: .empty, epoch: .first)
            try check.equal(try await store.load(Self.key)?.entries ?? [], [Self.entry(7)], "the new transcript")
        },
        ConformanceCase("a reset of another transcript than expected is a conflict") { store, check in
            let record = try await store.update(Self.key, attributes: ["label": "x"], epoch: .first)
            try await Self.refused(.versionConflict, "a reset", check) {
                _ = try await store.reset(Self.key, expectedSessionID: "another", epoch: .first)
            }
            try check.equal(try await store.record(Self.key)?.sessionID, record.sessionID, "the transcript")
            try await Self.refused(.versionConflict, "a reset of no session", check) {
                _ = try await store.reset("agent:main:other", expectedSessionID: "any", epoch: .first)
            }
        },
        ConformanceCase("a reset of a key without a session creates one") { store, check in
            let record = try await store.reset(Self.key, expectedSessionID: nil, epoch: .first)
            try check.equal(try await store.record(Self.key), record, "the record")
            try check.equal(record.version, .empty, "the version")
        },
        ConformanceCase("a restart begins a transcript of other entries under the same key") { store, check in
            _ = try await store.append(Self.entries(0..<5), to: Self.key, expecting: nil, epoch: .first)
            let before = try await store.update(Self.key, attributes: ["label": "Kept"], epoch: .first)
            let after = try await store.restart(
                Self.key,
                with: Self.entries(1..<3),
                expectedSessionID: before.sessionID,
                epoch: .first
            )
            try check.expect(after.sessionID != before.sessionID, "the transcript is still the old one")
            try check.equal(after.version.rawValue, 2, "the version")
            try check.equal(after.label, "Kept", "the label")
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.equal(session.entries, Self.entries(1..<3), "the entries")
            try check.equal(session.record, after, "the record")
            try check.expect(!session.hasMore, "old entries are still there")
            try await Self.refused(.versionConflict, "a restart of the old transcript", check) {
                _ = try await store.restart(Self.key, with: [], expectedSessionID: before.sessionID, epoch: .first)
            }
            try await Self.refused(.versionConflict, "a restart of no session", check) {
                _ = try await store.restart("agent:main:other", with: [Self.entry(1)], expectedSessionID: "any", epoch: .first)
            }
            _ = try await store.append([Self.entry(7)], to: Self.key, expecting: after.version, epoch: .first)
            try check.equal(
                try await store.load(Self.key)?.entries ?? [],
                Self.entries(1..<3) + [Self.entry(7)],
                "the new transcript"
            )
        },
        ConformanceCase("a deleted session is gone and its key is free") { store, check in
            for deleteTranscript in [true, false] {
                _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: .empty, epoch: .first)
                let id = try check.some(try await store.record(Self.key), "the record").sessionID
                let existed = try await store.delete(Self.key, deleteTranscript: deleteTranscript, epoch: .first)
                try check.expect(existed, "the store says there was no session")
                try check.expect(try await store.load(Self.key) == nil, "the session is still there")
                try check.expect(try await store.find(sessionID: id) == nil, "the transcript is still found")
                try check.equal(try await store.list(SessionQuery(archived: nil)).totalCount, 0, "the number of sessions")
                let again = try await store.delete(Self.key, deleteTranscript: deleteTranscript, epoch: .first)
                try check.expect(!again, "the store says there was a session to delete a second time")
            }
        },
        ConformanceCase("a transcript is found by its identifier until it ends") { store, check in
            for number in 0..<5 {
                _ = try await store.update(SessionKey("agent:main:s\(number)"), attributes: ["n": JSONValue(number)], epoch: .first)
            }
            let record = try check.some(try await store.record("agent:main:s3"), "the record")
            try check.equal(try await store.find(sessionID: record.sessionID), record, "what is found")
            try check.expect(try await store.find(sessionID: "nowhere") == nil, "something was found under a wrong identifier")
            let next = try await store.reset("agent:main:s3", expectedSessionID: nil, epoch: .first)
            try check.expect(try await store.find(sessionID: record.sessionID) == nil, "the old transcript is still current")
            try check.equal(try await store.find(sessionID: next.sessionID)?.key, "agent:main:s3", "the new transcript's key")
        },
        ConformanceCase("a writer of an older epoch is refused, whatever it writes") { store, check in
            _ = try await store.append([Self.entry(0)], to: Self.key, expecting: nil, epoch: 3)
            try await Self.refused(.staleEpoch, "an append", check) {
                _ = try await store.append([Self.entry(1)], to: Self.key, expecting: nil, epoch: 2)
            }
            try await Self.refused(.staleEpoch, "an append to another session", check) {
                _ = try await store.append([Self.entry(1)], to: "agent:main:other", expecting: nil, epoch: 2)
            }
            try await Self.refused(.staleEpoch, "an update", check) {
                _ = try await store.update(Self.key, attributes: ["label": "x"], epoch: 1)
            }
            try await Self.refused(.staleEpoch, "a reset", check) {
                _ = try await store.reset(Self.key, expectedSessionID: nil, epoch: 2)
            }
            try await Self.refused(.staleEpoch, "a deletion", check) {
                _ = try await store.delete(Self.key, deleteTranscript: true, epoch: 2)
            }
            try check.equal(try await store.load(Self.key)?.entries ?? [], [Self.entry(0)], "what is loaded")
            _ = try await store.append([Self.entry(1)], to: Self.key, expecting: 1, epoch: 3)
            _ = try await store.append([Self.entry(2)], to: Self.key, expecting: 2, epoch: 4)
            try await Self.refused(.staleEpoch, "an append after a newer epoch", check) {
                _ = try await store.append([Self.entry(3)], to: Self.key, expecting: nil, epoch: 3)
            }
        },
        ConformanceCase("flushing loses nothing and may be repeated") { store, check in
            try await store.flush()
            _ = try await store.append(Self.entries(0..<3), to: Self.key, expecting: nil, epoch: .first)
            try await store.flush()
            try await store.flush()
            _ = try await store.append(Self.entries(3..<4), to: Self.key, expecting: 3, epoch: .first)
            try check.equal(try await store.load(Self.key)?.entries ?? [], Self.entries(0..<4), "what is loaded")
        },
    ]
}
