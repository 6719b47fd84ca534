// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tokens by day (UTC), counted since the gateway started.
///
/// Bound: 400 days, the oldest goes first.
final class UsageTotals: Sendable {
    private struct State {
        var days: [String: (usage: TokenUsage, turns: Int)] = [:]
        var order: [String] = []
    }

    private let maximumDays: Int
    private let state = Mutex(State())

    init(maximumDays: Int = 400) { self.maximumDays = maximumDays }

    /// Counts the tokens of a turn.
    func add(_ usage: TokenUsage, at now: Timestamp) {
        let day = Self.day(now)
        self.state.withLock { state in
            if state.days[day] == nil {
                if state.order.count >= self.maximumDays { state.days[state.order.removeFirst()] = nil }
                state.order.append(day)
                state.days[day] = (TokenUsage(), 0)
            }
            state.days[day]?.usage += usage
            state.days[day]?.turns += 1
        }
    }

    /// The days from one to another, both included, the oldest first.
    func days(from first: String, to last: String) -> [(day: String, usage: TokenUsage, turns: Int)] {
        self.state.withLock { state in
            state.order.filter { $0 >= first && $0 <= last }.sorted().compactMap { day in
                state.days[day].map { (day, $0.usage, $0.turns) }
            }
        }
    }

    /// `YYYY-MM-DD`.
    static func day(_ time: Timestamp) -> String { String("\(time)".prefix(10)) }
}
