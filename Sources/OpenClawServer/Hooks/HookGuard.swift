// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire
import Synchronization

/// Checks the token of hooks: twenty wrong ones a minute from one address, then it has to wait; this machine is no exception.
///
/// Bound: 10,000 addresses; then those whose minute is over are forgotten.
final class HookGuard: Sendable {
    private struct Failures {
        var count: Int
        var began: Timestamp
    }

    private static let maximumFailures = 20
    private static let window = Duration.seconds(60)
    private let failures = Mutex<[String: Failures]>([:])
    private let crypto = OpenSSLCryptoProvider()

    /// The refusal of a caller, or `nil`.
    func check(_ token: String?, expected: Secret?, address: String, at now: Timestamp) -> HTTPProblem? {
        if let wait = self.wait(address, now) {
            return HTTPProblem(.tooManyRequests, "rate_limited", "Too many wrong tokens; try again later.", retryAfterSeconds: wait)
        }
        guard let token, !token.isEmpty, let expected else {
            return HTTPProblem(.unauthorized, "unauthorized", "Give the hooks' token: Authorization: Bearer <token> or X-OpenClaw-Token.")
        }
        let isRight = self.crypto.constantTimeEquals(
            self.crypto.sha256([UInt8](token.utf8)),
            self.crypto.sha256([UInt8](expected.reveal().utf8))
        )
        if isRight {
            self.failures.withLock { $0[address] = nil }
            return nil
        }
        self.count(address, now)
        return HTTPProblem(.unauthorized, "unauthorized", "This is not the hooks' token.")
    }

    private func wait(_ address: String, _ now: Timestamp) -> Int? {
        self.failures.withLock { failures in
            guard let known = failures[address], known.count >= Self.maximumFailures, known.began + Self.window > now else { return nil }
            return max(1, Int((known.began + Self.window).milliseconds - now.milliseconds) / 1_000)
        }
    }

    private func count(_ address: String, _ now: Timestamp) {
        self.failures.withLock { failures in
            if var known = failures[address], known.began + Self.window > now {
                known.count += 1
                failures[address] = known
                return
            }
            if failures.count >= 10_000 { failures = failures.filter { $0.value.began + Self.window > now } }
            if failures.count < 10_000 { failures[address] = Failures(count: 1, began: now) }
        }
    }
}
