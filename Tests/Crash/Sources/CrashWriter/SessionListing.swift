// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Makes many sessions, and measures how long listing them takes.
struct SessionListing {
    let root: String

    func fill(_ count: Int) async throws {
        let store = try FileSessionStore(FileSessionStore.Configuration(root: self.root, durability: .never))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<64 {
                group.addTask {
                    for number in stride(from: writer, to: count, by: 64) {
                        try await store.update(
                            SessionKey("agent:main:direct:person-\(number)"),
                            attributes: ["label": .string("person \(number)")],
                            epoch: .first
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.flush()
    }

    func list() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let store = try FileSessionStore(FileSessionStore.Configuration(root: self.root, durability: .never))
        let opened = clock.now
        let page = try await store.list(SessionQuery(limit: 100))
        let listed = clock.now
        let found = try await store.list(SessionQuery(limit: 100, search: "person 99999"))
        let searched = clock.now
        Output.line(
            "\(page.totalCount) sessions: opened in \(opened - start), newest \(page.records.count) listed in \(listed - opened), "
                + "\(found.totalCount) found by a word in \(searched - listed)"
        )
    }
}
