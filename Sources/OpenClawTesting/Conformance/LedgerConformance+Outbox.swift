// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension LedgerConformance {
    static let outbox: [ConformanceCase<any Ledger>] = [
        ConformanceCase("an answer that is not delivered keeps a history open") { ledger, check in
            _ = try await Self.accept(ledger, 1, check)
            try await ledger.append(
                [
                    Self.record(1, .completed(status: "ok", summary: nil)),
                    Self.record(1, .intent(deliveryID: "d1", channel: "telegram", payload: [1, 2])),
                ],
                epoch: .first
            )
            let entry = try check.some(try await ledger.unsettled().first, "the open history")
            try check.equal(entry.completion?.status, "ok", "the status")
            try check.equal(entry.deliveries.map(\.id), ["d1"], "the deliveries")
            try check.equal(entry.deliveries.first?.payload, [1, 2], "what is to be sent")
            try check.equal(entry.deliveries.first?.state, .intended, "where the delivery stands")
        },
        ConformanceCase("a delivery that was begun is told from one that was not") { ledger, check in
            _ = try await Self.accept(ledger, 1, check)
            try await ledger.append(
                [
                    Self.record(1, .completed(status: "ok", summary: nil)),
                    Self.record(1, .intent(deliveryID: "d1", channel: "telegram")),
                ],
                epoch: .first
            )
            try await ledger.append([Self.record(1, .sending(deliveryID: "d1", attempt: 2))], epoch: .first)
            let delivery = try check.some(try await ledger.entry(of: Self.identity(1))?.deliveries.first, "the delivery")
            try check.equal(delivery.state, .sending, "where the delivery stands")
            try check.equal(delivery.attempts, 2, "the attempts")
        },
        ConformanceCase("a receipt, an unknown outcome and giving up settle a delivery") { ledger, check in
            let ends: [LedgerRecord.Kind] = [
                .receipt(deliveryID: "d", messageID: "m"), .unknown(deliveryID: "d", reason: "timeout"),
                .undeliverable(deliveryID: "d", reason: "blocked"),
            ]
            for (number, end) in ends.enumerated() {
                _ = try await Self.accept(ledger, number, check)
                try await ledger.append(
                    [
                        Self.record(number, .completed(status: "ok", summary: nil)),
                        Self.record(number, .intent(deliveryID: "d", channel: "telegram")),
                    ],
                    epoch: .first
                )
                try await ledger.append([Self.record(number, end)], epoch: .first)
                try check.equal(ledger.openCount, 0, "the number of open histories after \(end.name)")
            }
        },
    ]
}
