// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The cryptography that stores use to encrypt what they keep. The core has none of its own: programs hand in `OpenSSLEncryption` of
/// OpenClawServer, or another one.
///
/// Calls do not block on disks or networks and come from any thread.
public protocol CryptoProvider: Sendable {
    /// Encrypts and authenticates by AES-256-GCM (NIST SP 800-38D): the ciphertext, as long as the plaintext, and a tag of 16 bytes.
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes.
    ///   - additionalData: authenticated, not encrypted.
    func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8]

    /// Checks and decrypts a sealed box; ``EncryptionError/Code/altered`` releases no plaintext.
    func open(_ box: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8]

    /// Derives bytes from a secret by HKDF-SHA-256 without a salt (RFC 5869).
    func derive(from secret: [UInt8], info: [UInt8], count: Int) throws(EncryptionError) -> [UInt8]

    /// Unpredictable bytes.
    func randomBytes(_ count: Int) throws(EncryptionError) -> [UInt8]
}
