// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A setup code: where a gateway is, and the right to pair one device with it (PROTOCOL 4.6). Keep it like a password until it is used.
///
/// ```swift
/// let code = try SetupCode(text)
/// configuration.credentials = code.credentials
/// configuration.device = try DeviceIdentity.generate()
/// try await GatewayClient.withConnection(to: code.gateway, configuration: configuration, loops: loops, resolver: resolver) { client in
///     keep(client.hello.deviceTokens)
/// }
/// ```
///
/// It counts once, for ten minutes. Keep the tokens of ``GatewayHello/deviceTokens``: they are what the device comes back with.
public struct SetupCode: Sendable, Hashable {
    /// The gateway's address.
    public let gateway: String
    /// What the device shows the gateway, once.
    public let token: Secret

    /// What to connect with.
    public var credentials: GatewayCredentials { .setupToken(self.token) }

    /// Reads a code: base64url or base64 of `{url, bootstrapToken}`.
    /// - Throws: ``GatewayClientError`` with ``GatewayClientError/Code/invalidSetupCode`` when it is none, or when it would show its secret
    ///   readably outside of private networks.
    public init(_ text: String) throws(GatewayClientError) {
        let trimmed = text.filter { !$0.isWhitespace && $0 != "=" }
        let normal = String(trimmed.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        guard normal.utf8.count <= 8_192, let bytes = Base64URL.decode(normal),
            let json = try? JSONValue(parsing: bytes),  // Whatever is wrong with it, it is no code.
            let url = json["url"]?.stringValue, let token = json["bootstrapToken"]?.stringValue,
            (1...256).contains(token.utf8.count), token.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else {
            throw GatewayClientError(
                .invalidSetupCode,
                "this is no setup code; copy the whole first line of what \"openclaw devices setup-code\" prints"
            )
        }
        let lower = url.lowercased()
        guard lower.hasPrefix("ws://") || lower.hasPrefix("wss://"), let address = RemoteAddress(url) else {
            throw GatewayClientError(.invalidSetupCode, "the setup code's address is none of a gateway; have a new one made")
        }
        guard address.isEncrypted || address.isPrivate else {
            throw GatewayClientError(
                .invalidSetupCode,
                "the setup code's address is not encrypted and not of a private network; have one made with --public-url wss://…"
            )
        }
        self.gateway = url
        self.token = Secret(token)
    }
}
