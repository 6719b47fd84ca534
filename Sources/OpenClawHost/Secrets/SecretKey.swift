// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// The key of the secret store: 32 bytes from the environment, or from a file that only its owner may read.
struct SecretKey: Sendable {
    /// The environment variable.
    static let variable = "OPENCLAW_WORKSPACE_ENCRYPTION_KEY"

    let path: String
    /// The variable's value; `nil` uses the file.
    let text: String?
    let fileSystem: any FileSystem

    /// The key; `nil` when there is none yet.
    func read() throws(SecretSourceError) -> [UInt8]? {
        if let text {
            guard let key = Self.bytes(text) else {
                throw SecretSourceError(
                    .key,
                    "\(Self.variable) is no key of 32 bytes in hexadecimal digits, base64 or ASCII characters; make one with: openssl rand -hex 32"
                )
            }
            return key
        }
        let bytes: [UInt8]?
        do {
            bytes = try self.fileSystem.contents(of: self.path, maximumBytes: 4_096)
            if let status = try self.fileSystem.status(self.path), bytes != nil, status.permissions & 0o077 != 0 {
                throw FileSystemError(
                    .other,
                    operation: "read",
                    path: self.path,
                    detail: "other users of this machine can read it; run: chmod 600 \(self.path)"
                )
            }
        } catch {
            throw SecretSourceError(.key, "the key of the secrets cannot be used: \(error)")
        }
        return try self.parse(bytes)
    }

    /// The key in the file, whatever the environment says; `nil` when there is none or it cannot be read.
    func readFile() throws(SecretSourceError) -> [UInt8]? {
        try SecretKey(path: self.path, text: nil, fileSystem: self.fileSystem).read()
    }

    private func parse(_ bytes: [UInt8]?) throws(SecretSourceError) -> [UInt8]? {
        guard let bytes else { return nil }
        guard let key = Self.bytes(String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }) else {
            throw SecretSourceError(.key, "\(self.path) is no key of 32 bytes; restore it")
        }
        return key
    }

    /// The key; one is made when there is none. Hold the store's lock, so that two programs do not make one each.
    func readOrCreate() throws(SecretSourceError) -> [UInt8] {
        if let key = try self.read() { return key }
        do {
            let key = try OpenSSLCryptoProvider().randomBytes(OpenSSLCryptoProvider.encryptionKeyByteCount)
            let digits = Array("0123456789abcdef".utf8)
            try self.fileSystem.replaceContents(
                of: self.path,
                with: key.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [0x0A]
            )
            return key
        } catch {
            throw SecretSourceError(.key, "the key of the secrets cannot be made: \(error)")
        }
    }

    /// 64 hexadecimal digits, base64 in either alphabet, or 32 ASCII characters.
    static func bytes(_ text: String) -> [UInt8]? {
        try? EncryptionKey(parsing: text).bytes  // Callers say what was wrong where it came from.
    }
}
