// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Answers to requests with an idempotency key, so that a repeated request is answered and not carried out again (PROTOCOL 1.2).
///
/// Bound: 1,000 answers for five minutes; an answer that is still being worked on is never dropped.
final class IdempotencyCache: Sendable {
    /// What is known about a key.
    enum Claim: Sendable {
        /// Nothing: the caller carries the request out and then calls ``finish(_:_:at:)`` or ``abandon(_:)``.
        case new
        /// The same request is being carried out.
        case inFlight
        /// The same request was answered with this.
        case answered([UInt8])
        /// The key was used for another request.
        case conflict
    }

    private struct Entry {
        var fingerprint: JSONObject
        var answer: [UInt8]?
        var timestamp: Timestamp
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var order: [String] = []
    }

    private let maximumCount: Int
    private let timeToLive: Duration
    private let state = Mutex(State())

    init(maximumCount: Int = 1_000, timeToLive: Duration = .seconds(300)) {
        self.maximumCount = maximumCount
        self.timeToLive = timeToLive
    }

    /// Asks about a key; a new one is taken.
    func claim(_ key: String, _ fingerprint: JSONObject, at now: Timestamp) -> Claim {
        self.state.withLock { state in
            if let entry = state.entries[key] {
                let isOld = entry.answer != nil && entry.timestamp + self.timeToLive < now
                if !isOld {
                    guard entry.fingerprint == fingerprint else { return .conflict }
                    return entry.answer.map { .answered($0) } ?? .inFlight
                }
            } else {
                state.order.append(key)
            }
            state.entries[key] = Entry(fingerprint: fingerprint, answer: nil, timestamp: now)
            self.trim(&state)
            return .new
        }
    }

    /// Keeps the answer.
    func finish(_ key: String, _ answer: [UInt8], at now: Timestamp) {
        self.state.withLock { state in
            state.entries[key]?.answer = answer
            state.entries[key]?.timestamp = now
        }
    }

    /// Gives a key back: the request failed and may be tried again.
    func abandon(_ key: String) {
        self.state.withLock { state in
            state.entries[key] = nil
            state.order.removeAll { $0 == key }
        }
    }

    private func trim(_ state: inout State) {
        guard state.order.count > self.maximumCount else { return }
        if let place = state.order.firstIndex(where: { state.entries[$0]?.answer != nil }) {
            state.entries[state.order.remove(at: place)] = nil
        }
    }
}
