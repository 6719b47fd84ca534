// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Hashes, message authentication, encryption, signatures and randomness, all by OpenSSL 3.
///
/// A value without state: copy it freely, use it from any thread.
public struct OpenSSLCryptoProvider: Sendable {
    /// Creates a provider.
    public init() {}

    /// Returns `count` unpredictable bytes from the system's seeded generator.
    public func randomBytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        guard count >= 0, count <= Int(Int32.max) else {
            throw CryptoError(.invalidInput, message: "Ask for 0 to 2147483647 random bytes, not \(count).")
        }
        var succeeded = count == 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard count > 0 else { return }
            succeeded = RAND_bytes(buffer.baseAddress, Int32(count)) == 1
            initialized = succeeded ? count : 0
        }
        guard succeeded else {
            let reason = OpenSSLFailure.takeReason() ?? "no reason given"
            throw CryptoError(.randomnessUnavailable, message: "No random bytes: \(reason). Do not go on without them.")
        }
        return bytes
    }

    /// Compares two secrets in a time that depends on their length only.
    ///
    /// Different lengths compare unequal at once, so only the length can leak.
    public func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        guard !left.isEmpty else { return true }
        return left.withUnsafeBytes { first in
            right.withUnsafeBytes { second in
                CRYPTO_memcmp(first.baseAddress, second.baseAddress, first.count) == 0
            }
        }
    }
}
