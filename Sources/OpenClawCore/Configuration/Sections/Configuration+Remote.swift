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
        /// How it is reached: `ssh` or `direct`; `nil` is `ssh` when there is a target for it.
        public var transport: RemoteTransport?
        /// Where `ssh` signs in to reach it: `[user@]host[:port]`.
        public var sshTarget: String?
        /// The file of the key that `ssh` signs in with.
        public var sshIdentity: String?
        /// Its port on the machine of the tunnel.
        public var remotePort = 18_789

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
            .key(
                "transport",
                \.transport,
                .choice([.ssh, .direct]),
                reload: .none,
                "How it is reached; `ssh` when `sshTarget` is set."
            ),
            .key(
                "sshTarget",
                \.sshTarget,
                .text("a machine as ssh takes it, [user@]host[:port]", example: "\"me@claw.example.org\"") { SSHTarget($0) != nil },
                reload: .none,
                "Machine to reach it through: commands open `ssh -N -L` to it and close it again. `ssh` must know the machine's key and sign in without a question."
            ),
            .key("sshIdentity", \.sshIdentity, .path(example: "\"~/.ssh/id_ed25519\""), reload: .none, "File of the key for `ssh`; its own choice without."),
            .key("remotePort", \.remotePort, .port, default: 18_789, reload: .none, "Its port on the machine of the tunnel."),
        ],
        check: { remote, decoder in
            if remote.transport == .ssh, remote.sshTarget == nil {
                decoder.report(.missingKey, at: decoder.path.appending("transport"), "\"ssh\" needs gateway.remote.sshTarget")
            }
            // Through a tunnel nothing of it travels readably.
            if remote.usesTunnel { return }
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

    /// Whether commands reach it through `ssh`.
    public var usesTunnel: Bool { self.sshTarget != nil && self.transport != .direct }

    private static func isFingerprint(_ text: String) -> Bool {
        var rest = Substring(text)
        if rest.lowercased().hasPrefix("sha256:") || rest.lowercased().hasPrefix("sha256/") { rest = rest.dropFirst(7) }
        let digits = rest.filter { $0 != ":" }
        return digits.count == 64 && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
