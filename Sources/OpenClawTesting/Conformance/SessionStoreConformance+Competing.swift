// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension SessionStoreConformance {
    static let competing: [ConformanceCase<any SessionStore>] = [
        ConformanceCase("appends of many tasks to one session all arrive, each in one piece") { store, check in
            let versions = try await withThrowingTaskGroup(of: SessionVersion.self) { group in
                for task in 0..<50 {
                    group.addTask {
                        let pair = [Self.entry(task * 2, "first of \(task)"), Self.entry(task * 2 + 1, "second of \(task)")]
                        return try await store.append(pair, to: Self.key, expecting: nil, epoch: .first)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try check.equal(Set(versions.map(\.rawValue)), Set(stride(from: 2, through: 100, by: 2)), "the versions")
            let entries = try check.some(try await store.load(Self.key), "the session").entries
            try check.equal(entries.count, 100, "the number of entries")
            for position in stride(from: 0, to: entries.count, by: 2) {
                let texts = entries[position...position + 1].map { $0.message?.text ?? "" }
                try check.equal(
                    texts[0].replacing("first", with: "second"),
                    texts[1],
                    "the second half of the pair at \(position)"
                )
            }
        },
        ConformanceCase("of many writers that expect the same version exactly one wins") { store, check in
            for round in 0..<10 {
                let wins = await withTaskGroup(of: Bool.self) { group in
                    for writer in 0..<8 {
                        group.addTask {
                            do throws(SessionStoreError) {
                                let entry = [Self.entry(writer)]
                                _ = try await store.append(entry, to: Self.key, expecting: SessionVersion(round), epoch: .first)
                                return true
                            } catch {
                                return false
                            }
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                try check.equal(wins, 1, "the number of winners in round \(round)")
            }
            try check.equal(try await store.record(Self.key)?.version, 10, "the version")
        },
        ConformanceCase("many sessions grow at the same time without mixing") { store, check in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for session in 0..<32 {
                    group.addTask {
                        let key = SessionKey("agent:a\(session % 3):s\(session)")
                        for number in 0..<12 {
                            let entry = Self.entry(number, "\(session)/\(number)")
                            _ = try await store.append([entry], to: key, expecting: SessionVersion(number), epoch: .first)
                            if number % 4 == 3 {
                                _ = try await store.update(key, attributes: ["n": JSONValue(number)], epoch: .first)
                            }
                            let session = try await store.load(key, window: SessionWindow(limit: 3))
                            guard session?.entries.last == entry else { throw check.failure("a session does not end with its last append") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            for session in 0..<32 {
                let key = SessionKey("agent:a\(session % 3):s\(session)")
                let texts = try check.some(try await store.load(key), "session \(key)").entries.map { $0.message?.text }
                try check.equal(texts, (0..<12).map { "\(session)/\($0)" }, "what \(key) holds")
            }
            try check.equal(try await store.list(SessionQuery()).totalCount, 32, "the number of sessions")
        },
        ConformanceCase("resets, updates and appends of many tasks leave one consistent session") { store, check in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<40 {
                    group.addTask {
                        switch task % 4 {
                        case 0: _ = try await store.reset(Self.key, expectedSessionID: nil, epoch: .first)
                        case 1: _ = try await store.update(Self.key, attributes: ["n\(task)": 1], epoch: .first)
                        default: _ = try await store.append([Self.entry(task)], to: Self.key, expecting: nil, epoch: .first)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let session = try check.some(try await store.load(Self.key), "the session")
            try check.equal(session.entries.count, session.record.version.rawValue, "the number of entries")
            try check.equal(session.record.attributes.count, 10, "the number of properties")
            try check.equal(try await store.list(SessionQuery()).records, [session.record], "the list")
        },
    ]
}
