// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Counts requests per address in fixed windows. A value without clock or lock.
struct RequestLimiter: Sendable {
    private struct Entry: Sendable {
        var windowStart: Timestamp
        var requests: Int
    }

    /// How many addresses are remembered.
    static let maximumKeys = 10_000

    private let limit: RequestLimit
    private var entries: [String: Entry] = [:]

    init(_ limit: RequestLimit) { self.limit = limit }

    /// Counts a request; returns how many milliseconds to wait when there were too many.
    mutating func count(_ source: String, at now: Timestamp) -> Int? {
        var entry = self.entries[source] ?? Entry(windowStart: now, requests: 0)
        if now - entry.windowStart >= self.limit.window || now < entry.windowStart { entry = Entry(windowStart: now, requests: 0) }
        entry.requests += 1
        if self.entries[source] == nil, self.entries.count >= Self.maximumKeys {
            self.entries = self.entries.filter { now - $0.value.windowStart < self.limit.window }
            if self.entries.count >= Self.maximumKeys, let any = self.entries.keys.first { self.entries[any] = nil }
        }
        self.entries[source] = entry
        guard entry.requests > self.limit.maximumRequests else { return nil }
        return Int(max(1, (entry.windowStart + self.limit.window).milliseconds - now.milliseconds))
    }
}
