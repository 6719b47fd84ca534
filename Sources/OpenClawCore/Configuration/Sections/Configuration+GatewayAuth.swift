// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.auth`: who may connect.
    public struct GatewayAuth: Sendable, Hashable {
        /// What a client must show.
        public var mode = GatewayAuthMode.token
        /// The token; without one the gateway makes one and keeps it in its state directory.
        public var token: Secret?
        /// The password.
        public var password: Secret?
        /// Whether users whom `tailscale whois` confirms are signed in; `nil` is yes with `gateway.tailscale.mode` `serve`.
        public var allowTailscale: Bool?
        /// Users that a proxy has signed in.
        public var trustedProxy = TrustedProxy()
        /// How many wrong credentials an address may show.
        public var rateLimit = FailureLimit()

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.GatewayAuth {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "mode",
                \.mode,
                .choice([.token, .password, .trustedProxy, .clientCertificate, .none]),
                default: .token,
                reload: .hot,
                flag: "--auth",
                "What a client must show. Without it, `password` when only a password is set. `none` takes effect with the next start only."
            ),
            .key(
                "token",
                \.token,
                .secret,
                reload: .hot,
                environment: ["OPENCLAW_GATEWAY_TOKEN", "OPENCLAW_AUTH_TOKEN"],
                flag: "--token",
                "The token. Without one the gateway makes one and keeps it in `gateway-token` in its state directory."
            ),
            .key(
                "password",
                \.password,
                .secret,
                reload: .hot,
                environment: ["OPENCLAW_GATEWAY_PASSWORD"],
                flag: "--password",
                "The password."
            ),
            .key(
                "allowTailscale",
                \.allowTailscale,
                .boolean,
                "Whether users that come through `tailscale serve` and whom `tailscale whois` confirms need no token over the WebSocket; their devices still wait for approval. Yes with `gateway.tailscale.mode` `serve` unless set."
            ),
            .key(
                "trustedProxy",
                \.trustedProxy,
                Configuration.TrustedProxy.schema.type,
                default: .init(),
                "Users that a proxy has signed in, for `trusted-proxy`."
            ),
            .key("rateLimit", \.rateLimit, Configuration.FailureLimit.schema.type, default: .init(), "Wrong credentials of one address."),
        ],
        check: { auth, decoder in auth.settle(&decoder) }
    )

    /// Chooses the mode when the file leaves it out, and checks that its credential is there.
    private mutating func settle(_ decoder: inout ConfigurationDecoder) {
        let path = decoder.path
        let isModeSet = decoder.tree.isSet(path.appending("mode"))
        if !isModeSet, self.password != nil {
            if self.token == nil {
                self.mode = .password
            } else {
                let token = decoder.tree.origin(of: path.appending("token")).precedence
                let password = decoder.tree.origin(of: path.appending("password")).precedence
                if token == password {
                    decoder.report(
                        .conflict,
                        at: path.appending("password"),
                        "both a token and a password are set; set gateway.auth.mode to say which one counts, or remove one"
                    )
                }
                self.mode = password > token ? .password : .token
            }
        }
        if self.mode == .trustedProxy {
            if self.trustedProxy.userHeader == nil {
                decoder.report(.missingKey, at: path.appending("mode"), "\"trusted-proxy\" needs gateway.auth.trustedProxy.userHeader")
            }
            if self.token != nil || self.password != nil {
                decoder.report(.conflict, at: path.appending("mode"), "\"trusted-proxy\" excludes a token and a password; remove them")
            }
        }
        if self.mode == .password, self.password == nil {
            decoder.report(.missingKey, at: path.appending("mode"), "\"password\" needs gateway.auth.password or OPENCLAW_GATEWAY_PASSWORD")
        }
    }
}
