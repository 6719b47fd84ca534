// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Bounds how often one client changes the control plane: three times a minute for each method (PROTOCOL 1.3).
///
/// Bound: 10,000 clients; then the one that wrote longest ago is forgotten.
final class WriteLimiter: Sendable {
    private struct Key: Hashable {
        var client: String
        var method: String
    }

    private let maximumWrites: Int
    private let window: Duration
    private let maximumClients: Int
    private let state = Mutex<[Key: [Timestamp]]>([:])

    init(maximumWrites: Int = 3, window: Duration = .seconds(60), maximumClients: Int = 10_000) {
        self.maximumWrites = maximumWrites
        self.window = window
        self.maximumClients = maximumClients
    }

    /// Counts a write; the error when it is one too many.
    func check(_ method: String, client: String, at now: Timestamp) -> MethodError? {
        let key = Key(client: client, method: method)
        return self.state.withLock { state in
            var times = (state[key] ?? []).filter { $0 + self.window > now }
            if times.count >= self.maximumWrites, let oldest = times.first {
                let wait = max(1, (oldest + self.window).milliseconds - now.milliseconds)
                return MethodError(
                    .unavailable,
                    "rate limit exceeded for \(method); retry after \((wait + 999) / 1_000)s",
                    details: [
                        "method": .string(method),
                        "limit": .string("\(self.maximumWrites) per \(self.window.components.seconds)s"),
                    ],
                    retryable: true,
                    retryAfterMilliseconds: Int(wait)
                )
            }
            times.append(now)
            if state[key] == nil, state.count >= self.maximumClients {
                state = state.filter { $0.value.last.map { $0 + self.window > now } ?? false }
                if state.count >= self.maximumClients, let idle = state.min(by: { ($0.value.last ?? now) < ($1.value.last ?? now) })?.key {
                    state[idle] = nil
                }
            }
            state[key] = times
            return nil
        }
    }
}
