// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.tls`: transport security.
    public struct TLS: Sendable, Hashable {
        /// Whether the gateway speaks TLS.
        public var isEnabled = false
        /// A port of its own for TLS.
        public var port: Int?
        /// The certificate with its chain, PEM.
        public var certificatePath: String?
        /// The private key, PEM.
        public var keyPath: String?
        /// Authorities that client certificates must come from, PEM.
        public var caPath: String?
        /// Whether the gateway makes a certificate for itself when none is given.
        public var autoGenerate = true

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.TLS {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: false, "Whether the gateway speaks TLS."),
            .key("port", \.port, .port, "Port of its own for TLS. `gateway.port` then serves this machine only, without TLS."),
            .key("certPath", \.certificatePath, .path(example: "\"~/.openclaw/tls/cert.pem\""), "Certificate with its chain, PEM."),
            .key("keyPath", \.keyPath, .path(example: "\"~/.openclaw/tls/key.pem\""), "Private key, PEM."),
            .key(
                "caPath",
                \.caPath,
                .path(example: "\"~/.openclaw/tls/ca.pem\""),
                "Authorities that client certificates must come from, PEM."
            ),
            .key("autoGenerate", \.autoGenerate, .boolean, default: true, "Make a certificate when none is given."),
        ],
        check: { tls, decoder in
            let path = decoder.path
            if tls.certificatePath != nil, tls.keyPath == nil {
                decoder.report(.missingKey, at: path.appending("certPath"), "needs the private key in gateway.tls.keyPath")
            }
            if tls.keyPath != nil, tls.certificatePath == nil {
                decoder.report(.missingKey, at: path.appending("keyPath"), "needs the certificate in gateway.tls.certPath")
            }
            if tls.isEnabled, tls.certificatePath == nil, !tls.autoGenerate {
                decoder.report(
                    .missingKey,
                    at: path.appending("enabled"),
                    "TLS needs gateway.tls.certPath and keyPath, or autoGenerate: true"
                )
            }
        }
    )
}
