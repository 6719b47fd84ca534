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
        if let slash = self.path.lastIndex(of: "/"), slash != self.path.startIndex {
            try self.fileSystem.createDirectory(String(self.path[..<slash]))
        }
        try self.fileSystem.replaceContents(of: self.path, with: content.serialized())
    }

    /// The file's content; that of another device, or what is no JSON, is as good as none.
    private func content(_ device: DeviceID) throws(FileSystemError) -> JSONValue {
        let empty: JSONValue = ["version": 1, "deviceId": .string(device.rawValue), "gateways": [:]]
        guard let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: 1 << 20), let value = try? JSONValue(parsing: bytes),
            value["version"] == 1, value["deviceId"]?.stringValue == device.rawValue
        else { return empty }
        return value
    }
}
