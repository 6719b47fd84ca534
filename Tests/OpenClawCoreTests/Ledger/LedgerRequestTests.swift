// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Requests with an idempotency key in the ledger: what is kept, what gives way.
@Suite struct LedgerRequestTests {
    private static func request(_ key: String, at milliseconds: Int64, digest: UInt8 = 1) -> LedgerRecord {
        LedgerRecord(
            identity: MessageID(channel: "gateway", account: "send", event: "operator/\(key)"),
            timestamp: Timestamp(milliseconds: milliseconds),
            kind: .request(digest: [digest], payload: Array("what a restart needs".utf8))
        )
    }

    private static func end(_ record: LedgerRecord, _ status: String = "ok", _ result: String = "answer") -> LedgerRecord {
        var end = record
        end.kind = .completed(status: status, summary: nil, result: Array(result.utf8))
        return end
    }

    private static func outcome(_ acceptance: LedgerAcceptance) -> String {
        switch acceptance {
        case .accepted: "accepted"
        case .full: "full"
        case .duplicate(let entry): entry.completion.map { "\($0.status) \(String(decoding: $0.result, as: UTF8.self))" } ?? "open"
        }
    }

    /// Runs `body` on a ledger in memory, on one in files, and on one that was opened again after each step.
    private static func withLedgers(_ steps: [@Sendable (any Ledger) async throws -> Void]) async throws {
        let memory = InMemoryLedger()
        for step in steps { try await step(memory) }
        let file = try FileLedger(.init(directory: "/ledger"), fileSystem: InMemoryFileSystem())
        for step in steps { try await step(file) }
        var disk = InMemoryFileSystem()
        for step in steps {
            try await step(FileLedger(.init(directory: "/ledger"), fileSystem: disk))
            disk = disk.survivors(.onlySynchronized())
        }
    }

    @Test func anOpenRequestHasItsPayloadAndAnEndedOneItsAnswer() async throws {
        let record = Self.request("k", at: 1)
        try await Self.withLedgers([
            { (ledger) async throws in #expect(Self.outcome(try await ledger.accept(record, epoch: .first)) == "accepted") },
            { (ledger) async throws in
                #expect(try await ledger.unsettled().map(\.opening) == [record.kind])
                #expect(Self.outcome(try await ledger.accept(record, epoch: .first)) == "open")
                try await ledger.append([Self.end(record)], epoch: .first)
            },
            { (ledger) async throws in
                #expect(Self.outcome(try await ledger.accept(record, epoch: .first)) == "ok answer")
                #expect(try await ledger.entry(of: record.identity)?.opening == .request(digest: [1]))
                #expect(ledger.openCount == 0)
            },
        ])
    }

    @Test func aRequestThatWasWithdrawnIsForgottenAtOnce() async throws {
        let record = Self.request("k", at: 1)
        try await Self.withLedgers([
            { (ledger) async throws in
                _ = try await ledger.accept(record, epoch: .first)
                try await ledger.append([Self.end(record, LedgerEntry.Completion.withdrawn, "")], epoch: .first)
                #expect(try await ledger.entry(of: record.identity) == nil)
            },
            { (ledger) async throws in #expect(Self.outcome(try await ledger.accept(Self.request("k", at: 2, digest: 7), epoch: .first)) == "accepted") },
            { (ledger) async throws in
                #expect(try await ledger.entry(of: record.identity)?.openedAt == Timestamp(milliseconds: 2))
                #expect(ledger.openCount == 1)
            },
        ])
    }

    @Test func aKeyIsFreeAgainAfterADayAndNotBefore() async throws {
        let day: Int64 = 86_400_000
        let record = Self.request("k", at: 1)
        try await Self.withLedgers([
            { (ledger) async throws in
                _ = try await ledger.accept(record, epoch: .first)
                // As long as it is open it never gives way.
                #expect(Self.outcome(try await ledger.accept(Self.request("k", at: 9 * day), epoch: .first)) == "open")
                try await ledger.append([Self.end(record)], epoch: .first)
            },
            { (ledger) async throws in #expect(Self.outcome(try await ledger.accept(Self.request("k", at: day), epoch: .first)) == "ok answer") },
            { (ledger) async throws in #expect(Self.outcome(try await ledger.accept(Self.request("k", at: day + 2), epoch: .first)) == "accepted") },
            { (ledger) async throws in
                #expect(Self.outcome(try await ledger.accept(Self.request("k", at: day + 3), epoch: .first)) == "open")
                try await ledger.append([Self.end(record, "ok", "another")], epoch: .first)
            },
            { (ledger) async throws in
                #expect(Self.outcome(try await ledger.accept(Self.request("k", at: day + 4), epoch: .first)) == "ok another")
                #expect(try await !ledger.history(of: record.identity).isEmpty)
            },
        ])
    }

    @Test func theNewestAreRememberedAndOneThatCameAgainCountsAnew() async throws {
        var state = LedgerState(limits: .init(maximumSettled: 3))
        func settle(_ key: String, at time: Int64) throws {
            let record = Self.request(key, at: time)
            guard case .accepted = try state.admit(record, epoch: .first) else {
                throw LedgerError(.unknownMessage, "\(key) was not taken")
            }
            _ = try state.advance([Self.end(record)], epoch: .first)
            state.endCommit()
        }
        for (key, time) in [("a", 1), ("b", 2), ("c", 3)] as [(String, Int64)] { try settle(key, at: time) }
        // Old enough to give way, and the newest from then on: the next that is forgotten is not this one.
        try settle("a", at: 86_400_010)
        try settle("d", at: 86_400_011)
        let known = ["a", "b", "c", "d"].filter { state.knows(Self.request($0, at: 0).identity) }
        #expect(known == ["a", "c", "d"])
    }

    @Test func ofAMessageADigestIsKeptAndNoAnswer() async throws {
        for (result, kept) in [([UInt8](repeating: 1, count: 8), 8), ([UInt8](repeating: 1, count: 33), 0)] {
            let ledger = InMemoryLedger()
            let identity = MessageID(channel: "gateway", account: "chat", event: "k")
            let time = Timestamp(milliseconds: 1)
            let opening = LedgerRecord.Kind.accepted(runID: "k", sessionKey: "agent:main:main", agentID: "main")
            _ = try await ledger.accept(LedgerRecord(identity: identity, timestamp: time, kind: opening), epoch: .first)
            let end = LedgerRecord.Kind.completed(status: "ok", summary: nil, result: result)
            try await ledger.append([LedgerRecord(identity: identity, timestamp: time, kind: end)], epoch: .first)
            #expect(try await ledger.entry(of: identity)?.completion?.result.count == kept)
        }
    }
}
