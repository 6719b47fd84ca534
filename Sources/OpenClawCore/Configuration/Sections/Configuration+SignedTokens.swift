// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `auth`: signed tokens beside the gateway's own credential.
    public struct SignedTokens: Sendable, Hashable {
        /// The kind of token; `nil` accepts none.
        public var type: SignedTokenType?
        /// The secret they are signed with.
        public var secret: Secret?
        /// How long new ones count.
        public var expiresIn = Duration.seconds(86_400)

        /// The section without any key set.
        public init() {}
    }

    /// `auth.type`.
    public struct SignedTokenType: RawRepresentable, Sendable, Hashable {
        /// The type as configuration writes it.
        public let rawValue: String

        /// Wraps a type.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// JSON Web Tokens with HMAC-SHA-256.
        public static let jwt = SignedTokenType(rawValue: "jwt")
    }
}

extension Configuration.SignedTokens {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("type", \.type, .choice([.jwt]), reload: .hot, "`jwt` accepts JSON Web Tokens (HS256); `openclaw auth issue` makes them."),
            .key("secret", \.secret, .secret, reload: .hot, "The secret they are signed with, at least 32 bytes."),
            .key(
                "expiresIn",
                \.expiresIn,
                .duration(.seconds, atLeast: .seconds(1)),
                default: .seconds(86_400),
                reload: .hot,
                "How long new ones count."
            ),
        ],
        reserved: [.later("profiles", "sign-in profiles"), .later("order", "sign-in profiles"), .later("cooldowns", "sign-in profiles")],
        check: { tokens, decoder in
            guard tokens.type == .jwt else { return }
            guard let secret = tokens.secret else {
                decoder.report(.missingKey, at: decoder.path.appending("type"), "\"jwt\" needs auth.secret")
                return
            }
            if secret.reveal().utf8.count < 32 {
                decoder.report(.insecure, at: decoder.path.appending("secret"), "is shorter than 32 bytes; make one: openssl rand -hex 32")
            }
        }
    )
}
