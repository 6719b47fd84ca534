// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway`: the listener, its credentials and limits.
    public struct Gateway: Sendable, Hashable {
        /// Whether a gateway runs here (`local`) or clients use one elsewhere (`remote`).
        public var mode = GatewayMode.local
        /// The TCP port for HTTP and WebSocket.
        public var port = 18_789
        /// Which addresses the gateway listens on.
        public var bind = BindAddress.loopback
        /// The address for `bind: "custom"`.
        public var customBindHost: String?
        /// The path of the WebSocket in URLs that the gateway prints; clients may use any path.
        public var webSocketPath = "/"
        /// How many clients may be connected at once.
        public var maxConnections = 20_000
        /// How long a method may take before its caller gets an answer.
        public var timeout = Duration.seconds(30)
        /// Who may connect.
        public var auth = GatewayAuth()
        /// The page in the browser.
        public var controlUI = ControlUI()
        /// Addresses and networks of proxies whose forwarding headers count.
        public var trustedProxies: [String] = []
        /// The WebSocket's timers and limits.
        public var webSocket = WebSocket()
        /// The HTTP interfaces that can be switched on.
        public var http = HTTP()
        /// What `tools.invoke` and `POST /tools/invoke` may run.
        public var tools = GatewayTools()
        /// The Prometheus endpoint.
        public var metrics = Metrics()
        /// Machines that offer commands.
        public var nodes = Nodes()
        /// How long tasks may take and wait.
        public var tasks = Tasks()
        /// Transport security.
        public var tls = TLS()
        /// The gateway elsewhere that commands use.
        public var remote = Remote()
        /// Its address in a tailnet.
        public var tailscale = Tailscale()
        /// How clients that stay connected come back.
        public var reconnect = Reconnect()

        /// The section without any key set.
        public init() {}

        /// The addresses to listen on, as a host of a URL or socket.
        public var listenHost: String {
            switch self.bind {
            case .loopback, .auto: "127.0.0.1"
            case .lan: "0.0.0.0"
            case .custom: self.customBindHost ?? "127.0.0.1"
            case .address(let address): address
            }
        }

        /// The port that only speaks TLS, when it is not ``port``.
        public var securePort: Int? { self.tls.isEnabled && self.tls.port != self.port ? self.tls.port : nil }

        /// Where ``port`` listens: beside a port for TLS it is for this machine only, because it speaks without.
        public var plainHost: String { self.securePort == nil || self.isLoopbackOnly ? self.listenHost : "127.0.0.1" }

        /// Whether only programs on this machine can connect.
        public var isLoopbackOnly: Bool { BindAddress.isLoopback(self.listenHost) }
    }
}

extension Configuration.Gateway {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "mode",
                \.mode,
                .choice([.local, .remote]),
                default: .local,
                "`local` runs a gateway here; `remote` means commands use a gateway elsewhere."
            ),
            .key(
                "port",
                \.port,
                .port,
                default: 18_789,
                environment: ["OPENCLAW_GATEWAY_PORT"],
                flag: "--port",
                "TCP port for HTTP and WebSocket; 19001 with `--dev`."
            ),
            .key(
                "bind",
                \.bind,
                BindAddress.configurationType,
                default: .loopback,
                aliases: ["host"],
                environment: ["OPENCLAW_GATEWAY_HOST", "OPENCLAW_GATEWAY_BIND"],
                flag: "--bind",
                "Addresses to listen on. `lan` and `0.0.0.0` are all of this machine's; anything but loopback needs credentials."
            ),
            .key("customBindHost", \.customBindHost, BindAddress.hostType, "The address for `bind: \"custom\"`."),
            .key(
                "websocket_path",
                \.webSocketPath,
                .urlPath,
                default: "/",
                "Path of the WebSocket in printed URLs; clients may use any path."
            ),
            .key(
                "maxConnections",
                \.maxConnections,
                .integer(1...1_000_000, example: 100),
                default: 20_000,
                aliases: ["max_connections"],
                "Clients connected at once."
            ),
            .key(
                "timeout",
                \.timeout,
                .duration(.milliseconds, atLeast: .milliseconds(1)),
                default: .seconds(30),
                "How long a method that answers from what is stored may take before its caller is told so."
            ),
            .key("auth", \.auth, Configuration.GatewayAuth.schema.type, default: .init(), "Who may connect."),
            .key("controlUi", \.controlUI, Configuration.ControlUI.schema.type, default: .init(), "The page in the browser."),
            .key("trustedProxies", \.trustedProxies, .list(of: .network), default: [], "Proxies whose forwarding headers count."),
            .key("websocket", \.webSocket, Configuration.WebSocket.schema.type, default: .init(), "Timers and limits of the WebSocket."),
            .key("http", \.http, Configuration.HTTP.schema.type, default: .init(), "HTTP interfaces that can be switched on."),
            .key("tools", \.tools, Configuration.GatewayTools.schema.type, default: .init(), "What `tools.invoke` and `POST /tools/invoke` may run."),
            .key("metrics", \.metrics, Configuration.Metrics.schema.type, default: .init(), "The Prometheus endpoint."),
            .key("tasks", \.tasks, Configuration.Tasks.schema.type, default: .init(), "How long tasks may take and wait."),
            .key("nodes", \.nodes, Configuration.Nodes.schema.type, default: .init(), "Machines that offer commands."),
            .key("tls", \.tls, Configuration.TLS.schema.type, default: .init(), "Transport security."),
            .key("tailscale", \.tailscale, Configuration.Tailscale.schema.type, default: .init(), "Its address in a tailnet."),
            .key(
                "remote",
                \.remote,
                Configuration.Remote.schema.type,
                default: .init(),
                reload: .none,
                "The gateway elsewhere that commands use with `gateway.mode` `remote`."
            ),
            .key(
                "reconnect",
                \.reconnect,
                Configuration.Reconnect.schema.type,
                default: .init(),
                reload: .none,
                "How clients that stay connected come back."
            ),
        ],
        reserved: [
            .later("reload", "reloading the file while running"),
            .later("channelHealthCheckMinutes", "the channel watchdog"),
            .later("channelStaleEventThresholdMinutes", "the channel watchdog"),
            .later("channelMaxRestartsPerHour", "the channel watchdog"), .later("ha", "active and standby gateways"),
            .later("lock", "locks between gateways"), .later("sync", "configuration sync"), .later("failover", "failover"),
            .later("publicOrigin", "the public address"), .later("push", "push messages"), .later("webchat", "the web chat"),
            .later("sessions", "the session store of older files"), .later("handshakeTimeoutMs", "the handshake deadline"),
            .refused("allowRealIpFallback", "reading X-Real-IP"),
        ],
        check: { gateway, decoder in gateway.check(&decoder) }
    )

    private func check(_ decoder: inout ConfigurationDecoder) {
        let path = decoder.path
        if self.bind == .custom, self.customBindHost == nil {
            decoder.report(
                .missingKey,
                at: path.appending("bind"),
                "\"custom\" needs the address in gateway.customBindHost; or write the address here"
            )
        }
        if self.auth.mode == .none, !self.isLoopbackOnly {
            decoder.report(
                .insecure,
                at: path.appending("bind"),
                "refusing to listen on \(self.listenHost) without credentials: anybody who reaches this address could use the agents."
                    + " Set gateway.auth.mode to \"token\" or \"password\", or gateway.bind to \"loopback\""
            )
        }
        if self.tailscale.mode != .off, !BindAddress.isLoopback(self.plainHost) {
            decoder.report(
                .conflict,
                at: path.appending("tailscale").appending("mode"),
                "\"\(self.tailscale.mode.rawValue)\" hands connections on to this machine only; set gateway.bind to \"loopback\""
            )
        }
        if self.tailscale.mode == .funnel, self.auth.mode != .password {
            decoder.report(
                .insecure,
                at: path.appending("tailscale").appending("mode"),
                "\"funnel\" opens the gateway to the whole internet; it needs gateway.auth.mode \"password\""
            )
        }
        if self.auth.mode == .clientCertificate, !self.tls.isEnabled || self.tls.caPath == nil {
            decoder.report(
                .missingKey,
                at: path.appending("auth").appending("mode"),
                "\"mtls\" needs gateway.tls.enabled and the clients' authorities in gateway.tls.caPath"
            )
        }
        if self.auth.mode == .trustedProxy, self.trustedProxies.isEmpty {
            decoder.report(
                .missingKey,
                at: path.appending("auth").appending("mode"),
                "\"trusted-proxy\" needs the proxy's address in gateway.trustedProxies"
            )
        }
        if self.metrics.enabled, self.metrics.port == self.port {
            decoder.report(.conflict, at: path.appending("metrics").appending("port"), "is the gateway's own port; choose another one")
        }
    }
}
