// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What every ``Ledger`` promises.
///
/// ```swift
/// @Test(arguments: LedgerConformance.cases) func keepsItsPromises(_ promise: ConformanceCase<any Ledger>) async throws {
///     try await promise.run { MyLedger() }
/// }
/// ```
public enum LedgerConformance {
    /// All cases. Each gets an empty ledger.
    public static let cases: [ConformanceCase<any Ledger>] = Self.openings + Self.transitions + Self.outbox + Self.competing

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeLedger: @Sendable () async throws -> any Ledger) async -> [ConformanceFailure] {
        await Self.cases.failures(makeLedger)
    }

    // MARK: Material

    static func identity(_ number: Int) -> MessageID { MessageID(channel: "telegram", account: "bot", event: "update-\(number)") }

    static func record(_ number: Int, _ kind: LedgerRecord.Kind, reason: String? = nil) -> LedgerRecord {
        LedgerRecord(
            identity: Self.identity(number),
            timestamp: Timestamp(milliseconds: 1_760_000_000_000 + Int64(number)),
            kind: kind,
            reason: reason
        )
    }

    static func accepted(_ number: Int) -> LedgerRecord {
        Self.record(
            number,
            .accepted(
                runID: RunID("run-\(number)"),
                sessionKey: "agent:main:main",
                agentID: "main",
                payload: Array("payload \(number)".utf8)
            ),
            reason: "matched by default"
        )
    }

    static func accept(_ ledger: any Ledger, _ number: Int, _ check: ConformanceCheck) async throws -> LedgerReceipt {
        guard case .accepted(let receipt) = try await ledger.accept(Self.accepted(number), epoch: .first) else {
            throw check.failure("a new message was not accepted")
        }
        return receipt
    }

    static func duplicate(_ ledger: any Ledger, _ record: LedgerRecord, _ check: ConformanceCheck) async throws -> LedgerEntry {
        guard case .duplicate(let entry) = try await ledger.accept(record, epoch: .first) else {
            throw check.failure("a repetition was not recognised")
        }
        return entry
    }

    static func refused(
        _ code: LedgerError.Code,
        _ what: String,
        _ check: ConformanceCheck,
        _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as LedgerError {
            try check.equal(error.code, code, "the code of the refusal (\(what))")
            try check.expect(!error.message.isEmpty, "the refusal (\(what)) says nothing to people")
            return
        }
        throw check.failure("\(what) was not refused with \(code)")
    }
}
