// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension OpenSSLCryptoProvider {
    /// The number of bytes of a SHA-256 digest and of an HMAC-SHA-256 code.
    public static let sha256ByteCount = 32

    /// The SHA-256 digest of `bytes` (FIPS 180-4), 32 bytes.
    public func sha256(_ bytes: [UInt8]) -> [UInt8] {
        digest(bytes, with: EVP_sha256(), byteCount: 32)
    }

    /// The SHA-1 digest of `bytes`, 20 bytes: for protocols that prescribe it, never for security.
    package func sha1(_ bytes: [UInt8]) -> [UInt8] {
        digest(bytes, with: EVP_sha1(), byteCount: 20)
    }

    /// The HMAC-SHA-256 code of `bytes` under `key` (RFC 2104), 32 bytes. A key of any length is accepted.
    public func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { output, initialized in
            var length: UInt32 = 0
            // An empty array may have no address, and HMAC takes a null key for "keep the last one".
            let result = (key.isEmpty ? [0] : key).withUnsafeBytes { keyBytes in
                bytes.withUnsafeBufferPointer { data in
                    HMAC(EVP_sha256(), keyBytes.baseAddress, Int32(key.count), data.baseAddress, data.count, output.baseAddress, &length)
                }
            }
            precondition(result != nil && length == 32, "HMAC-SHA-256 cannot fail except when memory is exhausted")
            initialized = 32
        }
    }

    /// Whether `code` is the HMAC-SHA-256 code of `bytes` under `key`, compared in constant time.
    public func isValidHMACSHA256(_ code: [UInt8], of bytes: [UInt8], key: [UInt8]) -> Bool {
        constantTimeEquals(code, hmacSHA256(bytes, key: key))
    }

    /// Derives `count` bytes from `secret` by HKDF-SHA-256 (RFC 5869).
    ///
    /// - Parameter count: 1 to 8160 bytes, the limit of the construction.
    public func hkdfSHA256(secret: [UInt8], salt: [UInt8] = [], info: [UInt8] = [], count: Int) throws(CryptoError) -> [UInt8] {
        guard (1...255 * 32).contains(count) else {
            throw CryptoError(.invalidInput, message: "HKDF-SHA-256 derives 1 to 8160 bytes, not \(count).")
        }
        guard !secret.isEmpty else {
            throw CryptoError(.invalidKey, message: "HKDF needs a secret; the one given is empty.")
        }
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil) else { throw OpenSSLFailure.cryptoError("HKDF") }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_derive_init(context) == 1,
            EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1,
            EVP_PKEY_CTX_set1_hkdf_key(context, secret, Int32(secret.count)) == 1,
            salt.isEmpty || EVP_PKEY_CTX_set1_hkdf_salt(context, salt, Int32(salt.count)) == 1,
            info.isEmpty || EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)) == 1
        else { throw OpenSSLFailure.cryptoError("HKDF") }
        var derived = count
        var succeeded = false
        let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            succeeded = EVP_PKEY_derive(context, buffer.baseAddress, &derived) == 1 && derived == count
            initialized = succeeded ? count : 0
        }
        guard succeeded else { throw OpenSSLFailure.cryptoError("HKDF") }
        return output
    }

    private func digest(_ bytes: [UInt8], with algorithm: OpaquePointer?, byteCount: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { output, initialized in
            var length: UInt32 = 0
            let result = bytes.withUnsafeBytes { data in
                EVP_Digest(data.baseAddress, data.count, output.baseAddress, &length, algorithm, nil)
            }
            precondition(result == 1 && Int(length) == byteCount, "A digest cannot fail except when memory is exhausted")
            initialized = byteCount
        }
    }
}
