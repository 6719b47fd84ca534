// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer

extension GatewayProgram {
    /// What clients must show, and where it came from.
    struct Credentials: Sendable {
        /// What the server checks.
        var authentication: ServerAuthentication
        /// The token when the gateway made it itself; only this one is ever shown.
        var generated: GatewayTokenFile.Token?
        /// A warning for the operator.
        var warning: String?
    }

    /// Finds the credentials; makes a token when none is configured.
    func credentials() throws(CommandFailure) -> Credentials { try self.credentials(of: self.settings.configuration) }

    /// The same for a changed configuration.
    func credentials(of configuration: Configuration) throws(CommandFailure) -> Credentials {
        let auth = configuration.gateway.auth
        if auth.mode == .none { return Credentials(authentication: .none) }
        if auth.mode == .clientCertificate { return Credentials(authentication: .clientCertificate) }
        if auth.mode == .trustedProxy { return Credentials(authentication: .trustedProxy(Self.trustedProxy(auth.trustedProxy))) }
        if auth.mode == .password, let password = auth.password { return Credentials(authentication: .password(password.reveal())) }
        if let token = auth.token { return Credentials(authentication: .token(token.reveal())) }
        let path = self.settings.state.tokenPath
        do {
            let token = try GatewayTokenFile(path: path, fileSystem: self.host.fileSystem)
                .readOrCreate { self.host.identifiers.token(byteCount: 24) }
            return Credentials(authentication: .token(token.secret.reveal()), generated: token, warning: token.warning)
        } catch {
            let advice =
                error.code == .symbolicLink
                ? "remove the link \(path); a token is never written or read through one" : "correct its permissions, or remove it"
            throw CommandFailure(message: "the gateway's token cannot be kept: \(error)", advice: [advice], code: "TOKEN_FILE")
        }
    }

    private static func trustedProxy(_ proxy: Configuration.TrustedProxy) -> TrustedProxyAuthentication {
        TrustedProxyAuthentication(
            userHeader: proxy.userHeader ?? "",
            requiredHeaders: proxy.requiredHeaders,
            allowUsers: proxy.allowUsers,
            allowLoopback: proxy.allowLoopback,
            autoApproveScopes: proxy.deviceAutoApprove.isEnabled ? ScopeSet(names: proxy.deviceAutoApprove.scopes) : nil
        )
    }

    /// The gateway's part of the configuration.
    func gatewayConfiguration(
        _ log: GatewayLog,
        pool: BlockingPool,
        cron: CronConfiguration,
        heartbeats: Heartbeats,
        coordinator: any Coordinator
    ) throws(CommandFailure) -> GatewayConfiguration {
        let configuration = self.settings.configuration
        var resets = configuration.session.resets
        if resets.endsDaily { resets.timeZone = try self.timeZone(cron) }
        return GatewayConfiguration(
            routing: configuration.routingConfiguration,
            limits: GatewayConfiguration.Limits(
                maximumConcurrentRuns: configuration.agents.defaults.maxConcurrent,
                maximumWaitingRunsPerSession: configuration.messages.queue.cap
            ),
            queue: QueuePolicy(
                mode: configuration.messages.queue.mode,
                byChannel: Dictionary(
                    uniqueKeysWithValues: configuration.messages.queue.byChannel.map { (ChannelID(rawValue: $0.key), $0.value) }
                ),
                debounce: configuration.messages.queue.debounce,
                drop: configuration.messages.queue.drop
            ),
            debounce: InboundDebounce(
                wait: configuration.messages.inbound.debounce,
                byChannel: Dictionary(
                    uniqueKeysWithValues: configuration.messages.inbound.byChannel.map { (ChannelID(rawValue: $0.key), $0.value) }
                )
            ),
            runTimeout: configuration.agents.defaults.timeout,
            methodTimeout: configuration.gateway.timeout,
            sessionTimeToLive: configuration.session.timeToLive,
            sessionResets: resets,
            sendPolicy: configuration.session.sendPolicy,
            sessionMaintenance: configuration.session.maintenance.policy(cronRetention: configuration.cron.sessionRetention),
            heartbeat: heartbeats.usual,
            agentHeartbeats: heartbeats.byAgent,
            identity: {
                let store = IdentityStore(state: self.settings.state, fileSystem: self.host.fileSystem)
                return try await withTaskExecutorPreference(pool) { try await store.readOrCreate(now: SystemWallClock().now()) }
            },
            logTail: log.tail,
            logFile: log.file?.path,
            listeningPort: { configuration.gateway.port },
            pairingAddress: { Self.pairingAddress(configuration.gateway, prefersRemote: $0) },
            coordinator: coordinator,
            nodeCommands: configuration.gateway.nodes.commandPolicy,
            toolPolicy: Self.toolPolicy(configuration),
            execApprovals: ExecApprovalsStore(path: self.settings.state.execApprovalsPath, fileSystem: self.host.fileSystem),
            cron: cron,
            tasks: TaskConfiguration(configuration),
            blockingExecutor: pool,
            logger: log.logger
        )
    }

    /// Where other machines reach the gateway, as far as the configuration says.
    private static func pairingAddress(_ gateway: Configuration.Gateway, prefersRemote: Bool) -> PairingAddress? {
        let remote = gateway.remote.url.map { PairingAddress(url: $0, source: "gateway.remote.url") }
        if prefersRemote, let remote { return remote }
        let host = gateway.listenHost
        guard !gateway.isLoopbackOnly, host != "0.0.0.0", host != "::" else { return remote }
        let shown = host.contains(":") ? "[\(host)]" : host
        return PairingAddress(
            url: "\(gateway.tls.isEnabled ? "wss" : "ws")://\(shown):\(gateway.securePort ?? gateway.port)",
            source: "gateway.bind"
        )
    }

    /// The server's part of the configuration.
    func serverConfiguration(
        _ authentication: ServerAuthentication,
        tls context: TLSServerContext?,
        tailscale: TailscaleExposure
    ) throws(CommandFailure) -> GatewayServerConfiguration {
        let gateway = self.settings.configuration.gateway
        guard let address = SocketAddress(ip: gateway.plainHost, port: UInt16(gateway.port)) else {
            throw CommandFailure(
                message: "\(gateway.listenHost) is no address of a listener",
                exitCode: .configuration,
                code: "INVALID_CONFIG"
            )
        }
        var makeTransform: (@Sendable () -> any StreamTransform)?
        if let context { makeTransform = { TLSStreamTransform(server: context) } }
        return GatewayServerConfiguration(
            addresses: [address],
            secureAddresses: gateway.securePort.flatMap { SocketAddress(ip: gateway.listenHost, port: UInt16($0)) }.map { [$0] } ?? [],
            metricsAddress: gateway.metrics.enabled ? SocketAddress(ip: gateway.metrics.host, port: UInt16(gateway.metrics.port)) : nil,
            authentication: authentication,
            signedTokens: self.settings.configuration.signedTokenKey,
            origins: Self.origins(gateway, tailscale),
            allowsInsecureControlPage: gateway.controlUI.allowInsecureAuth,
            servesControlPage: gateway.controlUI.isEnabled,
            controlPagePath: gateway.controlUI.basePath,
            endpoints: Self.endpoints(self.settings.configuration),
            policy: GatewayServerConfiguration.Policy(
                maximumPayload: gateway.webSocket.maxMessageSize,
                pingInterval: gateway.webSocket.pingInterval == .zero ? Self.never : gateway.webSocket.pingInterval,
                pingTimeout: gateway.webSocket.pingTimeout,
                idleTimeout: gateway.webSocket.idleTimeout
            ),
            maximumConnections: gateway.maxConnections,
            allowedNetworks: self.settings.configuration.security.allowedIPs.compactMap { IPNetwork($0) },
            failureLimit: FailureLimit(
                maximumAttempts: gateway.auth.rateLimit.maxAttempts,
                window: gateway.auth.rateLimit.window,
                lockout: gateway.auth.rateLimit.lockout,
                exemptsLoopback: gateway.auth.rateLimit.exemptLoopback
            ),
            requestLimit: self.requestLimit,
            trustedNodeNetworks: gateway.nodes.pairing.autoApproveCidrs.compactMap { IPNetwork($0) },
            trustedProxies: gateway.trustedProxies.compactMap { IPNetwork($0) },
            identifyTailscaleAddress: tailscale.identify(gateway),
            makeTransform: makeTransform,
            configurationPath: self.settings.loaded.path ?? self.settings.state.newJSONPath,
            stateDirectory: self.settings.state.path
        )
    }

    /// The pages that may connect: those of the configuration, and the gateway's own in the tailnet.
    static func origins(_ gateway: Configuration.Gateway, _ tailscale: TailscaleExposure) -> OriginPolicy {
        OriginPolicy(allowedOrigins: gateway.controlUI.allowedOrigins + (tailscale.origin.map { [$0] } ?? []))
    }

    /// The gateway's certificate; `nil` without TLS.
    var certificates: CertificateStore? {
        let tls = self.settings.configuration.gateway.tls
        guard tls.isEnabled else { return nil }
        return CertificateStore(configuration: tls, state: self.settings.state, fileSystem: self.host.fileSystem)
    }

    private var requestLimit: RequestLimit? {
        let limit = self.settings.configuration.security.rateLimit
        return limit.isEnabled ? RequestLimit(maximumRequests: limit.maxRequests, window: limit.window) : nil
    }

    /// Grants the leases of this machine's gateways: leading a state directory, running a channel.
    func coordinator(pool: BlockingPool) throws(CommandFailure) -> FileCoordinator {
        let directory = self.settings.state.path + "/coordination"
        do {
            // The stores below are its `epochs`: a start does not wait for the disk, the first thing that is kept does.
            return try FileCoordinator(directory: directory, fileSystem: self.host.fileSystem, executor: pool, ahead: .gateway)
        } catch {
            throw CommandFailure(
                message: "the directory \(directory) cannot be made: \(error.detail)",
                advice: ["correct its permissions, or remove what is in its place"],
                code: "COORDINATION"
            )
        }
    }

    /// Where conversations are kept; its file work runs on the pool, never on a loop.
    func sessionStore(pool: BlockingPool, epochs: FileCoordinator, logger: Logger) throws(CommandFailure) -> any SessionStore {
        let session = self.settings.configuration.session
        guard session.storage.type == .file else { return InMemorySessionStore() }
        let encryption = try WorkspaceKeys(settings: self.settings, host: self.host).encryption()
        do {
            return try FileSessionStore(
                FileSessionStore.Configuration(
                    root: session.storage.path.map(self.settings.state.resolve) ?? self.settings.state.path,
                    durability: session.persistInterval == .zero ? .everyCommit : .interval(session.persistInterval),
                    maximumSessions: session.maxSessions
                ),
                fileSystem: self.host.fileSystem,
                encryption: encryption,
                executor: pool,
                epochs: epochs,
                report: { message in logger.component("sessions").warn("sessions.repaired", message: message) },
                complain: { message in logger.component("sessions").error("sessions.trouble", message: message) }
            )
        } catch {
            throw CommandFailure(
                message: "the sessions cannot be opened: \(error.message)",
                exitCode: .failure,
                code: "SESSIONS_UNAVAILABLE"
            )
        }
    }

    /// How many messages may be open beside tasks.
    private static let openMessages = 10_000

    /// Where messages are recorded; its file work runs on the pool, never on a loop.
    func ledger(pool: BlockingPool, epochs: FileCoordinator, logger: Logger) throws(CommandFailure) -> any Ledger {
        let ledger = self.settings.configuration.ledger
        // A full queue of tasks must not keep messages out.
        let maximumOpen = Self.openMessages + self.settings.configuration.queue.maxSize
        guard ledger.type == .file else { return InMemoryLedger(maximumOpen: maximumOpen) }
        let encryption = try WorkspaceKeys(settings: self.settings, host: self.host).encryption()
        let durability: LedgerDurability =
            switch ledger.durability {
            case .interval: .interval(ledger.interval)
            case .never: .never
            default: .everyCommit
            }
        do {
            return try FileLedger(
                FileLedger.Configuration(
                    directory: LedgerCommands.directory(self.settings),
                    durability: durability,
                    maximumOpen: maximumOpen
                ),
                fileSystem: self.host.fileSystem,
                encryption: encryption,
                executor: pool,
                epochs: epochs,
                report: { message in logger.component("ledger").error("ledger.trouble", message: message) },
                repaired: { message in logger.component("ledger").warn("ledger.repaired", message: message) }
            )
        } catch {
            throw CommandFailure(message: error.message, exitCode: .failure, code: "LEDGER_UNAVAILABLE")
        }
    }

    /// Longer than a connection lives.
    private static let never = Duration.seconds(10 * 365 * 86_400)

    /// What a certificate of the gateway's own is for.
    var certificateHosts: [String] {
        let host = self.settings.configuration.gateway.listenHost
        let usual = ["localhost", "127.0.0.1", "::1"]
        return usual.contains(host) || host == "0.0.0.0" || host == "::" ? usual : usual + [host]
    }

    /// The address of the page as a person opens it.
    func pageURL(_ port: UInt16?) -> String {
        let gateway = self.settings.configuration.gateway
        let path = gateway.controlUI.basePath
        let scheme = gateway.tls.isEnabled && gateway.securePort == nil ? "https" : "http"
        return "\(scheme)://\(GatewayTarget.reachableHost(gateway.plainHost)):\(port.map(Int.init) ?? gateway.port)\(path)"
    }

    /// Which tools a configuration lets programs run.
    static func toolPolicy(_ configuration: Configuration) -> ToolPolicy {
        let tools = configuration.gateway.tools
        return ToolPolicy(allowed: Set(tools.allow), denied: Set(tools.deny), asked: Set(tools.ask))
    }

    /// The interfaces that a configuration switches on.
    static func endpoints(_ configuration: Configuration) -> HTTPEndpoints {
        let gateway = configuration.gateway
        return HTTPEndpoints(
            chatCompletions: gateway.http.chatCompletions,
            responses: gateway.http.responses,
            hooks: configuration.hooks
        )
    }
}
