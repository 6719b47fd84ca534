// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension OpenSSLCryptoProvider {
    /// The number of bytes of an AES-256-GCM key.
    public static let encryptionKeyByteCount = 32
    /// The number of bytes of an AES-256-GCM nonce.
    public static let nonceByteCount = 12
    /// The number of bytes of the authentication tag at the end of a sealed box.
    public static let tagByteCount = 16

    /// Encrypts and authenticates `plaintext` by AES-256-GCM (NIST SP 800-38D).
    ///
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, never used twice with one key.
    ///   - additionalData: Bytes to authenticate but not to encrypt.
    /// - Returns: The ciphertext followed by the 16-byte tag.
    public func seal(
        _ plaintext: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        additionalData: [UInt8] = []
    ) throws(CryptoError) -> [UInt8] {
        let cipher = try AESGCM(key: key, nonce: nonce, encrypting: true)
        try cipher.authenticate(additionalData)
        var box = try cipher.update(plaintext)
        guard cipher.finish() else { throw OpenSSLFailure.cryptoError("AES-256-GCM encryption") }
        box.append(contentsOf: try cipher.tag())
        return box
    }

    /// Checks and decrypts what ``seal(_:key:nonce:additionalData:)`` returned.
    ///
    /// - Throws: `CryptoError/Code/authenticationFailed` when anything was altered or the key is another one; no plaintext is released.
    public func open(
        _ box: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        additionalData: [UInt8] = []
    ) throws(CryptoError) -> [UInt8] {
        guard box.count >= Self.tagByteCount else {
            throw CryptoError(.invalidInput, message: "A sealed box has at least 16 bytes, this one \(box.count).")
        }
        let cipher = try AESGCM(key: key, nonce: nonce, encrypting: false)
        try cipher.authenticate(additionalData)
        let plaintext = try cipher.update([UInt8](box.dropLast(Self.tagByteCount)))
        try cipher.expect(tag: [UInt8](box.suffix(Self.tagByteCount)))
        guard cipher.finish() else {
            ERR_clear_error()
            throw CryptoError(
                .authenticationFailed,
                message: "The sealed box was altered, or its key, nonce or additional data is not the one it was sealed with."
            )
        }
        return plaintext
    }
}
