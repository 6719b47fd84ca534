// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The keys of one file: seals and opens boxes of `nonce (12) · ciphertext · tag (16)`.
struct FileKeys: Sendable {
    let provider: any CryptoProvider
    /// Seals; `nil` when new text is to be plain.
    let current: WorkspaceEncryption.Key?
    let accepted: [WorkspaceEncryption.Key]

    static let nonceCount = 12
    /// How much longer than its text a box is.
    static let overhead = 28

    /// Seals bytes with the current key.
    func seal(_ plaintext: [UInt8], with key: WorkspaceEncryption.Key, bindingTo data: [UInt8]) throws(EncryptionError) -> [UInt8] {
        let nonce = try self.provider.randomBytes(Self.nonceCount)
        return nonce + (try self.provider.seal(plaintext, key: key.bytes, nonce: nonce, additionalData: data))
    }

    /// The key of an identifier, when it is one of those accepted.
    func key(_ identifier: KeyIdentifier) -> WorkspaceEncryption.Key? { self.accepted.first { $0.identifier == identifier } }

    /// Opens a box.
    func open(_ box: [UInt8], with key: WorkspaceEncryption.Key, boundTo data: [UInt8]) throws(EncryptionError) -> [UInt8] {
        guard box.count >= Self.overhead else { throw EncryptionError(.altered, "a sealed box has at least \(Self.overhead) bytes") }
        return try self.provider.open(
            Array(box[Self.nonceCount...]),
            key: key.bytes,
            nonce: Array(box[..<Self.nonceCount]),
            additionalData: data
        )
    }
}
