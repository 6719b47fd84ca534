// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Counts failed authentication per key. An attempt counts before it is checked, so that parallel guesses cannot slip through, and is
/// taken back when it was none. A value without clock or lock.
struct FailureLimiter: Sendable {
    /// What is limited apart from the rest.
    enum Kind: Hashable, Sendable {
        case shared, deviceToken, bootstrap
    }

    /// Who is counted.
    struct Key: Hashable, Sendable {
        var kind: Kind
        var source: String
    }

    private struct Entry: Sendable {
        var windowStart: Timestamp
        var attempts: Int
        var lockedUntil: Timestamp?
    }

    /// How many keys are remembered; beyond that, those that are not locked are forgotten first.
    static let maximumKeys = 10_000

    private let limit: FailureLimit
    private var entries: [Key: Entry] = [:]

    init(_ limit: FailureLimit) { self.limit = limit }

    var count: Int { self.entries.count }

    /// Counts an attempt; returns how many milliseconds to wait when there were too many.
    mutating func begin(_ key: Key, at now: Timestamp) -> Int? {
        var entry = self.entries[key] ?? Entry(windowStart: now, attempts: 0)
        if let end = entry.lockedUntil {
            if now < end { return Self.milliseconds(from: now, to: end) }
            entry = Entry(windowStart: now, attempts: 0)
        }
        if now - entry.windowStart >= self.limit.window || now < entry.windowStart { entry = Entry(windowStart: now, attempts: 0) }
        entry.attempts += 1
        if entry.attempts > self.limit.maximumAttempts {
            let end = now + self.limit.lockout
            entry.lockedUntil = end
            self.store(entry, key, now)
            return Self.milliseconds(from: now, to: end)
        }
        self.store(entry, key, now)
        return nil
    }

    /// Takes an attempt back that was no guess.
    mutating func takeBack(_ key: Key) {
        guard var entry = self.entries[key], entry.lockedUntil == nil else { return }
        entry.attempts -= 1
        self.entries[key] = entry.attempts > 0 ? entry : nil
    }

    /// Forgets the failures of a key that has shown the right credential.
    mutating func succeed(_ key: Key) { self.entries[key] = nil }

    private mutating func store(_ entry: Entry, _ key: Key, _ now: Timestamp) {
        if self.entries[key] == nil, self.entries.count >= Self.maximumKeys {
            self.entries = self.entries.filter { $0.value.lockedUntil.map { $0 > now } ?? (now - $0.value.windowStart < self.limit.window) }
            if self.entries.count >= Self.maximumKeys {
                // A flood from ever new addresses: half of the open counts go, the locks stay while they fit.
                for (old, value) in self.entries where value.lockedUntil == nil {
                    self.entries[old] = nil
                    if self.entries.count < Self.maximumKeys / 2 { break }
                }
            }
            if self.entries.count >= Self.maximumKeys, let any = self.entries.keys.first { self.entries[any] = nil }
        }
        self.entries[key] = entry
    }

    private static func milliseconds(from now: Timestamp, to end: Timestamp) -> Int { Int(max(1, end.milliseconds - now.milliseconds)) }
}
