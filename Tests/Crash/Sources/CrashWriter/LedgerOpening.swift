// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Writes a long ledger, and measures how long opening it takes.
struct LedgerOpening {
    let root: String

    func fill(_ count: Int) async throws {
        let ledger = try FileLedger(
            FileLedger.Configuration(directory: self.root, durability: .never),
            encryption: try Workspace.encryption()
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<64 {
                group.addTask {
                    // Three records a message.
                    for number in stride(from: writer, to: count / 3 + 1, by: 64) { try await Self.write(number, to: ledger) }
                }
            }
            try await group.waitForAll()
        }
        try await ledger.flush()
    }

    private static func write(_ number: Int, to ledger: FileLedger) async throws {
        let identity = MessageID(channel: "gateway", account: "chat", event: "6f1c0f9e-5a0b-4d8e-9d50-\(number)")
        func record(_ kind: LedgerRecord.Kind) -> LedgerRecord {
            LedgerRecord(identity: identity, timestamp: Timestamp(milliseconds: 1_760_000_000_000 + Int64(number)), kind: kind)
        }
        let payload = Array(#"{"message":{"role":"user","content":[{"type":"text","text":"what is the weather like"}]}}"#.utf8)
        _ = try await ledger.accept(
            record(.accepted(runID: RunID(identity.event), sessionKey: "agent:main:main", agentID: "main", payload: payload)),
            epoch: .first
        )
        try ledger.note([record(.claimed)], epoch: .first)
        try await ledger.append([record(.completed(status: "ok", summary: nil))], epoch: .first)
    }

    func open() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let ledger = try FileLedger(
            FileLedger.Configuration(directory: self.root, durability: .never),
            encryption: try Workspace.encryption()
        )
        Output.line("\(ledger.statistics.recovered) records: ledger opened in \(clock.now - start)")
    }
}
