// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// An asymmetric key of OpenSSL, owned.
struct PublicKeyHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a reference from OpenSSL.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    init(ed25519PrivateKey bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == 32 else {
            throw CryptoError(.invalidKey, message: "An Ed25519 private key has 32 bytes, this one \(bytes.count).")
        }
        guard let pointer = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else {
            throw OpenSSLFailure.cryptoError("Ed25519 key import")
        }
        self.pointer = pointer
    }

    init(ed25519PublicKey bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == 32 else {
            throw CryptoError(.invalidKey, message: "An Ed25519 public key has 32 bytes, this one \(bytes.count).")
        }
        guard let pointer = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else {
            throw OpenSSLFailure.cryptoError("Ed25519 key import")
        }
        self.pointer = pointer
    }

    init(publicKeyPEM pem: [UInt8]) throws(CryptoError) {
        guard let bio = MemoryBIO(pem), let pointer = PEM_read_bio_PUBKEY(bio.pointer, nil, nil, nil) else {
            let reason = OpenSSLFailure.takeReason() ?? "out of memory"
            throw CryptoError(.invalidKey, message: "This is not a PEM public key (\(reason)). Expected \"BEGIN PUBLIC KEY\".")
        }
        self.pointer = pointer
    }

    init(subjectPublicKeyInfo bytes: [UInt8]) throws(CryptoError) {
        var consumed = 0
        let pointer = bytes.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let key = d2i_PUBKEY(nil, &cursor, buffer.count)
            if let start = buffer.baseAddress, let cursor { consumed = cursor - start }
            return key
        }
        guard let pointer else {
            let reason = OpenSSLFailure.takeReason() ?? "no reason given"
            throw CryptoError(.invalidKey, message: "This is not a DER SubjectPublicKeyInfo (\(reason)).")
        }
        guard consumed == bytes.count else {
            EVP_PKEY_free(pointer)
            throw CryptoError(.invalidKey, message: "\(bytes.count - consumed) bytes follow the DER public key. Remove them.")
        }
        self.pointer = pointer
    }

    init(privateKeyPEM pem: [UInt8]) throws(CryptoError) {
        // The callback answers "no password" instead of asking on the terminal.
        guard let bio = MemoryBIO(pem),
            let pointer = PEM_read_bio_PrivateKey(bio.pointer, nil, { _, _, _, _ in -1 }, nil)
        else {
            let reason = OpenSSLFailure.takeReason() ?? "out of memory"
            throw CryptoError(
                .invalidKey,
                message: "This is not an unencrypted PEM private key (\(reason)). Expected \"BEGIN PRIVATE KEY\"."
            )
        }
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    func rawPublicKey() throws(CryptoError) -> [UInt8] {
        try checkEd25519()
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(pointer, &bytes, &count) == 1, count == 32 else {
            throw OpenSSLFailure.cryptoError("Ed25519 key export")
        }
        return bytes
    }

    func rawPrivateKey() throws(CryptoError) -> [UInt8] {
        try checkEd25519()
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = bytes.count
        guard EVP_PKEY_get_raw_private_key(pointer, &bytes, &count) == 1, count == 32 else {
            throw OpenSSLFailure.cryptoError("Ed25519 key export")
        }
        return bytes
    }

    func publicKeyPEM() throws(CryptoError) -> [UInt8] {
        guard let bio = MemoryBIO(), PEM_write_bio_PUBKEY(bio.pointer, pointer) == 1 else {
            throw OpenSSLFailure.cryptoError("Public key export")
        }
        return bio.take()
    }

    func privateKeyPEM() throws(CryptoError) -> [UInt8] {
        guard let bio = MemoryBIO(), PEM_write_bio_PKCS8PrivateKey(bio.pointer, pointer, nil, nil, 0, nil, nil) == 1 else {
            throw OpenSSLFailure.cryptoError("Private key export")
        }
        return bio.take()
    }

    private func checkEd25519() throws(CryptoError) {
        guard EVP_PKEY_get_base_id(pointer) == EVP_PKEY_ED25519 else {
            throw CryptoError(.invalidKey, message: "The key is of another type. Give an Ed25519 key.")
        }
    }
}
