// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension SessionStoreConformance {
    static let listing: [ConformanceCase<any SessionStore>] = [
        ConformanceCase("an empty store lists nothing") { store, check in
            try check.equal(try await store.list(SessionQuery()), SessionPage(records: [], totalCount: 0), "the list")
        },
        ConformanceCase("the session that changed last is listed first") { store, check in
            for number in 0..<10 {
                _ = try await store.append([Self.entry(0)], to: SessionKey("agent:main:s\(number)"), expecting: nil, epoch: .first)
            }
            _ = try await store.append([Self.entry(1)], to: "agent:main:s4", expecting: nil, epoch: .first)
            _ = try await store.update("agent:main:s2", attributes: ["pinned": true], epoch: .first)
            _ = try await store.reset("agent:main:s7", expectedSessionID: nil, epoch: .first)
            let page = try await store.list(SessionQuery())
            let expected = [7, 2, 4, 9, 8, 6, 5, 3, 1, 0].map { SessionKey("agent:main:s\($0)") }
            try check.equal(page.records.map(\.key), expected, "the order")
            try check.equal(page.totalCount, 10, "the number of sessions")
            let part = try await store.list(SessionQuery(limit: 3, offset: 2))
            try check.equal(part.records.map(\.key), Array(expected[2..<5]), "three after two")
            try check.equal(part.totalCount, 10, "the number of sessions in all")
            try check.equal(try await store.list(SessionQuery(limit: 5, offset: 50)).records.count, 0, "a page behind the end")
            try check.equal(try await store.list(SessionQuery(limit: 0)).totalCount, 10, "the number with a limit of 0")
        },
        ConformanceCase("a listed record is the one that loading finds") { store, check in
            _ = try await store.append(Self.entries(0..<2), to: Self.key, expecting: nil, epoch: .first)
            _ = try await store.update(Self.key, attributes: ["label": "L", "channel": "telegram"], epoch: .first)
            _ = try await store.append(Self.entries(2..<3), to: Self.key, expecting: nil, epoch: .first)
            try check.equal(try await store.list(SessionQuery()).records.first, try await store.record(Self.key), "the record")
        },
        ConformanceCase("lists are filtered by agent, label, words and time") { store, check in
            let sessions: [(key: SessionKey, label: String?, words: String)] = [
                ("agent:main:main", "Work", "Plan the HOUSE"), ("agent:main:telegram:direct:42", nil, "shopping list"),
                ("agent:ops:main", "work", "restart servers"), ("agent:opsx:main", nil, "house plants"), ("cron:nightly", "Backup", "run"),
            ]
            for (number, session) in sessions.enumerated() {
                _ = try await store.append([Self.entry(number, session.words)], to: session.key, expecting: nil, epoch: .first)
                if let label = session.label {
                    _ = try await store.update(session.key, attributes: ["label": .string(label)], epoch: .first)
                }
            }
            func keys(_ query: SessionQuery) async throws -> Set<SessionKey> {
                let page = try await store.list(query)
                try check.equal(page.totalCount, page.records.count, "the number that matches")
                return Set(page.records.map(\.key))
            }
            try check.equal(try await keys(SessionQuery(agentID: "ops")), ["agent:ops:main"], "the sessions of ops")
            try check.equal(try await keys(SessionQuery(label: "Work")), ["agent:main:main"], "those labelled Work")
            try check.equal(try await keys(SessionQuery(search: "house")), ["agent:main:main", "agent:opsx:main"], "those with house")
            try check.equal(try await keys(SessionQuery(search: "WORK")), ["agent:main:main", "agent:ops:main"], "those with work")
            try check.equal(try await keys(SessionQuery(search: "direct:42")), ["agent:main:telegram:direct:42"], "those with a peer")
            try check.equal(try await keys(SessionQuery(search: " the  plan ")), ["agent:main:main"], "those with two words")
            try check.equal(try await keys(SessionQuery(search: "nothing")), [], "those with a word nobody said")
            try check.equal(try await keys(SessionQuery(search: "  ")).count, 5, "the number for a search without words")
            let newest = try check.some(try await store.list(SessionQuery(limit: 1)).records.first, "the newest session")
            let since = SessionQuery(updatedSince: newest.updatedAt)
            try check.expect(try await keys(since).contains(newest.key), "the newest session is not listed since its own time")
            let later = SessionQuery(updatedSince: newest.updatedAt + .milliseconds(1))
            try check.equal(try await keys(later), [], "those changed after the newest")
            let one = try await store.list(SessionQuery(limit: 1, search: "house"))
            try check.equal(one.records.count, 1, "a page of one match")
            try check.equal(one.totalCount, 2, "the number of matches")
        },
        ConformanceCase("archived sessions are listed only when they are asked for") { store, check in
            for number in 0..<4 { _ = try await store.update(SessionKey("agent:main:s\(number)"), attributes: ["n": 1], epoch: .first) }
            _ = try await store.update("agent:main:s1", attributes: ["archived": true], epoch: .first)
            _ = try await store.update("agent:main:s2", attributes: ["archived": true], epoch: .first)
            _ = try await store.update("agent:main:s2", attributes: ["archived": nil], epoch: .first)
            for (archived, count) in [(false, 3), (true, 1), (nil, 4)] as [(Bool?, Int)] {
                let page = try await store.list(SessionQuery(archived: archived))
                try check.equal(page.totalCount, count, "the number with archived \(String(describing: archived))")
                try check.equal(page.records.count, count, "the records with archived \(String(describing: archived))")
            }
            _ = try await store.delete("agent:main:s1", deleteTranscript: true, epoch: .first)
            try check.equal(try await store.list(SessionQuery(archived: true)).totalCount, 0, "the number after a deletion")
        },
    ]
}
