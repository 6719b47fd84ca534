// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Appends to many sessions from many tasks until the process is killed.
struct SessionLoad {
    let root: String
    let durability: FileSessionStore.Configuration.Durability

    /// How many tasks append.
    private static let writers = 8
    /// How many sessions each of them has at the start; more come while it runs.
    private static let sessions = 6

    func run() async throws {
        let store = try FileSessionStore(
            FileSessionStore.Configuration(root: self.root, durability: self.durability, maximumOpenSessions: 24, cacheBytes: 1 << 20),
            encryption: try Workspace.encryption()
        )
        Output.line("open")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.run() }
            for writer in 0..<Self.writers { group.addTask { try await Self.append(writer, to: store) } }
            try await group.waitForAll()
        }
    }

    private static func append(_ writer: Int, to store: FileSessionStore) async throws {
        var counts: [Int] = []
        var turn = 0
        while !Task.isCancelled {
            if turn % 40 == 0 { counts += [Int](repeating: -1, count: turn == 0 ? Self.sessions : 1) }
            turn += 1
            let index = turn % counts.count
            counts[index] = try await Self.append(SessionKey("agent:main:crash-\(writer)-\(index)"), turn, counts[index], store)
        }
    }

    /// Appends once and tells of it; returns how many entries the session has.
    ///
    /// Apart, since the optimizer of Swift 6.3 crashes on the loop with this in it.
    @inline(never)
    private static func append(_ key: SessionKey, _ turn: Int, _ known: Int, _ store: FileSessionStore) async throws -> Int {
        var count = known
        // What an earlier process has left is where this one goes on.
        if count < 0 { count = try await store.record(key)?.version.rawValue ?? 0 }
        let first = count
        let entries = (first..<(first + 1 + turn % 3)).map { ExpectedEntry.make(key, $0) }
        let version = try await store.append(entries, to: key, expecting: nil, epoch: .first)
        guard version.rawValue == first + entries.count else {
            throw Failure("\(key): version \(version) after \(first) and \(entries.count) entries")
        }
        Output.line("A \(key) \(version.rawValue)")
        return version.rawValue
    }
}
