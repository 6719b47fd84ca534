// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.controlUi`: the page in the browser.
    public struct ControlUI: Sendable, Hashable {
        /// Whether the gateway serves the page.
        public var isEnabled = true
        /// The path of the page.
        public var basePath = "/"
        /// Origins from which the page may connect, beside the gateway's own.
        public var allowedOrigins: [String] = []
        /// Whether the page may sign in over plain HTTP without a device key.
        public var allowInsecureAuth = false

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.ControlUI {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: true, environment: [], "Whether the gateway serves the page."),
            .key("basePath", \.basePath, .urlPath, default: "/", "Path of the page."),
            .key(
                "allowedOrigins",
                \.allowedOrigins,
                .list(of: .origin),
                default: [],
                reload: .hot,
                "Origins that may connect beside the gateway's own."
            ),
            .key(
                "allowInsecureAuth",
                \.allowInsecureAuth,
                .boolean,
                default: false,
                "Let the page sign in over plain HTTP from this machine without a device key."
            ),
        ],
        reserved: [
            .later("root", "serving another page"), .later("dangerouslyDisableDeviceAuth", "switching device keys off"),
            .later("dangerouslyAllowHostHeaderOriginFallback", "accepting the Host header as origin"),
        ],
        check: { page, decoder in
            if page.allowedOrigins.contains("*") {
                decoder.note(
                    .insecure,
                    at: decoder.path.appending("allowedOrigins"),
                    "\"*\" lets every web page try to connect; name the origins instead"
                )
            }
        }
    )
}

extension ConfigurationType<String> {
    /// A path of a URL.
    static var urlPath: Self {
        .text("a path that starts with \"/\"", example: "\"/\"") { text in
            text.hasPrefix("/") && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3F && $0 != 0x23 }
        }
    }

    /// A web origin, or `*`.
    static var origin: Self {
        .text("an origin such as \"https://claw.example.org\", or \"*\"", example: "\"https://claw.example.org\"") { text in
            if text == "*" { return true }
            guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else { return false }
            let host = text.dropFirst(scheme.count)
            return !host.isEmpty && host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        }
    }

    /// An address or a network.
    static var network: Self {
        .text("an IP address or a network such as \"10.0.0.0/8\"", example: "\"127.0.0.1\"", where: NetworkAddress.isNetwork)
    }
}
