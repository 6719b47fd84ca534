// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore
import OpenClawNet

/// The gateway that a command talks to, and how it signs in there.
struct GatewayTarget: Sendable {
    /// The address.
    var url: String
    /// What to show.
    var credentials: GatewayCredentials
    /// Where the credentials are from, in words; `nil` when there are none.
    var shown: String?
    /// Whether the address was given on the command line.
    var isExplicit: Bool
    /// Whether it is the configured gateway elsewhere.
    var isRemote = false
    /// The key this machine signs with where being on the gateway's machine is not proof enough; `nil` for the local gateway.
    var device: DeviceIdentity?
    /// Whose certificates are believed.
    var trust = TLSTrust.system
    /// Where the tokens are kept that gateways gave this machine; `nil` when none is kept for this one.
    var tokens: DeviceTokenFile?
    /// The tunnel through which it is reached; ``url`` is only its name then.
    var tunnel: SSHTunnel?
    /// How a conversation goes on when the connection is lost.
    var reconnect: ReconnectPolicy?
    /// Whether the command line names the one certificate that is believed.
    var isPinnedByFlag = false

    /// Whether the gateway shows a certificate.
    private var isEncrypted: Bool { self.tunnel?.isEncrypted ?? self.url.lowercased().hasPrefix("wss://") }

    /// The flags of commands that talk to a gateway.
    static let options: [CommandOption] = [
        .text("--url", placeholder: "URL", summary: "Address of another gateway; stored credentials are not used for it"),
        .integer("--port", placeholder: "PORT", range: 1...65_535, summary: "Port of the gateway on this machine"),
        .text("--token", placeholder: "TOKEN", summary: "Token to sign in with"),
        .text("--password", placeholder: "TEXT", summary: "Password to sign in with"),
        .text(
            "--tls-fingerprint",
            placeholder: "SHA256",
            summary: "The fingerprint the gateway's certificate must have, for one of its own making"
        ),
        .integer("--timeout", placeholder: "MS", range: 1...86_400_000, summary: "How long to wait for an answer, in milliseconds"),
    ]

    /// Finds the gateway. Credentials: flag, then environment, configuration, and the token the gateway made for itself;
    /// with `--url` only flags count, so that no secret goes to an address somebody else chose.
    ///
    /// `--tls-fingerprint` names the one certificate that is believed, whoever signed it and whatever the configuration says.
    static func find(_ invocation: Invocation) throws -> GatewayTarget {
        var target = try self.locate(invocation)
        guard let text = invocation.text("--tls-fingerprint") else { return target }
        do {
            target.trust = .fingerprints([try TLSFingerprint(text)])
        } catch {
            throw CommandFailure.usage("--tls-fingerprint: \(error.message)")
        }
        // Nobody is to believe that a connection is pinned which has no certificate.
        guard target.isEncrypted else { throw CommandFailure.usage("--tls-fingerprint is for wss:// addresses, not for \(target.url)") }
        target.isPinnedByFlag = true
        return target
    }

    private static func locate(_ invocation: Invocation) throws -> GatewayTarget {
        let given: GatewayCredentials? =
            invocation.text("--token").map { .token(Secret($0)) } ?? invocation.text("--password").map { .password(Secret($0)) }
        if let url = invocation.text("--url") {
            var target = GatewayTarget(url: Self.webSocketURL(url), credentials: given ?? .none, isExplicit: true)
            // The key proves nothing but itself; the tokens that gateways gave for it stay where they are.
            target.device = try Self.deviceIdentity(invocation)
            target.shown = Self.given(invocation)
            return target
        }
        let settings = try Settings.load(invocation, flags: ["--port", "--log-level"])
        let gateway = settings.configuration.gateway
        // A port is one of this machine, so it means the gateway here.
        if gateway.mode == .remote, !invocation.has("--port") { return try self.remote(settings, given, invocation) }
        let url =
            "\(gateway.tls.isEnabled && gateway.securePort == nil ? "wss" : "ws")://\(Self.reachableHost(gateway.plainHost)):\(gateway.port)"
            + (gateway.webSocketPath == "/" ? "" : gateway.webSocketPath)
        var target = GatewayTarget(url: url, credentials: .none, isExplicit: false)
        target.trust = CertificateStore(configuration: gateway.tls, state: settings.state, fileSystem: invocation.host.fileSystem).trust
        target.credentials = try given ?? Self.storedCredentials(settings, invocation.host)
        if target.credentials != .none { target.shown = Self.given(invocation) ?? Self.stored(settings) }
        target.reconnect = Self.reconnectPolicy(gateway.reconnect)
        return target
    }

    /// The gateway of `gateway.remote`. Credentials: flag, `gateway.remote`, environment and `gateway.auth`, and last the token that
    /// this gateway gave this machine. The token that a gateway here made for itself goes nowhere else.
    private static func remote(_ settings: Settings, _ given: GatewayCredentials?, _ invocation: Invocation) throws -> GatewayTarget {
        let gateway = settings.configuration.gateway
        let tunnel = Self.tunnel(gateway.remote, settings, invocation.host)
        guard let url = tunnel?.address ?? gateway.remote.url.map(Self.webSocketURL) else {
            throw CommandFailure(
                message: "gateway.mode is \"remote\", and gateway.remote.url does not say where the gateway is",
                advice: [
                    "set gateway.remote.url, for example to \"wss://claw.example.org\", or gateway.remote.sshTarget",
                    "or give the address: --url URL",
                ],
                exitCode: .configuration,
                code: "REMOTE_URL_MISSING"
            )
        }
        var target = GatewayTarget(url: url, credentials: .none, isExplicit: false)
        target.isRemote = true
        target.tunnel = tunnel
        if let text = gateway.remote.tlsFingerprint {
            do {
                target.trust = .fingerprints([try TLSFingerprint(text)])
            } catch {
                throw CommandFailure(
                    message: "gateway.remote.tlsFingerprint: \(error.message)",
                    exitCode: .configuration,
                    code: "INVALID_CONFIG"
                )
            }
        }
        let device = try Self.deviceIdentity(invocation)
        let tokens = DeviceTokenFile(path: settings.state.deviceTokenPath, fileSystem: invocation.host.fileSystem)
        target.device = device
        target.tokens = tokens
        target.reconnect = Self.reconnectPolicy(gateway.reconnect)
        let configured: GatewayCredentials? =
            gateway.remote.token.map { .token($0) } ?? gateway.remote.password.map { .password($0) }
            ?? gateway.auth.token.map { .token($0) } ?? gateway.auth.password.map { .password($0) }
        if let credentials = given ?? configured {
            target.credentials = credentials
        } else {
            do throws(FileSystemError) {
                if let token = try tokens.token(of: target.url, role: .operator, device: device.id) {
                    target.credentials = .deviceToken(token)
                }
            } catch {
                throw Self.unreadable(error)
            }
        }
        return target
    }

    private static func tunnel(_ remote: Configuration.Remote, _ settings: Settings, _ host: Host) -> SSHTunnel? {
        guard remote.usesTunnel, let target = remote.sshTarget.flatMap({ SSHTarget($0) }) else { return nil }
        return SSHTunnel(
            target: target,
            identity: remote.sshIdentity.map(settings.state.resolve),
            remotePort: remote.remotePort,
            isEncrypted: remote.url?.lowercased().hasPrefix("wss://") ?? false,
            environment: host.environment,
            directory: host.home
        )
    }

    /// Runs `body` with the address to connect to: its own, or that of a tunnel which lasts as long.
    private func reach<Result: Sendable>(
        _ pool: BlockingPool,
        _ body: @escaping @Sendable (String) async throws -> Result
    ) async throws -> Result {
        guard let tunnel else { return try await body(self.url) }
        return try await tunnel.run(pool) { port in try await body("\(tunnel.isEncrypted ? "wss" : "ws")://127.0.0.1:\(port)") }
    }

    private static func unreadable(_ error: FileSystemError) -> CommandFailure {
        CommandFailure(message: "\(error.path): \(error.detail)", code: "DEVICE_TOKENS")
    }

    private static func reconnectPolicy(_ settings: Configuration.Reconnect) -> ReconnectPolicy? {
        guard settings.isEnabled else { return nil }
        return ReconnectPolicy(
            initialDelay: settings.initialDelay,
            maximumDelay: settings.maxDelay,
            multiplier: settings.backoffFactor,
            jitter: settings.jitter,
            maximumAttempts: settings.maxRetries < 0 ? nil : settings.maxRetries
        )
    }

    private static func deviceIdentity(_ invocation: Invocation) throws -> DeviceIdentity {
        let state = try Settings.stateDirectory(invocation)
        do {
            return try DeviceIdentityFile(path: state.deviceIdentityPath, fileSystem: invocation.host.fileSystem)
                .readOrCreate(now: SystemWallClock().now())
        } catch let error as GatewayClientError {
            throw CommandFailure(message: error.message, code: error.code.rawValue)
        } catch {
            throw CommandFailure(message: "the key of this machine cannot be kept: \(error)", code: "DEVICE_IDENTITY")
        }
    }

    private static func storedCredentials(_ settings: Settings, _ host: Host) throws(FileSystemError) -> GatewayCredentials {
        let auth = settings.configuration.gateway.auth
        if auth.mode == .password, let password = auth.password { return .password(password) }
        guard auth.mode == .token else { return .none }
        if let token = auth.token { return .token(token) }
        return try GatewayTokenFile(path: settings.state.tokenPath, fileSystem: host.fileSystem).read().map { .token($0.secret) } ?? .none
    }

    private static func given(_ invocation: Invocation) -> String? {
        if invocation.has("--token") { return "the token of --token" }
        return invocation.has("--password") ? "the password of --password" : nil
    }

    private static func stored(_ settings: Settings) -> String {
        let auth = settings.configuration.gateway.auth
        if auth.mode == .password { return "the password of \(settings.loaded.origin(of: .keys("gateway", "auth", "password")))" }
        guard auth.token != nil else { return "the token in \(settings.state.tokenPath)" }
        return "the token of \(settings.loaded.origin(of: .keys("gateway", "auth", "token")))"
    }

    /// Connects and runs `body`; failures are put into words for people.
    /// - Parameters:
    ///   - staysConnected: Whether a lost connection is opened again, as `gateway.reconnect` says.
    ///   - callTimeout: How long an answer may take, for commands whose `--timeout` means something else.
    static func connect<Result: Sendable>(
        _ invocation: Invocation,
        staysConnected: Bool = false,
        callTimeout: Duration? = nil,
        _ body: @escaping @Sendable (GatewayClient) async throws -> Result
    ) async throws -> Result {
        let target = try self.find(invocation)
        try target.checkConfidentiality(invocation.host)
        var configuration = GatewayClientConfiguration(credentials: target.credentials)
        configuration.reconnect = staysConnected ? target.reconnect : nil
        configuration.device = target.device
        configuration.tls.trust = target.trust
        if let callTimeout {
            configuration.callTimeout = callTimeout
        } else if let timeout = invocation.integer("--timeout") {
            configuration.callTimeout = .milliseconds(timeout)
            configuration.connectTimeout = .milliseconds(timeout)
        }
        do {
            let settled = configuration
            return try await BlockingPool.withPool(maximumThreads: 2) { pool in
                try await EventLoopGroup.withLoops(count: 1) { loops in
                    try await target.reach(pool) { url in
                        try await GatewayClient.withConnection(
                            to: url,
                            configuration: settled,
                            loops: loops,
                            resolver: DNSResolver(pool: pool)
                        ) { client in
                            try target.keep(client.hello.deviceToken)
                            return try await body(client)
                        }
                    }
                }
            }
        } catch let error as GatewayClientError {
            // A token that counts no longer is in the way of getting another one.
            if error.code == .unauthorized, case .deviceToken = target.credentials { try target.forgetToken() }
            throw target.failure(error)
        }
    }

    /// Keeps the token that the configured gateway gave this machine.
    private func keep(_ token: Secret?) throws(CommandFailure) {
        guard let token else { return }
        try self.change(token)
    }

    private func forgetToken() throws(CommandFailure) { try self.change(nil) }

    private func change(_ token: Secret?) throws(CommandFailure) {
        guard let tokens, let device else { return }
        do throws(FileSystemError) {
            try tokens.keep(token, of: self.url, role: .operator, device: device.id)
        } catch {
            throw Self.unreadable(error)
        }
    }

    /// Refuses to send a secret without encryption over a public network.
    func checkConfidentiality(_ host: Host) throws(CommandFailure) {
        guard self.credentials != .none, let address = RemoteAddress(self.url), !address.isEncrypted, !address.isPrivate else { return }
        throw CommandFailure(
            message: "\(self.url) is not encrypted, and a token or password would be sent there over a public network",
            advice: ["use a wss:// address, or a tunnel to this machine"],
            code: "INSECURE_ADDRESS"
        )
    }

    /// A failure in words for people.
    func failure(_ error: GatewayClientError) -> CommandFailure {
        switch error.code {
        case .unreachable:
            return CommandFailure(
                message: "no gateway is running at \(self.url)",
                advice: self.isExplicit || self.isRemote
                    ? ["check the address and that the gateway runs"] : ["start one: openclaw gateway"],
                code: error.code.rawValue
            )
        case .pairingRequired:
            let request = error.method?.details?["requestId"]?.stringValue.map(PairingReport.clean) ?? "REQUEST"
            return CommandFailure(
                message: error.message,
                advice: ["on the gateway's machine: openclaw devices approve \(request)", "then run this command again"],
                code: error.code.rawValue
            )
        case .unauthorized:
            let remedy =
                self.isExplicit
                ? "give this gateway's token: --token TOKEN (stored ones are not used with --url)"
                : self.isRemote
                    ? "set this gateway's token in gateway.remote.token, or give it: --token TOKEN"
                    : "give the gateway's token: --token TOKEN, or set OPENCLAW_GATEWAY_TOKEN"
            return CommandFailure(
                message: "\(self.url): \(error.message)",
                advice: (self.shown.map { ["it was shown \($0)"] } ?? []) + [remedy],
                code: error.code.rawValue
            )
        case .untrusted:
            let remedy =
                self.isPinnedByFlag
                ? "compare the fingerprint of --tls-fingerprint with what this prints on the gateway's machine:"
                : self.isRemote
                    ? "compare gateway.remote.tlsFingerprint with what this prints on the gateway's machine:"
                    : "name its certificate with --tls-fingerprint SHA256, which is what this prints on the gateway's machine:"
            return CommandFailure(
                message: "\(self.url): \(error.message)",
                advice: [remedy, "openssl x509 -noout -fingerprint -sha256 -in ~/.openclaw/tls/cert.pem"],
                code: error.code.rawValue
            )
        default:
            return CommandFailure(message: error.message, code: error.method?.code.rawValue ?? error.code.rawValue)
        }
    }

    /// `http` addresses are taken as the WebSocket of the same gateway; a fragment is left away.
    static func webSocketURL(_ text: String) -> String {
        var text = String(text.prefix { $0 != "#" })
        if text.hasPrefix("http://") { text = "ws://" + text.dropFirst(7) }
        if text.hasPrefix("https://") { text = "wss://" + text.dropFirst(8) }
        if !text.contains("://") { text = "ws://" + text }
        return text
    }

    /// The port that an address names.
    static func port(of url: String) -> Int? {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        return rest.split(separator: ":").last.flatMap { Int($0) }
    }

    /// The host under which this machine reaches a listener, as URLs write it.
    static func reachableHost(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "[::1]"
        default: host.contains(":") ? "[\(host)]" : host
        }
    }
}
