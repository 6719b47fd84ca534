// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// Decides on `connect`: version, role, origin, device proof, credentials, pairing, scopes, in this order (PROTOCOL 1.4–1.9).
///
/// It does no I/O; what has to be kept before the client may come in is handed back as a decision to do so.
struct Handshake: Sendable {
    private let authenticator: Authenticator
    private let pairing: PairingRegistry
    private let wallClock: any WallClock
    private let origins: OriginState
    private let allowsInsecureControlPage: Bool
    private let trustedNodeNetworks: [IPNetwork]

    init(
        _ configuration: GatewayServerConfiguration,
        authenticator: Authenticator,
        pairing: PairingRegistry,
        wallClock: any WallClock,
        origins: OriginState? = nil
    ) {
        self.authenticator = authenticator
        self.pairing = pairing
        self.wallClock = wallClock
        self.origins = origins ?? OriginState(configuration.origins)
        self.allowsInsecureControlPage = configuration.allowsInsecureControlPage
        self.trustedNodeNetworks = configuration.trustedNodeNetworks
    }

    /// Decides on the parameters of `connect`.
    /// - Parameter nonce: what this socket was challenged with.
    func decide(_ json: JSONValue, nonce: String, peer: HandshakePeer, phase: GatewayPhase) -> HandshakeDecision {
        if phase == .idle || phase == .starting { return .retry(Self.starting) }
        let parameters: ConnectParameters
        do {
            parameters = try ConnectParameters(json: json)
        } catch {
            return .refuse(error, .policyViolation, reason: "invalid connect params")
        }
        guard let version = Self.version(parameters) else { return Self.versionMismatch(parameters) }
        guard parameters.role == "operator" || parameters.role == "node" else {
            return .refuse(.invalid("invalid role"), .policyViolation, reason: "invalid role")
        }
        guard self.origins.allows(origin: peer.origin, host: peer.host, isLoopbackPeer: peer.isLoopbackClient) else {
            return Self.originRefused
        }
        guard let device = parameters.device else { return self.decideWithoutDevice(parameters, version, peer) }
        let context = DeviceProof.Context(
            clientID: parameters.client.id,
            clientMode: parameters.client.mode,
            platform: parameters.client.platform,
            deviceFamily: parameters.client.deviceFamily ?? "",
            role: parameters.role,
            scopes: parameters.scopes,
            token: parameters.signedCredential,
            nonce: nonce,
            now: self.wallClock.now()
        )
        switch device.verify(context) {
        case .failure(let failure): return .refuse(failure.error, .policyViolation, reason: failure.message)
        case .success(let key): return self.decide(parameters, device: DeviceID(rawValue: device.id), key: key, version, peer)
        }
    }

    private func refuse(_ failure: AuthenticationFailure, _ peer: HandshakePeer) -> HandshakeDecision {
        self.authenticator.report(failure, over: "websocket", peer: peer)
        return .refuse(failure)
    }

    // MARK: Without a device

    private func decideWithoutDevice(_ parameters: ConnectParameters, _ version: Int, _ peer: HandshakePeer) -> HandshakeDecision {
        if parameters.bootstrapToken != nil { return self.refuse(.bootstrapTokenInvalid, peer) }
        let generation = self.authenticator.state.snapshot.generation
        switch self.authenticator.authenticate(token: parameters.token, password: parameters.password, peer: peer) {
        case .failure(let failure): return self.refuse(failure, peer)
        case .success(let grant):
            if parameters.role == "node" { return Self.deviceRequired("nodes connect with a paired device identity") }
            if let claims = grant.claims, claims.role != .operator { return self.refuse(.scopeMismatch, peer) }
            let isLocal = peer.isLoopbackClient
            if grant.credential == .none, !isLocal { return Self.deviceRequired("without a shared secret only paired devices may connect") }
            let wanted = ScopeSet(names: parameters.scopes)
            return .accept(
                Admission(
                    parameters: parameters,
                    role: .operator,
                    scopes: self.scopes(wanted, grant, parameters.client, isLocal: isLocal),
                    version: version,
                    credential: grant.credential,
                    generation: generation
                )
            )
        }
    }

    /// The scopes a client without a proved device keeps of those it asks for: none that nothing binds (GHSA-rqpp-rjj8-7wv8).
    private func scopes(_ wanted: ScopeSet, _ grant: AuthenticationGrant, _ client: ClientInfo, isLocal: Bool) -> ScopeSet {
        if grant.bindsScopes { return grant.limit(wanted) }
        if case .proxy = grant.credential { return self.proxyScopes?.common(with: wanted) ?? [] }
        return isLocal || (client.id == "openclaw-control-ui" && self.allowsInsecureControlPage) ? wanted : []
    }

    private var proxyScopes: ScopeSet? {
        guard case .trustedProxy(let proxy) = self.authenticator.state.snapshot.settings.mode else { return nil }
        return proxy.autoApproveScopes
    }

    // MARK: With a device

    private func decide(
        _ parameters: ConnectParameters,
        device: DeviceID,
        key: [UInt8],
        _ version: Int,
        _ peer: HandshakePeer
    ) -> HandshakeDecision {
        let role = Role(rawValue: parameters.role)
        let wanted = role == .operator ? ScopeSet(names: parameters.scopes) : []
        var admission = Admission(
            parameters: parameters,
            role: role,
            scopes: wanted,
            version: version,
            credential: .deviceToken,
            generation: self.authenticator.state.snapshot.generation,
            device: device,
            node: role == .node ? Self.surface(parameters) : nil
        )
        let candidate = DeviceCandidate(
            id: device,
            publicKey: Base64URL.encode(key),
            role: role,
            scopes: wanted,
            client: parameters.client,
            remoteAddress: peer.address
        )
        // A setup code counts beside no other credential: where none is needed it still says what the device becomes.
        if let secret = parameters.bootstrapToken, parameters.showsNothingElse {
            if let failure = self.authenticator.check(bootstrap: secret, in: self.pairing, peer: peer) {
                return self.refuse(failure, peer)
            }
            return .redeem(candidate, secret: secret, admission)
        }
        switch self.authenticator.authenticate(token: parameters.token, password: parameters.password, peer: peer) {
        case .failure(let failure):
            let known = self.pairing.device(device)
            switch self.decideByDeviceToken(parameters, known, role, wanted, failure, peer) {
            case .failure(let failure): return self.refuse(failure, peer)
            case .success(let token):
                admission.token = token
                return .accept(admission)
            }
        case .success(let grant):
            if let claims = grant.claims, claims.role != role { return self.refuse(.scopeMismatch, peer) }
            admission.credential = grant.credential
            admission.scopes = grant.limit(wanted)
            var candidate = candidate
            candidate.scopes = role == .operator ? admission.scopes : []
            let silent = self.silentApproval(candidate, grant, peer)
            admission.approvesCommands = silent.commands
            if case .admitted(_, let token) = self.pairing.standing(of: candidate) {
                admission.token = token
                return .accept(admission)
            }
            return .pair(candidate, silent, admission)
        }
    }

    /// The device's own token, explicit or in place of the shared one (PROTOCOL 1.7).
    private func decideByDeviceToken(
        _ parameters: ConnectParameters,
        _ device: PairedDevice?,
        _ role: Role,
        _ scopes: ScopeSet,
        _ failure: AuthenticationFailure,
        _ peer: HandshakePeer
    ) -> Result<DeviceToken, AuthenticationFailure> {
        guard let shown = parameters.deviceToken ?? parameters.token, !shown.isEmpty else { return .failure(failure) }
        let refusal = self.authenticator.check(shown, of: device, role: role, scopes: scopes, peer: peer)
        if refusal == nil || refusal == .scopeMismatch { self.authenticator.excuse(failure, peer: peer) }
        guard var refusal else {
            guard let token = device?.liveToken(role) else { return .failure(.deviceTokenMismatch) }
            return .success(token)
        }
        if refusal == .deviceTokenMismatch, parameters.deviceToken == nil {
            // It was meant as the shared token, or is an old one of the device.
            refusal = failure.isMissing ? refusal : failure
            if device?.liveToken(role) != nil, refusal.code == "AUTH_TOKEN_MISMATCH" {
                refusal.canRetryWithDeviceToken = true
                refusal.nextStep = "retry_with_device_token"
            }
        }
        return .failure(refusal)
    }

    /// What may be approved without a person (PROTOCOL 1.8): whoever sits at the machine with its secret could approve it anyway.
    private func silentApproval(_ candidate: DeviceCandidate, _ grant: AuthenticationGrant, _ peer: HandshakePeer) -> SilentApproval {
        // A signed token has an end; what a device gets by being paired has none.
        if grant.bindsScopes { return .none }
        if peer.isLoopbackClient {
            // A page needs more than being opened on this machine: the secret, and to be one of the gateway's own programs.
            if peer.origin == nil { return .local }
            let isPage = ["openclaw-control-ui", "webchat-ui", "webchat"].contains(candidate.client.id)
            return isPage && grant.credential != .none ? .local : .none
        }
        if case .proxy = grant.credential, candidate.role == .operator, let allowed = self.proxyScopes, allowed.satisfies(candidate.scopes)
        {
            return SilentApproval(newDevice: true, moreScopes: true, commands: false)
        }
        let isTrustedNode =
            candidate.role == .node && peer.origin == nil && self.trustedNodeNetworks.contains { $0.contains(peer.socketAddress) }
        return isTrustedNode ? .device : .none
    }

    private static func surface(_ parameters: ConnectParameters) -> NodeSurface {
        NodeSurface(
            client: parameters.client,
            capabilities: parameters.capabilityList,
            commands: parameters.commands,
            permissions: parameters.permissions,
            pathEnvironment: parameters.pathEnvironment
        )
    }

    // MARK: Refusals

    private static var starting: MethodError {
        MethodError(
            .unavailable,
            "gateway starting; retry shortly",
            details: ["reason": "startup-sidecars"],
            retryable: true,
            retryAfterMilliseconds: 500
        )
    }

    private static func version(_ parameters: ConnectParameters) -> Int? {
        ProtocolVersion.negotiate(clientMinimum: parameters.minimumProtocol, clientMaximum: parameters.maximumProtocol)
    }

    private static func versionMismatch(_ parameters: ConnectParameters) -> HandshakeDecision {
        let details: JSONObject = [
            "code": "PROTOCOL_MISMATCH", "clientMinProtocol": .int(Int64(parameters.minimumProtocol)),
            "clientMaxProtocol": .int(Int64(parameters.maximumProtocol)), "expectedProtocol": .int(Int64(ProtocolVersion.current)),
            "minimumProbeProtocol": .int(Int64(ProtocolVersion.minimum)),
        ]
        return .refuse(.invalid("protocol mismatch", details: details), .protocolError, reason: "protocol mismatch")
    }

    private static var originRefused: HandshakeDecision {
        let words =
            "origin not allowed (open the control page from the gateway itself or add the origin to gateway.controlUi.allowedOrigins)"
        return .refuse(
            .invalid(words, details: ["code": "CONTROL_UI_ORIGIN_NOT_ALLOWED"]),
            .policyViolation,
            reason: "origin not allowed"
        )
    }

    private static func deviceRequired(_ hint: String) -> HandshakeDecision {
        .refuse(
            MethodError(.notPaired, "device identity required: \(hint)", details: ["code": "DEVICE_IDENTITY_REQUIRED"]),
            .policyViolation,
            reason: "device identity required"
        )
    }
}
