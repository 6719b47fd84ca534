// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Measures what a message costs in a session that has few entries, and in the same one when it has many.
struct SessionGrowth {
    let root: String

    /// How many messages are measured in each place.
    private static let count = 400

    func run() async throws {
        let store = try FileSessionStore(FileSessionStore.Configuration(root: self.root, durability: .never), encryption: try Workspace.encryption())
        let key: SessionKey = "agent:main:long"
        let clock = ContinuousClock()
        var size = 0
        for mark in [10, 1_000, 10_000, 100_000] {
            while size < mark {
                let entries = (size..<min(mark, size + 200)).map { ExpectedEntry.make(key, $0) }
                try await store.append(entries, to: key, expecting: nil, epoch: .first)
                size += entries.count
            }
            var appends: [Duration] = []
            var contexts: [Duration] = []
            for _ in 0..<Self.count {
                let entry = ExpectedEntry.make(key, size)
                let start = clock.now
                try await store.append([entry], to: key, expecting: nil, epoch: .first)
                let appended = clock.now
                let session = try await store.load(key, window: SessionWindow(limit: 10, maximumBytes: 1 << 20))
                contexts.append(clock.now - appended)
                appends.append(appended - start)
                guard session?.entries.last?.id == entry.id else { throw Failure("the entry is not there") }
                size += 1
            }
            Output.line("\(mark) \(Self.microseconds(appends)) \(Self.microseconds(contexts))")
        }
    }

    /// The median.
    private static func microseconds(_ times: [Duration]) -> Double {
        let median = times.sorted()[times.count / 2].components
        return Double(median.seconds) * 1e6 + (Double(median.attoseconds) / 1e10).rounded() / 100
    }
}
