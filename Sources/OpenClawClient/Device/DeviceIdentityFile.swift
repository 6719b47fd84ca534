// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import OpenClawNet

/// A device's key in a file with mode 0600, in the form other programs of OpenClaw use (`identity/device.json`).
public struct DeviceIdentityFile: Sendable {
    private let path: String
    private let fileSystem: any FileSystem

    /// Makes the file's handle; nothing is read yet.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem()) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Reads the key; `nil` when there is no file. A symbolic link in its place is refused, never followed. Blocks.
    public func read() throws -> DeviceIdentity? {
        guard let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: 64 << 10) else { return nil }
        guard let value = try? JSONValue(parsing: bytes), value["version"] == 1, let pem = value["privateKeyPem"]?.stringValue else {
            throw GatewayClientError(.deviceIdentity, "\(self.path) is no device key; remove it to get another one")
        }
        let identity: DeviceIdentity
        do {
            identity = DeviceIdentity(try OpenSSLCryptoProvider().ed25519KeyPair(privateKeyPEM: [UInt8](pem.utf8)))
        } catch {
            throw GatewayClientError(.deviceIdentity, "\(self.path) has no usable key (\(error.message)); remove it to get another one")
        }
        guard value["deviceId"]?.stringValue == identity.id.rawValue else {
            throw GatewayClientError(.deviceIdentity, "\(self.path) names another device than its key; remove it to get another one")
        }
        return identity
    }

    /// Reads the key, or makes one and keeps it. Blocks.
    /// - Parameter now: for the file's `createdAtMs`.
    public func readOrCreate(now: Timestamp) throws -> DeviceIdentity {
        if let identity = try self.read() { return identity }
        let crypto = OpenSSLCryptoProvider()
        let identity = try DeviceIdentity.generate()
        let content: JSONValue = [
            "version": 1, "deviceId": .string(identity.id.rawValue),
            "publicKeyPem": .string(String(decoding: try crypto.ed25519PublicKeyPEM(identity.keys.publicKey), as: UTF8.self)),
            "privateKeyPem": .string(String(decoding: try crypto.ed25519PrivateKeyPEM(identity.keys.privateKey), as: UTF8.self)),
            "createdAtMs": .int(now.milliseconds),
        ]
        if let slash = self.path.lastIndex(of: "/"), slash != self.path.startIndex {
            try self.fileSystem.createDirectory(String(self.path[..<slash]))
        }
        try self.fileSystem.replaceContents(of: self.path, with: content.serialized())
        return identity
    }
}
