// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What every `CronStore` promises, as cases that run against any implementation.
///
/// Each case gets a store of its own, in which nothing was kept.
public enum CronStoreConformance {
    /// All cases.
    public static let cases: [ConformanceCase<any CronStore>] = [
        ConformanceCase("nothing was kept in a new store") { store, check in
            try check.equal(try await store.load(epoch: 1), nil, "what was kept")
        },
        ConformanceCase("what was kept last is there, as a whole") { store, check in
            for text in ["first", "second, which is longer", "third"] {
                try await store.save(Array(text.utf8), epoch: 1)
                try check.equal(try await store.load(epoch: 1), Array(text.utf8), "what was kept")
            }
        },
        ConformanceCase("an older epoch than one that has written changes nothing") { store, check in
            try await store.save(Array("older".utf8), epoch: 3)
            try await store.save(Array("newer".utf8), epoch: 7)
            try check.stale(await check.code { () async throws(CronError) in try await store.save(Array("late".utf8), epoch: 3) })
            try check.equal(try await store.load(epoch: 7), Array("newer".utf8), "what was kept")
            try await store.save(Array("again".utf8), epoch: 7)
            try check.equal(try await store.load(epoch: 8), Array("again".utf8), "what was kept")
        },
        ConformanceCase("an older epoch than one that has only read changes nothing") { store, check in
            try await store.save(Array("older".utf8), epoch: 3)
            try check.equal(try await store.load(epoch: 4), Array("older".utf8), "what was kept")
            try check.stale(await check.code { () async throws(CronError) in try await store.save(Array("late".utf8), epoch: 3) })
            try check.stale(await check.code { () async throws(CronError) in _ = try await store.load(epoch: 3) })
            try check.equal(try await store.load(epoch: 4), Array("older".utf8), "what was kept")
        },
    ]

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeStore: @Sendable () async throws -> any CronStore) async -> [ConformanceFailure] {
        await Self.cases.failures(makeStore)
    }
}

extension ConformanceCheck {
    fileprivate func code(_ body: () async throws(CronError) -> Void) async -> CronError.Code? {
        do throws(CronError) { try await body() } catch { return error.code }
        return nil
    }

    fileprivate func stale(_ code: CronError.Code?) throws(ConformanceFailure) {
        guard code == .staleEpoch else { throw self.failure("an older epoch was not refused as stale: \(code?.rawValue ?? "accepted")") }
    }
}
