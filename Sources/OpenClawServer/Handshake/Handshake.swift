// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Decides on `connect`: version, role, origin, secret, scopes, in this order (PROTOCOL 1.4–1.9). A value without I/O.
struct Handshake: Sendable {
    let check: SharedSecretCheck
    let authentication: ServerAuthentication
    let origins: OriginPolicy
    let allowsInsecureControlPage: Bool

    init(_ configuration: GatewayServerConfiguration) {
        self.check = SharedSecretCheck(configuration.authentication)
        self.authentication = configuration.authentication
        self.origins = configuration.origins
        self.allowsInsecureControlPage = configuration.allowsInsecureControlPage
    }

    /// Decides on the parameters of `connect`.
    func decide(_ json: JSONValue, peer: HandshakePeer, phase: GatewayPhase) -> HandshakeDecision {
        if phase == .idle {
            return .retry(
                MethodError(
                    .unavailable,
                    "gateway starting; retry shortly",
                    details: ["reason": "startup-sidecars"],
                    retryable: true,
                    retryAfterMilliseconds: 500
                )
            )
        }
        let parameters: ConnectParameters
        do {
            parameters = try ConnectParameters(json: json)
        } catch {
            return .refuse(error, .policyViolation, reason: "invalid connect params")
        }
        guard
            let version = ProtocolVersion.negotiate(
                clientMinimum: parameters.minimumProtocol,
                clientMaximum: parameters.maximumProtocol
            )
        else {
            let details: JSONObject = [
                "code": "PROTOCOL_MISMATCH", "clientMinProtocol": .int(Int64(parameters.minimumProtocol)),
                "clientMaxProtocol": .int(Int64(parameters.maximumProtocol)), "expectedProtocol": .int(Int64(ProtocolVersion.current)),
                "minimumProbeProtocol": .int(Int64(ProtocolVersion.minimum)),
            ]
            return .refuse(.invalid("protocol mismatch", details: details), .protocolError, reason: "protocol mismatch")
        }
        guard parameters.role == "operator" || parameters.role == "node" else {
            return .refuse(.invalid("invalid role"), .policyViolation, reason: "invalid role")
        }
        guard self.origins.allows(origin: peer.origin, host: peer.host, isLoopbackPeer: peer.isLoopbackClient) else {
            let words = "origin not allowed (open the control page from the gateway itself or add the origin to gateway.controlUi.allowedOrigins)"
            return .refuse(
                .invalid(words, details: ["code": "CONTROL_UI_ORIGIN_NOT_ALLOWED"]),
                .policyViolation,
                reason: "origin not allowed"
            )
        }
        if case .refused(let failure) = self.check.check(token: parameters.token, password: parameters.password) {
            return .refuse(failure.error, .policyViolation, reason: failure.message)
        }
        if parameters.role == "node" {
            return .refuse(
                MethodError(
                    .notPaired,
                    "device identity required: nodes connect with a paired device identity",
                    details: ["code": "DEVICE_IDENTITY_REQUIRED"]
                ),
                .policyViolation,
                reason: "device identity required"
            )
        }
        return .accept(parameters, role: .operator, scopes: self.scopes(parameters, peer), version: version)
    }

    /// The scopes a client without a proved device keeps of those it asks for (GHSA-rqpp-rjj8-7wv8: none that nothing binds).
    private func scopes(_ parameters: ConnectParameters, _ peer: HandshakePeer) -> ScopeSet {
        let isControlPage = parameters.client.id == "openclaw-control-ui" && self.allowsInsecureControlPage
        guard peer.isLoopbackClient || isControlPage else { return [] }
        var scopes: ScopeSet = []
        for name in parameters.scopes {
            if let scope = ScopeSet(name: name) { scopes.insert(scope) }
        }
        return scopes
    }
}
