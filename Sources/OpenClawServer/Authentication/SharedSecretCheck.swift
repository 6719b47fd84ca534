// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// Compares what a client shows with a secret, in a time that depends on neither.
struct SharedSecretCheck: Sendable {
    private let crypto = OpenSSLCryptoProvider()

    /// Whether both are the same. Digests of equal length are compared, so that not even the length shows.
    func matches(_ shown: String, _ expected: String) -> Bool {
        self.crypto.constantTimeEquals(self.crypto.sha256([UInt8](shown.utf8)), self.crypto.sha256([UInt8](expected.utf8)))
    }
}
