// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Opens what a killed process has left and compares every entry with what must stand there.
struct SessionCheck {
    let root: String

    func run() async throws {
        let store = try FileSessionStore(
            FileSessionStore.Configuration(root: self.root, durability: .never),
            encryption: try Workspace.encryption(),
            report: { Output.line("# \($0)") }
        )
        let page = try await store.list(SessionQuery(limit: 100_000, archived: nil))
        guard page.records.count == page.totalCount else { throw Failure("\(page.totalCount) sessions, \(page.records.count) listed") }
        for record in page.records {
            let window = SessionWindow(limit: 1_000_000, maximumBytes: 1 << 30)
            guard let session = try await store.load(record.key, window: window) else {
                throw Failure("\(record.key) is listed and not there")
            }
            guard session.entries.count == record.version.rawValue, !session.hasMore else {
                throw Failure("\(record.key): \(session.entries.count) entries, version \(record.version)")
            }
            for (index, entry) in session.entries.enumerated()
            where entry != ExpectedEntry.make(record.key, index) {
                throw Failure("\(record.key): entry \(index) is not the one that was appended: \(entry)")
            }
            Output.line("S \(record.key) \(session.entries.count)")
        }
        Output.line("done")
    }
}
