// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// Compares what a client shows with the shared secret, in a time that does not depend on either.
struct SharedSecretCheck: Sendable {
    /// What became of a check.
    enum Outcome: Equatable {
        /// The secret fits, or none is needed.
        case granted
        /// It does not; the error says how.
        case refused(AuthenticationFailure)
    }

    private let authentication: ServerAuthentication
    private let expected: [UInt8]
    private let crypto = OpenSSLCryptoProvider()

    /// Computes nothing yet: the first digest wakes OpenSSL, which costs two megabytes that a gateway without clients does not need.
    init(_ authentication: ServerAuthentication) {
        self.authentication = authentication
        switch authentication {
        case .none: self.expected = []
        case .token(let secret), .password(let secret): self.expected = [UInt8](secret.utf8)
        }
    }

    /// Checks the `auth` object of `connect` (PROTOCOL 1.7).
    func check(token: String?, password: String?) -> Outcome {
        switch self.authentication {
        case .none: return .granted
        case .token:
            guard let token, !token.isEmpty else { return .refused(.tokenMissing) }
            return self.matches(token) ? .granted : .refused(.tokenMismatch)
        case .password:
            guard let password, !password.isEmpty else { return .refused(.passwordMissing) }
            return self.matches(password) ? .granted : .refused(.passwordMismatch)
        }
    }

    /// Checks the secret of an `Authorization: Bearer` field: the token or the password.
    func check(bearer: String?) -> Bool {
        switch self.authentication {
        case .none: true
        case .token, .password: bearer.map(self.matches) ?? false
        }
    }

    private func matches(_ secret: String) -> Bool {
        // Digests of equal length are compared, so that not even the length shows.
        self.crypto.constantTimeEquals(self.crypto.sha256([UInt8](secret.utf8)), self.crypto.sha256(self.expected))
    }
}
