// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// The tokens that gateways gave this device, one per gateway and role, in a file with mode 0600 (`identity/device-auth.json`).
///
/// A token is only ever shown to the gateway it came from.
public struct DeviceTokenFile: Sendable {
    private let path: String
    private let fileSystem: any FileSystem

    /// Makes the file's handle; nothing is read yet.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem()) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// The token of a gateway for a role; `nil` when there is none. Blocks.
    public func token(of gateway: String, role: Role, device: DeviceID) throws(FileSystemError) -> Secret? {
        let entry = try self.content(device)["gateways"]?[gateway]?[role.rawValue]
        return entry?["token"]?.stringValue.map { Secret($0) }
    }

    /// Keeps a token, or forgets it when it is `nil`. Blocks.
    public func keep(_ token: Secret?, of gateway: String, role: Role, device: DeviceID) throws(FileSystemError) {
        var content = try self.content(device)
        var gateways = content["gateways"]?.objectValue ?? [:]
        var roles = gateways[gateway]?.objectValue ?? [:]
        let entry: JSONValue? = token.map { ["token": .string($0.reveal())] }
        guard roles[role.rawValue] != entry else { return }
        roles[role.rawValue] = entry
        gateways[gateway] = roles.isEmpty ? nil : .object(roles)
        content["gateways"] = .object(gateways)
        try self.fileSystem.replaceFile(at: self.path, with: content.serialized())
    }

    /// The file's content; the tokens of another key are worth nothing to this one, so such a file is as good as none.
    /// - Throws: also when the file is damaged or of another version: taking it for empty would throw its tokens away.
    private func content(_ device: DeviceID) throws(FileSystemError) -> JSONValue {
        let empty: JSONValue = ["version": 1, "deviceId": .string(device.rawValue), "gateways": [:]]
        guard let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: 1 << 20), !bytes.isEmpty else { return empty }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw self.damaged("it is no JSON (\(error))")
        }
        guard value["version"] == 1, let owner = value["deviceId"]?.stringValue else {
            throw self.damaged("it is of another version or has no deviceId")
        }
        return owner == device.rawValue ? value : empty
    }

    private func damaged(_ why: String) -> FileSystemError {
        FileSystemError(
            .other,
            operation: "read",
            path: self.path,
            detail: "the tokens this machine got from gateways cannot be read: \(why); restore the file, or move it away to sign in anew"
        )
    }
}
