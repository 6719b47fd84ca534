// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `device.pair.setupCode` (PROTOCOL 2.10).
    static let setupCodeMethods: [Method] = [
        .asynchronous("device.pair.setupCode", .scopes(.pairing)) { call in try await call.gateway.makeSetupCode(call) }
    ]

    /// What a device of a setup code becomes: a node alone, or also an operator that talks, looks and approves.
    private static let profiles: [String: (roles: [Role], scopes: ScopeSet)] = [
        "limited": ([.node, .operator], [.read, .write, .approvals]), "node": ([.node], []),
    ]

    private func makeSetupCode(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["publicUrl", "preferRemoteUrl", "includeQr", "bootstrapProfile"])
        let name = try parameters.string("bootstrapProfile", maximumLength: 32) ?? "limited"
        guard let profile = Self.profiles[name] else { throw parameters.error("bootstrapProfile", "must be limited or node") }
        _ = try parameters.bool("includeQr")
        // A device without the admin scope manages only itself; a code is for another one.
        if call.ownDeviceOnly != nil { throw Authorizer.missing(.admin, call.client.protocolVersion) }
        let address = try self.address(parameters)
        let secret = self.configuration.identifiers.token()
        let now = self.now()
        let token = BootstrapToken(
            digest: SHA256.hexadecimal(Array(secret.utf8)),
            roles: profile.roles,
            scopes: profile.scopes,
            issuer: call.client.deviceID,
            createdAt: now
        )
        try await call.changePairing { book throws(PairingError) in try book.issue(token, caller: call.client.scopes) }
        self.logger.info("pairing.setup_code", ["profile": .string(name), "expiresAtMs": .int(token.expiresAt.milliseconds)])
        let code: JSONValue = ["url": .string(address.url), "bootstrapToken": .string(secret)]
        return .value([
            "setupCode": .string(Base64URL.encode(code.serialized())), "gatewayUrl": .string(address.url),
            "gatewayUrls": .array([.string(address.url)]), "urlSource": .string(address.source), "auth": "bootstrap",
            "bootstrapProfile": .string(name), "roles": .array(profile.roles.map { .string($0.rawValue) }), "scopes": profile.scopes.json,
            "expiresAtMs": .int(token.expiresAt.milliseconds),
        ])
    }

    /// The address in the code: a secret without encryption goes to private networks only.
    private func address(_ parameters: MethodParameters) throws(MethodError) -> PairingAddress {
        let prefersRemote = try parameters.bool("preferRemoteUrl") ?? false
        let given = try parameters.string("publicUrl", maximumLength: 2_048).map { PairingAddress(url: $0, source: "publicUrl") }
        guard var address = given ?? self.configuration.pairingAddress?(prefersRemote) else {
            throw .invalid(
                "device.pair.setupCode: other machines do not reach this gateway as it is set up; give publicUrl, or set gateway.bind"
            )
        }
        guard let remote = RemoteAddress(address.url) else {
            throw parameters.error("publicUrl", "must be a ws://, wss://, http:// or https:// address without credentials")
        }
        guard remote.isEncrypted || remote.isPrivate else {
            throw parameters.error("publicUrl", "must be wss:// outside of private networks: the code's secret would travel readably")
        }
        for (scheme, socket) in [("https://", "wss://"), ("http://", "ws://")] where address.url.lowercased().hasPrefix(scheme) {
            address.url = socket + address.url.dropFirst(scheme.count)
        }
        return address
    }
}
