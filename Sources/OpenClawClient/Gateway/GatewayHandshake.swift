// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Signing in: the gateway's challenge, `connect`, and `hello-ok` (PROTOCOL 1.4, 1.5).
struct GatewayHandshake: Sendable {
    let configuration: GatewayClientConfiguration

    /// Signs in over a transport; a transport on which that fails is closed.
    func connection(over transport: any GatewayClientTransport) async throws(GatewayClientError) -> GatewayConnection {
        do throws(GatewayClientError) {
            return GatewayConnection(transport: transport, hello: try await self.perform(transport))
        } catch {
            await transport.close()
            throw error
        }
    }

    /// Signs in within the time limit.
    func perform(_ transport: any GatewayClientTransport) async throws(GatewayClientError) -> GatewayHello {
        let limit = self.configuration.connectTimeout
        let clock = self.configuration.clock
        let outcome = await withTaskGroup(of: Result<GatewayHello, GatewayClientError>.self) { group in
            group.addTask {
                do throws(GatewayClientError) {
                    return .success(try await self.exchange(transport))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                do { try await clock.sleep(for: limit) } catch {
                    return .failure(GatewayClientError(.cancelled, "connecting was given up"))
                }
                return .failure(GatewayClientError(.timeout, "the gateway did not accept the connection within \(limit)"))
            }
            let first = await group.next()
            group.cancelAll()
            return first
        }
        guard let outcome else { throw GatewayClientError(.cancelled, "connecting was given up") }
        return try outcome.get()
    }

    private func exchange(_ transport: any GatewayClientTransport) async throws(GatewayClientError) -> GatewayHello {
        let challenge = try await self.next(transport)
        guard challenge["event"]?.stringValue == "connect.challenge" else {
            throw GatewayClientError(.handshakeFailed, "what answers at this address is not an OpenClaw gateway")
        }
        let request = GatewayFrame.request(
            id: "connect",
            method: "connect",
            params: .object(try self.parameters(challenge["payload"] ?? .null))
        )
        try await transport.send(request)
        while true {
            let frame = try await self.next(transport)
            guard frame["type"]?.stringValue == "res", frame["id"]?.stringValue == "connect" else { continue }
            guard frame["ok"]?.boolValue == true else {
                let error = GatewayFrame.error(of: frame)
                guard error.details?["reason"]?.stringValue == "startup-sidecars", let wait = error.retryAfterMilliseconds else {
                    throw Self.refusal(error)
                }
                // The gateway is starting and keeps the socket; the time limit of connecting bounds this.
                do { try await self.configuration.clock.sleep(for: .milliseconds(wait)) } catch {
                    throw GatewayClientError(.cancelled, "connecting was given up")
                }
                try await transport.send(request)
                continue
            }
            guard let hello = GatewayHello(frame["payload"] ?? .null) else {
                throw GatewayClientError(
                    .handshakeFailed,
                    "the gateway's answer to connect is not understood; it may be of another version"
                )
            }
            return hello
        }
    }

    private func next(_ transport: any GatewayClientTransport) async throws(GatewayClientError) -> JSONValue {
        guard let frame = try await transport.receive() else {
            let reason = transport.closeReason.map { ": \($0)" } ?? ""
            throw GatewayClientError(.disconnected, "the gateway closed the connection while signing in\(reason)")
        }
        do {
            return try JSONValue(parsing: frame)
        } catch {
            throw GatewayClientError(.handshakeFailed, "what answers at this address is not an OpenClaw gateway")
        }
    }

    private func parameters(_ challenge: JSONValue) throws(GatewayClientError) -> JSONObject {
        let info = self.configuration.client
        var client: JSONObject = [
            "id": .string(info.id), "version": .string(info.version), "platform": .string(info.platform), "mode": .string(info.mode),
        ]
        if let name = info.displayName { client["displayName"] = .string(name) }
        if let instance = info.instanceID { client["instanceId"] = .string(instance) }
        var parameters: JSONObject = [
            "minProtocol": JSONValue(ProtocolVersion.current),
            "maxProtocol": JSONValue(ProtocolVersion.current),
            "client": .object(client),
            "caps": .array(self.configuration.capabilities.map(JSONValue.string)),
            "role": .string(self.configuration.role.rawValue),
            "scopes": .array(self.scopes.map(JSONValue.string)),
        ]
        if let family = info.deviceFamily { client["deviceFamily"] = .string(family) }
        parameters["client"] = .object(client)
        if !self.configuration.commands.isEmpty { parameters["commands"] = .array(self.configuration.commands.map(JSONValue.string)) }
        switch self.configuration.credentials {
        case .none: break
        case .token(let secret): parameters["auth"] = ["token": .string(secret.reveal())]
        case .password(let secret): parameters["auth"] = ["password": .string(secret.reveal())]
        case .deviceToken(let secret): parameters["auth"] = ["deviceToken": .string(secret.reveal())]
        case .setupToken(let secret): parameters["auth"] = ["bootstrapToken": .string(secret.reveal())]
        }
        if let device = self.configuration.device { parameters["device"] = try self.proof(device, challenge) }
        return parameters
    }

    private var scopes: [String] { self.configuration.role == .operator ? self.configuration.scopes.wireNames : [] }

    /// The device's proof over this connection's challenge. The gateway's own time is signed, so that a wrong clock does not matter.
    private func proof(_ device: DeviceIdentity, _ challenge: JSONValue) throws(GatewayClientError) -> JSONValue {
        guard let nonce = challenge["nonce"]?.stringValue, let time = challenge["ts"]?.intValue else {
            throw GatewayClientError(.handshakeFailed, "the gateway's challenge is not understood; it may be of another version")
        }
        let token =
            switch self.configuration.credentials {
            case .none, .password: ""
            case .token(let secret), .deviceToken(let secret), .setupToken(let secret): secret.reveal()
            }
        do {
            return try device.proof(
                client: self.configuration.client,
                role: self.configuration.role,
                scopes: self.scopes,
                token: token,
                nonce: nonce,
                signedAt: time
            )
        } catch {
            throw GatewayClientError(.deviceIdentity, "the device's key cannot sign: \(error)")
        }
    }

    private static func refusal(_ error: MethodError) -> GatewayClientError {
        let detail = error.details?["code"]?.stringValue ?? ""
        if detail == "PAIRING_REQUIRED" {
            return GatewayClientError(.pairingRequired, error.message, method: error)
        }
        if detail == "AUTH_BOOTSTRAP_TOKEN_INVALID" {
            let words = "the setup code does not count: it was used, or is older than ten minutes; have another one made"
            return GatewayClientError(.unauthorized, "\(words) (openclaw devices setup-code)", method: error)
        }
        if detail.hasPrefix("AUTH_") || error.message.hasPrefix("unauthorized") {
            return GatewayClientError(.unauthorized, error.message, method: error)
        }
        if error.code == .unavailable { return GatewayClientError(.unavailable, error.message, method: error) }
        return GatewayClientError(.handshakeFailed, "the gateway refused the connection: \(error.message)", method: error)
    }
}
