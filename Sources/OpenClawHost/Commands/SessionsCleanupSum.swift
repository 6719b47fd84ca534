// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What several rounds of `sessions.cleanup` have done together.
struct SessionsCleanupSum: Sendable {
    private var counts: [String: Int64] = [:]
    private var bytes: [String: Int64] = [:]
    /// What could not be done.
    private(set) var failures: [String] = []

    /// Adds a round.
    mutating func add(_ round: JSONValue) {
        for reason in round["reasons"]?.arrayValue ?? [] {
            guard let name = reason["reason"]?.stringValue else { continue }
            self.counts[name, default: 0] += reason["done"]?.intValue ?? 0
            self.bytes[name, default: 0] += reason["doneBytes"]?.intValue ?? 0
        }
        self.failures += round["failures"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// Whether anything was done.
    var isAny: Bool { self.counts.values.contains { $0 > 0 } }

    /// What was done for a reason.
    func tally(_ reason: String) -> JSONValue { ["count": .int(self.counts[reason] ?? 0), "bytes": .int(self.bytes[reason] ?? 0)] }

    /// For programs.
    var json: JSONValue {
        var object = JSONObject()
        for reason in self.counts.keys.sorted() { object[reason] = self.tally(reason) }
        return .object(object)
    }
}
