// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.remote`: the gateway elsewhere that commands use when `gateway.mode` is `remote`.
    public struct Remote: Sendable, Hashable {
        /// Its address.
        public var url: String?
        /// Its token.
        public var token: Secret?
        /// Its password.
        public var password: Secret?
        /// The SHA-256 fingerprint of its certificate: 64 hexadecimal digits.
        public var tlsFingerprint: String?

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Remote {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "url",
                \.url,
                .text("an address such as \"wss://claw.example.org\"", example: "\"wss://claw.example.org\"") { text in
                    RemoteAddress(text) != nil
                },
                reload: .none,
                "Its address. `ws://` without TLS only to this machine and private networks."
            ),
            .key("token", \.token, .secret, reload: .none, "Its token. Without it and a password, the token it gave this machine counts."),
            .key("password", \.password, .secret, reload: .none, "Its password."),
            .key(
                "tlsFingerprint",
                \.tlsFingerprint,
                .text("the SHA-256 fingerprint of a certificate (64 hexadecimal digits, colons allowed)", example: "\"AB:CD:…\"") {
                    Self.isFingerprint($0)
                },
                reload: .none,
                "SHA-256 fingerprint of its certificate; exactly this one is believed then, whoever signed it."
            ),
        ],
        reserved: [
            .later("transport", "the choice between ssh and direct"), .later("sshTarget", "the SSH tunnel"),
            .later("sshIdentity", "the SSH tunnel"), .later("remotePort", "the SSH tunnel"),
        ],
        check: { remote, decoder in
            guard let address = remote.url.flatMap({ RemoteAddress($0) }) else { return }
            if !address.isEncrypted, !address.isPrivate {
                decoder.report(
                    .insecure,
                    at: decoder.path.appending("url"),
                    "would send secrets without encryption over a public network; use wss://"
                )
            }
            if !address.isEncrypted, remote.tlsFingerprint != nil {
                decoder.report(.conflict, at: decoder.path.appending("tlsFingerprint"), "needs a wss:// address")
            }
        }
    )

    private static func isFingerprint(_ text: String) -> Bool {
        var rest = Substring(text)
        if rest.lowercased().hasPrefix("sha256:") || rest.lowercased().hasPrefix("sha256/") { rest = rest.dropFirst(7) }
        let digits = rest.filter { $0 != ":" }
        return digits.count == 64 && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
