// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The parameters of `connect`, checked: a closed object (PROTOCOL 1.4).
struct ConnectParameters: Sendable {
    var minimumProtocol: Int
    var maximumProtocol: Int
    var client: ClientInfo
    var capabilities: Set<String>
    var role: String
    var scopes: [String]
    var token: String?
    var password: String?
    var deviceToken: String?
    var bootstrapToken: String?
    var device: DeviceProof?
    /// The commands a node offers.
    var commands: [String]
    var permissions: [String: Bool]
    var pathEnvironment: String?
    /// The capabilities in the client's order.
    var capabilityList: [String]

    /// What a device signs of the credentials.
    var signedCredential: String { self.token ?? self.deviceToken ?? self.bootstrapToken ?? "" }

    private static let known: Set<String> = [
        "minProtocol", "maxProtocol", "client", "caps", "commands", "permissions", "pathEnv", "role", "scopes", "device", "auth", "locale",
        "userAgent",
    ]
    private static let knownClient: Set<String> = [
        "id", "displayName", "version", "platform", "deviceFamily", "modelIdentifier", "mode", "instanceId", "buildId", "timeZone",
    ]
    private static let knownDevice: Set<String> = ["id", "publicKey", "signature", "signedAt", "nonce"]
    private static let knownAuthentication: Set<String> = [
        "token", "bootstrapToken", "deviceToken", "password", "approvalRuntimeToken", "agentRuntimeIdentityToken",
    ]
    /// The programs that may connect.
    static let clientIDs: Set<String> = [
        "webchat-ui", "openclaw-control-ui", "openclaw-browser-copilot", "openclaw-tui", "webchat", "cli", "gateway-client",
        "openclaw-macos",
        "openclaw-linux", "openclaw-ios", "openclaw-watchos", "openclaw-android", "node-host", "openclaw-worker", "test", "fingerprint",
        "openclaw-probe",
    ]
    /// The modes they may connect in.
    static let clientModes: Set<String> = ["webchat", "cli", "ui", "backend", "node", "worker", "probe", "test"]

    /// Reads and checks the parameters.
    init(json: JSONValue) throws(MethodError) {
        let root = try Fields(json, at: "root", known: Self.known)
        self.minimumProtocol = try root.integer("minProtocol")
        self.maximumProtocol = try root.integer("maxProtocol")
        guard let clientValue = root.object["client"] else { throw Self.complaint("root", "must have required property 'client'") }
        let client = try Fields(clientValue, at: "/client", known: Self.knownClient)
        let id = try client.required("id")
        guard Self.clientIDs.contains(id) else {
            throw Self.complaint("/client/id", "must be one of \(Self.clientIDs.sorted().joined(separator: ", "))")
        }
        let mode = try client.required("mode")
        guard Self.clientModes.contains(mode) else {
            throw Self.complaint("/client/mode", "must be one of \(Self.clientModes.sorted().joined(separator: ", "))")
        }
        self.client = ClientInfo(
            id: id,
            version: try client.required("version"),
            platform: try client.required("platform"),
            mode: mode,
            displayName: try client.text("displayName"),
            deviceFamily: try client.text("deviceFamily"),
            modelIdentifier: try client.text("modelIdentifier"),
            instanceID: try client.text("instanceId"),
            timeZone: try client.text("timeZone")
        )
        self.capabilityList = try root.texts("caps")
        self.capabilities = Set(self.capabilityList)
        self.commands = try root.texts("commands", maximumCount: 256)
        self.permissions = try root.flags("permissions")
        self.pathEnvironment = try root.text("pathEnv", maximum: 16_384)
        self.role = try root.text("role") ?? "operator"
        self.scopes = try root.texts("scopes")
        if let value = root.object["device"], !value.isNull {
            let device = try Fields(value, at: "/device", known: Self.knownDevice)
            self.device = DeviceProof(
                id: try device.required("id"),
                publicKey: try device.required("publicKey"),
                signature: try device.required("signature"),
                signedAt: try device.milliseconds("signedAt"),
                nonce: try device.text("nonce") ?? ""
            )
        }
        if let value = root.object["auth"], !value.isNull {
            let auth = try Fields(value, at: "/auth", known: Self.knownAuthentication)
            self.token = try auth.text("token", maximum: 4_096)
            self.password = try auth.text("password", maximum: 4_096)
            self.deviceToken = try auth.printable("deviceToken")
            self.bootstrapToken = try auth.printable("bootstrapToken")
        }
    }

    /// Whether no credential but a setup code's is there.
    var showsNothingElse: Bool {
        [self.token, self.password, self.deviceToken].allSatisfy { $0?.isEmpty ?? true }
    }

    private static func complaint(_ place: String, _ words: String) -> MethodError {
        .invalid("invalid connect params: at \(place): \(words)")
    }

    /// One object of the parameters.
    private struct Fields {
        let object: JSONObject
        let place: String

        init(_ value: JSONValue, at place: String, known: Set<String>) throws(MethodError) {
            guard let object = value.objectValue else { throw ConnectParameters.complaint(place, "must be an object") }
            for (key, _) in object where !known.contains(key) {
                throw ConnectParameters.complaint(place, "unexpected property '\(key)'")
            }
            self.object = object
            self.place = place
        }

        private func path(_ name: String) -> String { self.place == "root" ? "/\(name)" : "\(self.place)/\(name)" }

        func integer(_ name: String) throws(MethodError) -> Int {
            guard let value = self.object[name] else {
                throw ConnectParameters.complaint(self.place, "must have required property '\(name)'")
            }
            guard let number = value.intValue, number >= 1, number <= 1_000_000 else {
                throw ConnectParameters.complaint(self.path(name), "must be an integer of 1 or more")
            }
            return Int(number)
        }

        func text(_ name: String, maximum: Int = 512) throws(MethodError) -> String? {
            switch self.object[name] {
            case nil, .null: return nil
            case .string(let text):
                guard text.utf8.count <= maximum else {
                    throw ConnectParameters.complaint(self.path(name), "must be at most \(maximum) bytes")
                }
                return text
            default: throw ConnectParameters.complaint(self.path(name), "must be a string")
            }
        }

        /// Milliseconds since 1970.
        func milliseconds(_ name: String) throws(MethodError) -> Int64 {
            guard let value = self.object[name] else {
                throw ConnectParameters.complaint(self.place, "must have required property '\(name)'")
            }
            guard let number = value.intValue, (0...1_000_000_000_000_000).contains(number) else {
                throw ConnectParameters.complaint(self.path(name), "must be a time in milliseconds since 1970")
            }
            return number
        }

        /// At most 256 printable ASCII characters.
        func printable(_ name: String) throws(MethodError) -> String? {
            guard let text = try self.text(name, maximum: 256) else { return nil }
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                throw ConnectParameters.complaint(self.path(name), "must be printable ASCII")
            }
            return text
        }

        func flags(_ name: String) throws(MethodError) -> [String: Bool] {
            guard let value = self.object[name], !value.isNull else { return [:] }
            guard let object = value.objectValue, object.count <= 64 else {
                throw ConnectParameters.complaint(self.path(name), "must be an object of at most 64 booleans")
            }
            var flags: [String: Bool] = [:]
            for (key, value) in object {
                guard let flag = value.boolValue, key.utf8.count <= 256 else {
                    throw ConnectParameters.complaint(self.path(name), "must be an object of booleans")
                }
                flags[key] = flag
            }
            return flags
        }

        func required(_ name: String) throws(MethodError) -> String {
            guard let text = try self.text(name) else {
                throw ConnectParameters.complaint(self.place, "must have required property '\(name)'")
            }
            guard !text.isEmpty else { throw ConnectParameters.complaint(self.path(name), "must not be empty") }
            return text
        }

        func texts(_ name: String, maximumCount: Int = 64) throws(MethodError) -> [String] {
            guard let value = self.object[name], !value.isNull else { return [] }
            guard let items = value.arrayValue, items.count <= maximumCount else {
                throw ConnectParameters.complaint(self.path(name), "must be an array of at most \(maximumCount) strings")
            }
            var texts: [String] = []
            for item in items {
                guard let text = item.stringValue, text.utf8.count <= 256 else {
                    throw ConnectParameters.complaint(self.path(name), "must be an array of strings")
                }
                texts.append(text)
            }
            return texts
        }
    }
}
