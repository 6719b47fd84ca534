// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

enum LedgerSample {
    static func identity(_ number: Int) -> MessageID { MessageID(channel: "telegram", account: "bot", event: "update-\(number)") }

    static func record(_ number: Int, _ kind: LedgerRecord.Kind) -> LedgerRecord {
        LedgerRecord(identity: Self.identity(number), timestamp: Timestamp(milliseconds: 1_760_000_000_000), kind: kind)
    }

    static func accepted(_ number: Int, bytes: Int = 40) -> LedgerRecord {
        Self.record(
            number,
            .accepted(
                runID: RunID("run-\(number)"),
                sessionKey: "agent:main:main",
                agentID: "main",
                payload: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: bytes)
            )
        )
    }

    static func completed(_ number: Int) -> LedgerRecord { Self.record(number, .completed(status: "ok", summary: nil)) }
}
