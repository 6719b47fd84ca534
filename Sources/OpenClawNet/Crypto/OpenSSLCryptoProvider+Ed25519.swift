// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension OpenSSLCryptoProvider {
    /// Creates a fresh Ed25519 key pair.
    public func ed25519GenerateKeyPair() throws(CryptoError) -> Ed25519KeyPair {
        try ed25519KeyPair(privateKey: randomBytes(32))
    }

    /// The key pair that belongs to a 32-byte secret seed.
    public func ed25519KeyPair(privateKey: [UInt8]) throws(CryptoError) -> Ed25519KeyPair {
        let key = try PublicKeyHandle(ed25519PrivateKey: privateKey)
        return Ed25519KeyPair(privateKey: privateKey, publicKey: try key.rawPublicKey())
    }

    /// Signs `message` with a 32-byte secret seed; the signature has 64 bytes (RFC 8032).
    public func ed25519Sign(_ message: [UInt8], privateKey: [UInt8]) throws(CryptoError) -> [UInt8] {
        let key = try PublicKeyHandle(ed25519PrivateKey: privateKey)
        guard let context = EVP_MD_CTX_new() else { throw OpenSSLFailure.cryptoError("Ed25519 signing") }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key.pointer) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1,
            count == 64
        else { throw OpenSSLFailure.cryptoError("Ed25519 signing") }
        return signature
    }

    /// Whether `signature` was made over `message` by the owner of the 32-byte `publicKey`.
    ///
    /// A signature of the wrong length is simply not valid.
    public func ed25519Verify(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) throws(CryptoError) -> Bool {
        let key = try PublicKeyHandle(ed25519PublicKey: publicKey)
        guard signature.count == 64 else { return false }
        guard let context = EVP_MD_CTX_new() else { throw OpenSSLFailure.cryptoError("Ed25519 verification") }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key.pointer) == 1 else {
            throw OpenSSLFailure.cryptoError("Ed25519 verification")
        }
        let result = EVP_DigestVerify(context, signature, signature.count, message, message.count)
        ERR_clear_error()
        return result == 1
    }

    /// Reads the raw Ed25519 public key from its PEM text ("BEGIN PUBLIC KEY", RFC 8410).
    public func ed25519PublicKey(pem: [UInt8]) throws(CryptoError) -> [UInt8] {
        try PublicKeyHandle(publicKeyPEM: pem).rawPublicKey()
    }

    /// Reads the raw Ed25519 public key from its DER SubjectPublicKeyInfo (RFC 8410).
    public func ed25519PublicKey(subjectPublicKeyInfo bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        try PublicKeyHandle(subjectPublicKeyInfo: bytes).rawPublicKey()
    }

    /// Reads an Ed25519 key pair from an unencrypted PEM private key ("BEGIN PRIVATE KEY", RFC 8410).
    public func ed25519KeyPair(privateKeyPEM pem: [UInt8]) throws(CryptoError) -> Ed25519KeyPair {
        let key = try PublicKeyHandle(privateKeyPEM: pem)
        return Ed25519KeyPair(privateKey: try key.rawPrivateKey(), publicKey: try key.rawPublicKey())
    }

    /// The PEM text ("BEGIN PUBLIC KEY") of a 32-byte Ed25519 public key.
    public func ed25519PublicKeyPEM(_ publicKey: [UInt8]) throws(CryptoError) -> [UInt8] {
        try PublicKeyHandle(ed25519PublicKey: publicKey).publicKeyPEM()
    }

    /// The unencrypted PEM text ("BEGIN PRIVATE KEY") of a 32-byte Ed25519 seed.
    public func ed25519PrivateKeyPEM(_ privateKey: [UInt8]) throws(CryptoError) -> [UInt8] {
        try PublicKeyHandle(ed25519PrivateKey: privateKey).privateKeyPEM()
    }
}
