// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What every `SessionStore` promises, as cases that run against any implementation.
///
/// With Swift Testing, one test per case:
///
/// ```swift
/// @Test(arguments: SessionStoreConformance.cases)
/// func keepsItsPromises(_ promise: ConformanceCase<any SessionStore>) async throws {
///     try await promise.run { MyStore() }
/// }
/// ```
///
/// Elsewhere, all at once: `let failures = await SessionStoreConformance.run { MyStore() }`.
///
/// Every case asks for a store of its own, which must be empty. The bounds of the store must allow for 100 sessions and 500 entries in
/// a session.
public enum SessionStoreConformance {
    /// All cases.
    public static let cases: [ConformanceCase<any SessionStore>] =
        Self.appending + Self.reading + Self.changing + Self.listing + Self.competing + Self.maintaining

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeStore: @Sendable () async throws -> any SessionStore) async -> [ConformanceFailure] {
        await Self.cases.failures(makeStore)
    }

    // MARK: Material

    static let key: SessionKey = "agent:main:main"

    static func entry(_ number: Int, _ text: String? = nil, role: ChatRole = .user) -> SessionEntry {
        let time = Timestamp(milliseconds: 1_750_000_000_000 + Int64(number) * 1000)
        return SessionEntry(
            id: "e\(number)",
            parentID: number == 0 ? nil : "e\(number - 1)",
            timestamp: time,
            kind: .message(ChatMessage(role: role, text: text ?? "message \(number)", timestamp: time))
        )
    }

    static func entries(_ range: Range<Int>) -> [SessionEntry] { range.map { Self.entry($0) } }

    /// Expects a call to be refused with a code.
    static func refused(
        _ code: SessionStoreError.Code,
        _ what: String,
        _ check: ConformanceCheck,
        _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as SessionStoreError {
            try check.equal(error.code, code, "the code of the refusal (\(what))")
            try check.expect(!error.message.isEmpty, "the refusal (\(what)) says nothing to people")
            return
        }
        throw check.failure("\(what) was not refused with \(code)")
    }
}
