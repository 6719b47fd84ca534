// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Encrypts what ``FileSessionStore`` and ``FileLedger`` keep, by AES-256-GCM (Docs/Security.md, "Encryption at rest").
///
/// ```swift
/// let encryption = try WorkspaceEncryption(key: EncryptionKey(parsing: text), provider: OpenSSLEncryption())
/// let store = try FileSessionStore(configuration, encryption: encryption)
/// ```
///
/// Each file is encrypted with a key of its own, derived from this one, and each record with a random nonce. What was written without a key
/// stays readable.
public struct WorkspaceEncryption: Sendable {
    /// A key with its identifier.
    struct Key: Sendable {
        var identifier: KeyIdentifier
        var bytes: [UInt8]
    }

    let provider: any CryptoProvider
    /// What is written is sealed with it; `nil` writes plain text.
    let current: Key?
    /// What may be read.
    let accepted: [Key]

    /// Encrypts with a key; reads what that key, or one of the others, has encrypted.
    public init(key: EncryptionKey, alsoReading others: [EncryptionKey] = [], provider: any CryptoProvider) throws(EncryptionError) {
        try self.init(writing: key, reading: others, provider: provider)
    }

    /// Writes with a key, or plain text without one.
    package init(writing key: EncryptionKey?, reading others: [EncryptionKey], provider: any CryptoProvider) throws(EncryptionError) {
        self.provider = provider
        var current: Key?
        var accepted: [Key] = []
        if let key {
            let one = Key(identifier: try Self.identifier(of: key, provider: provider), bytes: key.bytes)
            current = one
            accepted.append(one)
        }
        for other in others where other != key {
            accepted.append(Key(identifier: try Self.identifier(of: other, provider: provider), bytes: other.bytes))
        }
        self.current = current
        self.accepted = accepted
    }

    /// Which key encrypts.
    public var keyIdentifier: KeyIdentifier? { self.current?.identifier }

    /// Which keys can be read.
    package var acceptedIdentifiers: Set<KeyIdentifier> { Set(self.accepted.map(\.identifier)) }

    /// The identifier of a key.
    package static func identifier(of key: EncryptionKey, provider: any CryptoProvider) throws(EncryptionError) -> KeyIdentifier {
        let bytes = try provider.derive(from: key.bytes, info: Array("openclaw key identifier 1".utf8), count: 8)
        return KeyIdentifier(rawValue: bytes.reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The keys of one file, or of one kind of record.
    func keys(for context: String) throws(EncryptionError) -> FileKeys {
        let info = Array("openclaw file 1 \(context)".utf8)
        var accepted: [Key] = []
        for key in self.accepted {
            accepted.append(Key(identifier: key.identifier, bytes: try self.provider.derive(from: key.bytes, info: info, count: 32)))
        }
        return FileKeys(provider: self.provider, current: self.current.flatMap { _ in accepted.first }, accepted: accepted)
    }
}
