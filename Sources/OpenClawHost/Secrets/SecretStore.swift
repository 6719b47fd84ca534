// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// The secrets that `openclaw secrets` keeps: one file in the state directory, each value sealed by AES-256-GCM together with its name.
///
/// The key is 32 bytes, from `OPENCLAW_WORKSPACE_ENCRYPTION_KEY` or a file beside the store that is made with the first secret. Both
/// files have mode 0600, are replaced as a whole and never reached through a symbolic link. Everything here blocks.
struct SecretStore: SecretSource {
    /// One secret without its value.
    struct Entry: Sendable, Hashable {
        var name: SecretName
        var updatedAt: Timestamp
    }

    /// How many secrets may be kept.
    static let maximumCount = 1_024
    /// The longest value, in bytes.
    static let maximumValueBytes = 64 << 10
    /// The largest file that is read.
    static let maximumFileBytes = 128 << 20

    let path: String
    let key: SecretKey
    /// A key that is to take the place of the present one, while keys are changed.
    let newKey: [UInt8]?
    let fileSystem: any FileSystem

    init(state: StateDirectory, host: Host) {
        self.path = state.secretsPath
        self.key = SecretKey(
            path: state.secretKeyPath,
            text: host.variable(SecretKey.variable),
            fileSystem: host.fileSystem
        )
        self.newKey = host.variable(WorkspaceKeys.newVariable).flatMap { SecretKey.bytes($0) }
        self.fileSystem = host.fileSystem
    }

    /// The secret of a name.
    func secret(named name: SecretName) throws(SecretSourceError) -> Secret? {
        guard let entry = try self.content()[name.rawValue] else { return nil }
        guard let key = try self.key.read() else {
            throw SecretSourceError(.key, "the key \(self.key.path) is missing; restore it, or set \(SecretKey.variable)")
        }
        var keys = [key]
        // A secret may be older than the variable, or be sealed anew already.
        if let newKey { keys.append(newKey) }
        if self.key.text != nil, let file = try self.key.readFile() { keys.append(file) }
        return Secret(String(decoding: try self.open(entry, name, keys), as: UTF8.self))
    }

    private func open(_ entry: JSONValue, _ name: SecretName, _ keys: [[UInt8]]) throws(SecretSourceError) -> [UInt8] {
        guard let nonce = entry["nonce"]?.stringValue.flatMap({ Base64URL.decode($0) }),
            let box = entry["box"]?.stringValue.flatMap({ Base64URL.decode($0) })
        else {
            throw SecretSourceError(.damaged, "\(self.path) is damaged at \(name); set it again")
        }
        for key in keys {
            // Which key it was is not written down; the last one that does not open it says so below.
            if let bytes = try? OpenSSLCryptoProvider().open(box, key: key, nonce: nonce, additionalData: Self.label(name)) { return bytes }
        }
        throw SecretSourceError(
            .damaged,
            "the secret \(name) was sealed with another key or altered; restore the key, or set the secret again"
        )
    }

    /// Seals every secret with a new key, or with the one of the file when there is none; returns how many there are.
    func reseal(from old: EncryptionKey?, to new: EncryptionKey?) throws(SecretSourceError) -> Int {
        guard try !self.content().isEmpty else { return 0 }
        let file = SecretKey(path: self.key.path, text: nil, fileSystem: self.fileSystem)
        var count = 0
        try self.change { content throws(SecretSourceError) in
            var keys: [[UInt8]] = []
            if let new { keys.append(new.bytes) }
            if let old { keys.append(old.bytes) }
            if let key = try file.read() { keys.append(key) }
            let key: [UInt8]
            if let new { key = new.bytes } else { key = try file.readOrCreate() }
            keys.append(key)
            for (text, entry) in content {
                guard let name = SecretName(rawValue: text) else { continue }
                var entry = entry.objectValue ?? [:]
                let bytes = try self.open(.object(entry), name, keys)
                for (member, value) in try Self.seal(bytes, name, key) { entry[member] = value }
                content[text] = .object(entry)
                count += 1
            }
        }
        return count
    }

    private static func seal(_ bytes: [UInt8], _ name: SecretName, _ key: [UInt8]) throws(SecretSourceError) -> JSONObject {
        let crypto = OpenSSLCryptoProvider()
        do {
            let nonce = try crypto.randomBytes(OpenSSLCryptoProvider.nonceByteCount)
            let box = try crypto.seal(bytes, key: key, nonce: nonce, additionalData: Self.label(name))
            return ["nonce": .string(Base64URL.encode(nonce)), "box": .string(Base64URL.encode(box))]
        } catch {
            throw SecretSourceError(.unavailable, "the secret cannot be encrypted: \(error)")
        }
    }

    /// What is kept, by name.
    func entries() throws(SecretSourceError) -> [Entry] {
        var entries: [Entry] = []
        for (name, value) in try self.content() {
            guard let name = SecretName(rawValue: name) else { continue }
            entries.append(Entry(name: name, updatedAt: Timestamp(milliseconds: value["updatedAtMs"]?.intValue ?? 0)))
        }
        return entries.sorted { $0.name.rawValue < $1.name.rawValue }
    }

    /// Keeps a secret under a name; one that is there is replaced.
    func set(_ name: SecretName, to secret: Secret, now: Timestamp) throws(SecretSourceError) {
        let bytes = Array(secret.reveal().utf8)
        guard !bytes.isEmpty, bytes.count <= Self.maximumValueBytes else {
            throw SecretSourceError(.full, "a secret has 1 to \(Self.maximumValueBytes) bytes, this one \(bytes.count)")
        }
        try self.change { content throws(SecretSourceError) in
            guard content[name.rawValue] != nil || content.count < Self.maximumCount else {
                throw SecretSourceError(
                    .full,
                    "\(Self.maximumCount) secrets are kept, and no more may be; remove some with: openclaw secrets rm"
                )
            }
            let key = try self.key.readOrCreate()
            var entry = try Self.seal(bytes, name, key)
            entry["updatedAtMs"] = .int(now.milliseconds)
            content[name.rawValue] = .object(entry)
        }
    }

    /// Forgets a secret; `false` when there was none.
    func remove(_ name: SecretName) throws(SecretSourceError) -> Bool {
        guard try self.content()[name.rawValue] != nil else { return false }
        try self.change { content throws(SecretSourceError) in content[name.rawValue] = nil }
        return true
    }

    /// Whether the file is open to other users of the machine.
    func isOpenToOthers() throws(SecretSourceError) -> Bool {
        do {
            return (try self.fileSystem.status(self.path)?.permissions ?? 0) & 0o077 != 0
        } catch {
            throw SecretSourceError(.unavailable, "\(error)")
        }
    }

    /// A name is sealed with its value, so that values cannot be exchanged.
    private static func label(_ name: SecretName) -> [UInt8] { Array("openclaw secret 1 \(name)".utf8) }

    private func content() throws(SecretSourceError) -> JSONObject {
        let bytes: [UInt8]?
        do {
            bytes = try self.fileSystem.contents(of: self.path, maximumBytes: Self.maximumFileBytes)
        } catch {
            throw SecretSourceError(.unavailable, "the secrets cannot be read: \(error)")
        }
        guard let bytes else { return [:] }
        guard let value = try? JSONValue(parsing: bytes), value["version"] == 1, let secrets = value["secrets"]?.objectValue else {
            throw SecretSourceError(.damaged, "\(self.path) is no store of secrets of this version; move it away to begin anew")
        }
        return secrets
    }

    /// Reads, changes and replaces the file; one program at a time.
    private func change(_ body: (inout JSONObject) throws(SecretSourceError) -> Void) throws(SecretSourceError) {
        let lock: any File
        do throws(FileSystemError) {
            if let slash = self.path.lastIndex(of: "/") { try self.fileSystem.createDirectory(String(self.path[..<slash])) }
            lock = try self.fileSystem.open(self.path + ".lock", .append)
            guard try lock.tryLock() else {
                throw FileSystemError(.other, operation: "lock", path: self.path, detail: "another program changes the secrets; try again")
            }
        } catch {
            throw SecretSourceError(.unavailable, "the secrets cannot be changed: \(error.detail)")
        }
        defer { withExtendedLifetime(lock) {} }
        var content = try self.content()
        try body(&content)
        let value: JSONValue = ["version": 1, "secrets": .object(content)]
        do {
            try self.fileSystem.replaceContents(of: self.path, with: value.serialized(pretty: true))
        } catch {
            throw SecretSourceError(.unavailable, "the secrets cannot be written: \(error)")
        }
    }
}
