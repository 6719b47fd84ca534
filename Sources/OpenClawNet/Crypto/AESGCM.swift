// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// One AES-256-GCM operation of OpenSSL.
struct AESGCM: ~Copyable {
    private let context: OpaquePointer

    init(key: [UInt8], nonce: [UInt8], encrypting: Bool) throws(CryptoError) {
        guard key.count == OpenSSLCryptoProvider.encryptionKeyByteCount else {
            throw CryptoError(.invalidKey, message: "An AES-256-GCM key has 32 bytes, this one \(key.count).")
        }
        guard nonce.count == OpenSSLCryptoProvider.nonceByteCount else {
            throw CryptoError(.invalidNonce, message: "An AES-256-GCM nonce has 12 bytes, this one \(nonce.count).")
        }
        guard let context = EVP_CIPHER_CTX_new() else { throw OpenSSLFailure.cryptoError("AES-256-GCM") }
        // 12 bytes are the default nonce length of this cipher.
        guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, encrypting ? 1 : 0) == 1 else {
            EVP_CIPHER_CTX_free(context)
            throw OpenSSLFailure.cryptoError("AES-256-GCM")
        }
        self.context = context
    }

    deinit {
        EVP_CIPHER_CTX_free(context)
    }

    func authenticate(_ additionalData: [UInt8]) throws(CryptoError) {
        guard !additionalData.isEmpty else { return }
        var count: Int32 = 0
        guard EVP_CipherUpdate(context, nil, &count, additionalData, try length(additionalData)) == 1 else {
            throw OpenSSLFailure.cryptoError("AES-256-GCM")
        }
    }

    func update(_ input: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard !input.isEmpty else { return [] }
        let expected = try length(input)
        var count: Int32 = 0
        var succeeded = false
        let output = [UInt8](unsafeUninitializedCapacity: input.count) { buffer, initialized in
            succeeded = EVP_CipherUpdate(context, buffer.baseAddress, &count, input, expected) == 1 && count == expected
            initialized = succeeded ? input.count : 0
        }
        guard succeeded else { throw OpenSSLFailure.cryptoError("AES-256-GCM") }
        return output
    }

    /// Ends the operation; false when a tag to check does not match.
    func finish() -> Bool {
        var rest: UInt8 = 0
        var count: Int32 = 0
        return EVP_CipherFinal_ex(context, &rest, &count) == 1
    }

    func tag() throws(CryptoError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: OpenSSLCryptoProvider.tagByteCount)
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1 else {
            throw OpenSSLFailure.cryptoError("AES-256-GCM")
        }
        return tag
    }

    func expect(tag: [UInt8]) throws(CryptoError) {
        var tag = tag
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1 else {
            throw OpenSSLFailure.cryptoError("AES-256-GCM")
        }
    }

    private func length(_ bytes: [UInt8]) throws(CryptoError) -> Int32 {
        guard let length = Int32(exactly: bytes.count) else {
            throw CryptoError(.invalidInput, message: "AES-256-GCM takes at most 2147483647 bytes at once, not \(bytes.count).")
        }
        return length
    }
}
