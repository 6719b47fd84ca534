// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension LedgerConformance {
    static let openings: [ConformanceCase<any Ledger>] = [
        ConformanceCase("a message is accepted once") { ledger, check in
            let receipt = try await Self.accept(ledger, 1, check)
            let entry = try await Self.duplicate(ledger, Self.accepted(1), check)
            try check.equal(entry.position, receipt.position, "the position of the first")
            try check.equal(entry.runID, "run-1", "the run of the first")
            try check.expect(entry.completion == nil, "nothing has ended yet")
            try check.equal(ledger.openCount, 1, "the number of open histories")
        },
        ConformanceCase("positions grow") { ledger, check in
            var last: LedgerPosition = 0
            for number in 1...20 {
                let receipt = try await Self.accept(ledger, number, check)
                try check.expect(receipt.position > last, "position \(receipt.position) after \(last)")
                last = receipt.position
            }
        },
        ConformanceCase("a slot of a timetable is claimed once, whoever comes first (42640)") { ledger, check in
            let slot = LedgerRecord(
                identity: MessageID(channel: "cron", account: "job-7", event: "3/2026-11-21T08:00:00Z"),
                timestamp: Timestamp(milliseconds: 1),
                kind: .slot(payload: [])
            )
            guard case .accepted = try await ledger.accept(slot, epoch: .first) else { throw check.failure("the first claim was refused") }
            _ = try await Self.duplicate(ledger, slot, check)
        },
        ConformanceCase("a repeated request gets the stored result") { ledger, check in
            let request = LedgerRecord(
                identity: MessageID(channel: "request", account: "operator", event: "task.add/key-1"),
                timestamp: Timestamp(milliseconds: 1),
                kind: .request(digest: [1, 2, 3])
            )
            _ = try await ledger.accept(request, epoch: .first)
            var end = request
            end.kind = .completed(status: "ok", summary: nil, result: Array("{\"id\":7}".utf8))
            try await ledger.append([end], epoch: .first)
            let entry = try await Self.duplicate(ledger, request, check)
            try check.equal(entry.completion?.result ?? [], Array("{\"id\":7}".utf8), "the stored result")
            try check.equal(entry.opening, .request(digest: [1, 2, 3]), "the digest of the parameters")
        },
        ConformanceCase("only an opening begins a history") { ledger, check in
            try await Self.refused(.unknownMessage, "accepting a claim", check) {
                _ = try await ledger.accept(Self.record(1, .claimed), epoch: .first)
            }
            try await Self.refused(.unknownMessage, "appending to a message that was never accepted", check) {
                try await ledger.append([Self.record(1, .claimed)], epoch: .first)
            }
        },
    ]
}
