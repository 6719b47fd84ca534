// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension LedgerConformance {
    static let transitions: [ConformanceCase<any Ledger>] = [
        ConformanceCase("a history has every transition with time and reason") { ledger, check in
            _ = try await Self.accept(ledger, 1, check)
            try ledger.note([Self.record(1, .claimed, reason: "first attempt")], epoch: .first)
            try await ledger.append([Self.record(1, .completed(status: "ok", summary: nil))], epoch: .first)
            let history = try await ledger.history(of: Self.identity(1))
            try check.equal(history.map(\.kind.name), ["accepted", "claimed", "completed"], "the transitions")
            try check.equal(history.first?.reason, "matched by default", "the reason of the first")
            try check.equal(history[1].reason, "first attempt", "the reason of the claim")
            try check.equal(history[1].timestamp, Timestamp(milliseconds: 1_760_000_000_001), "the time of the claim")
        },
        ConformanceCase("a repetition after the end tells how it ended (139341)") { ledger, check in
            _ = try await Self.accept(ledger, 1, check)
            try await ledger.append([Self.record(1, .completed(status: "error", summary: "no model"))], epoch: .first)
            let entry = try await Self.duplicate(ledger, Self.accepted(1), check)
            try check.equal(entry.completion?.status, "error", "the status")
            try check.equal(entry.completion?.summary, "no model", "the summary")
            try check.equal(ledger.openCount, 0, "the number of open histories")
        },
        ConformanceCase("the first end stands") { ledger, check in
            _ = try await Self.accept(ledger, 1, check)
            try await ledger.append([Self.record(1, .completed(status: "aborted", summary: nil))], epoch: .first)
            try await ledger.append([Self.record(1, .completed(status: "ok", summary: nil))], epoch: .first)
            try check.equal(try await ledger.entry(of: Self.identity(1))?.completion?.status, "aborted", "the status")
        },
        ConformanceCase("what is not settled is listed with what is needed to go on") { ledger, check in
            for number in 1...3 { _ = try await Self.accept(ledger, number, check) }
            try await ledger.append([Self.record(2, .completed(status: "ok", summary: nil))], epoch: .first)
            try await ledger.append([Self.record(3, .claimed)], epoch: .first)
            let open = try await ledger.unsettled()
            try check.equal(open.map(\.identity), [Self.identity(1), Self.identity(3)], "what is open")
            try check.equal(open.map(\.attempts), [0, 1], "the attempts")
            guard case .accepted(_, _, _, let payload) = open[0].opening else { throw check.failure("the opening is lost") }
            try check.equal(payload, Array("payload 1".utf8), "the payload")
        },
        ConformanceCase("an older epoch is refused, and nothing of it is recorded (43569)") { ledger, check in
            _ = try await ledger.accept(Self.accepted(1), epoch: 7)
            try await Self.refused(.staleEpoch, "accepting with an older epoch", check) {
                _ = try await ledger.accept(Self.accepted(2), epoch: 6)
            }
            try await Self.refused(.staleEpoch, "appending with an older epoch", check) {
                try await ledger.append([Self.record(1, .claimed)], epoch: 6)
            }
            try await Self.refused(.staleEpoch, "noting with an older epoch", check) {
                try ledger.note([Self.record(1, .claimed)], epoch: 6)
            }
            try check.equal(try await ledger.entry(of: Self.identity(1))?.attempts, 0, "the attempts")
            try check.expect(try await ledger.entry(of: Self.identity(2)) == nil, "a refused message is recorded")
            try await ledger.append([Self.record(1, .claimed)], epoch: 8)
        },
    ]

    static let competing: [ConformanceCase<any Ledger>] = [
        ConformanceCase("of many that bring the same message one is accepted") { ledger, check in
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        guard let answer = try? await ledger.accept(Self.accepted(1), epoch: .first) else { return false }
                        if case .accepted = answer { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try check.equal(accepted, 1, "the number of those that were accepted")
        },
        ConformanceCase("many histories at once do not disturb each other") { ledger, check in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        _ = try await ledger.accept(Self.accepted(number), epoch: .first)
                        try ledger.note([Self.record(number, .claimed)], epoch: .first)
                        if number % 2 == 0 {
                            try await ledger.append([Self.record(number, .completed(status: "ok", summary: nil))], epoch: .first)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try check.equal(ledger.openCount, 100, "the number of open histories")
            try check.equal(try await ledger.unsettled().allSatisfy { $0.attempts == 1 }, true, "every claim is recorded")
        },
    ]
}
