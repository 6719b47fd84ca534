// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// Authenticates HTTP requests: bearer credentials, certificates and proxies, with the same checks and limits as sockets.
struct HTTPAuthentication: Sendable {
    private let authenticator: Authenticator
    private let origins: OriginState

    init(authenticator: Authenticator, origins: OriginState) {
        self.authenticator = authenticator
        self.origins = origins
    }

    /// Who makes the request.
    ///
    /// The shared secret stands for the operator and has every scope; a signed token has those it names; a proxy's user those that
    /// its devices would get without asking; without a secret the machine's own programs have all. `X-OpenClaw-Scopes` can only take
    /// away (PROTOCOL 3). Pages of other origins are refused whatever they show (CVE-2026-26317).
    func caller(of request: HTTPServerRequest) -> Result<HTTPCaller, AuthenticationFailure> {
        let peer = HandshakePeer(request)
        let fields = request.head.fields
        guard self.origins.allows(origin: peer.origin, host: peer.host, isLoopbackPeer: peer.isLoopbackClient) else {
            return .failure(.foreignPage)
        }
        if peer.origin == nil, fields["Sec-Fetch-Site"]?.lowercased() == "cross-site" { return .failure(.foreignPage) }
        let outcome = self.authenticator.authenticate(bearer: BearerCredentials.token(in: fields[.authorization]), peer: peer)
        if case .failure(let failure) = outcome { self.authenticator.report(failure, over: "http", peer: peer) }
        return outcome.map { grant in
            let scopes = self.scopes(of: grant, peer)
            guard let narrowed = fields["X-OpenClaw-Scopes"] else { return HTTPCaller(scopes: scopes) }
            let wanted = ScopeSet(names: narrowed.split { $0 == "," || $0 == " " }.map(String.init))
            return HTTPCaller(scopes: scopes.common(with: wanted))
        }
    }

    private func scopes(of grant: AuthenticationGrant, _ peer: HandshakePeer) -> ScopeSet {
        if let claims = grant.claims { return claims.role == .operator ? claims.scopes : [] }
        switch grant.credential {
        case .proxy:
            guard case .trustedProxy(let proxy) = self.authenticator.state.snapshot.settings.mode else { return [] }
            return proxy.autoApproveScopes ?? []
        case .none: return peer.isLoopbackClient ? .all : []
        default: return .all
        }
    }
}

extension AuthenticationFailure {
    static let foreignPage = AuthenticationFailure(
        message: "unauthorized: origin not allowed (add the page's origin to gateway.controlUi.allowedOrigins)",
        code: "CONTROL_UI_ORIGIN_NOT_ALLOWED",
        reason: "origin_not_allowed",
        nextStep: "review_auth_configuration",
        isMissing: true
    )
}

extension HTTPProblem {
    /// A refused authentication over HTTP.
    init(_ failure: AuthenticationFailure) {
        switch failure.code {
        case "CONTROL_UI_ORIGIN_NOT_ALLOWED":
            self.init(.forbidden, "forbidden", "Pages of this origin may not use the gateway.", code: "ORIGIN")
        case "OPERATOR_ACCESS_DENIED": self.init(.forbidden, "forbidden", failure.message, code: failure.code)
        case "AUTH_RATE_LIMITED":
            let seconds = ((failure.retryAfterMilliseconds ?? 1_000) + 999) / 1_000
            self.init(.tooManyRequests, "rate_limited", failure.message, code: failure.code, retryAfterSeconds: seconds)
        default:
            self.init(
                .unauthorized,
                "unauthorized",
                "Give the gateway's token or password: Authorization: Bearer <token>. (\(failure.message))",
                code: "invalid_api_key"
            )
        }
    }
}
