// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// Decides whether what a client shows counts: shared secrets, signed tokens, certificates, proxies. For sockets and HTTP alike.
///
/// The settings are read anew each time. Failures are counted before the check (PROTOCOL 4.1).
struct Authenticator: Sendable {
    let state: AuthenticationState
    let limits: AccessLimits
    private let check = SharedSecretCheck()
    private let wallClock: any WallClock
    private let logger: Logger

    init(state: AuthenticationState, limits: AccessLimits, wallClock: any WallClock, logger: Logger) {
        self.state = state
        self.limits = limits
        self.wallClock = wallClock
        self.logger = logger
    }

    /// Checks the shared credential of a client.
    func authenticate(token: String?, password: String?, peer: HandshakePeer) -> Result<AuthenticationGrant, AuthenticationFailure> {
        let now = self.state.snapshot
        let token = token.flatMap { $0.isEmpty ? nil : $0 }
        let password = password.flatMap { $0.isEmpty ? nil : $0 }
        if let token, let key = now.settings.signedTokens, SignedTokenKey.looksSigned(token) {
            return self.counted(peer) { self.signed(token, key) }
        }
        switch now.settings.mode {
        case .none: return .success(AuthenticationGrant(credential: .none))
        case .token(let expected):
            guard let token else { return self.tailscale(peer) ?? .failure(.tokenMissing) }
            return self.counted(peer) { self.shared(token, expected, now.generation, .tokenMismatch) }
        case .password(let expected):
            guard let password else { return self.tailscale(peer) ?? .failure(.passwordMissing) }
            return self.counted(peer) { self.shared(password, expected, now.generation, .passwordMismatch) }
        case .clientCertificate:
            return peer.certificate == nil ? .failure(.certificateMissing) : .success(AuthenticationGrant(credential: .certificate))
        case .trustedProxy(let proxy):
            return proxy.user(peer).map { AuthenticationGrant(credential: .proxy(user: $0)) }
        }
    }

    /// Checks the secret of an `Authorization: Bearer` field: the token, the password or a signed token.
    func authenticate(bearer: String?, peer: HandshakePeer) -> Result<AuthenticationGrant, AuthenticationFailure> {
        self.authenticate(token: bearer, password: bearer, peer: peer)
    }

    /// Takes back what a failed check of the shared credential counted, because the same text was right as something else.
    func excuse(_ failure: AuthenticationFailure, peer: HandshakePeer) {
        if !failure.isMissing, failure.retryAfterMilliseconds == nil { self.limits.takeBackAttempt(self.limits.failureKey(.shared, peer)) }
    }

    /// Checks a device's own token.
    func check(_ shown: String, of device: PairedDevice?, role: Role, scopes: ScopeSet, peer: HandshakePeer) -> AuthenticationFailure? {
        let key = self.limits.failureKey(.deviceToken, peer)
        if let wait = self.limits.beginAttempt(key) { return .rateLimited(milliseconds: wait) }
        // The comparison takes place also when there is nothing to compare with.
        let live = device.flatMap { $0.roles.contains(role) ? $0.liveToken(role) : nil }
        let isRight = self.check.matches(shown, live?.secret.reveal() ?? "") && live != nil
        guard isRight, let live else { return .deviceTokenMismatch }
        self.limits.succeed(key)
        return role == .operator && !live.scopes.satisfies(scopes) ? .scopeMismatch : nil
    }

    /// Whether a secret may be that of a setup code; counted like every other credential.
    func check(bootstrap secret: String, in pairing: PairingRegistry, peer: HandshakePeer) -> AuthenticationFailure? {
        let key = self.limits.failureKey(.bootstrap, peer)
        if let wait = self.limits.beginAttempt(key) { return .rateLimited(milliseconds: wait) }
        guard pairing.hasBootstrap(secret, at: self.wallClock.now()) else { return .bootstrapTokenInvalid }
        self.limits.succeed(key)
        return nil
    }

    /// Tells the log of a credential that did not count, and from where it came; never what was shown. Attempts that are refused unseen are
    /// told once for each lockout, so that nobody fills the log.
    func report(_ failure: AuthenticationFailure, over interface: String, peer: HandshakePeer) {
        guard !failure.isMissing else { return }
        if let wait = failure.retryAfterMilliseconds, !self.limits.isWholeLockout(milliseconds: wait) { return }
        var fields: LogMetadata = ["from": .string(peer.address), "over": .string(interface), "code": .string(failure.code)]
        if let origin = peer.origin { fields.fields.append(("origin", .string(DisplayText.plain(origin, maximumLength: 256)))) }
        if let wait = failure.retryAfterMilliseconds {
            fields.fields.append(("retryAfterMs", .int(Int64(wait))))
            self.logger.warn("auth.locked_out", fields)
        } else {
            self.logger.warn("auth.failed", fields)
        }
    }

    /// What `tailscale` says about who shows nothing else.
    private func tailscale(_ peer: HandshakePeer) -> Result<AuthenticationGrant, AuthenticationFailure>? {
        guard let claim = peer.tailscale else { return nil }
        switch claim.outcome {
        case .unasked: return nil
        case .verified: return .success(AuthenticationGrant(credential: .proxy(user: claim.login)))
        case .unknown: return .failure(.tailscaleUnknown)
        case .another: return .failure(.tailscaleMismatch)
        }
    }

    private func counted(
        _ peer: HandshakePeer,
        _ check: () -> Result<AuthenticationGrant, AuthenticationFailure>
    ) -> Result<AuthenticationGrant, AuthenticationFailure> {
        let key = self.limits.failureKey(.shared, peer)
        if let wait = self.limits.beginAttempt(key) { return .failure(.rateLimited(milliseconds: wait)) }
        let outcome = check()
        if case .success = outcome { self.limits.succeed(key) }
        return outcome
    }

    private func shared(
        _ shown: String,
        _ expected: String,
        _ generation: Int,
        _ failure: AuthenticationFailure
    ) -> Result<AuthenticationGrant, AuthenticationFailure> {
        self.check.matches(shown, expected) ? .success(AuthenticationGrant(credential: .shared(generation: generation))) : .failure(failure)
    }

    private func signed(_ token: String, _ key: SignedTokenKey) -> Result<AuthenticationGrant, AuthenticationFailure> {
        switch key.verify(token, now: self.wallClock.now().seconds) {
        case .success(let claims):
            let end = Timestamp(milliseconds: (claims.expiresAt + SignedTokenKey.leeway) * 1_000)
            return .success(AuthenticationGrant(credential: .signedToken(expiresAt: end), claims: claims))
        case .failure(let error): return .failure(.signedToken(error))
        }
    }
}
