// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore
import OpenClawNet

/// The composition root of `openclaw node`: settings and a key become a node that serves a gateway.
struct NodeProgram: Sendable {
    let host: Host
    let state: StateDirectory
    let invocation: Invocation

    init(_ invocation: Invocation) throws {
        self.invocation = invocation
        self.host = invocation.host
        self.state = try Settings.stateDirectory(invocation)
    }

    /// `openclaw node run`
    func run() async throws -> ExitCode {
        SignalWatcher.ignoreBrokenPipes()
        let shutdown = GracefulShutdown()
        self.host.signals?.handle { number in
            if shutdown.isTriggered { SignalWatcher.exitAtOnce(after: number) }
            shutdown.trigger()
        }
        defer { self.host.signals?.handle(nil) }
        let settings = try self.settings()
        return try await self.withNode(settings) { node, configuration, loops, resolver in
            let console = self.host.console
            let host = NodeHost(node: node, configuration: configuration, loops: loops, resolver: resolver) { _ in
                console.line("node \(node.descriptor.displayName) is connected to \(configuration.gateway)")
            }
            do {
                try await shutdown.run { try await host.run() }
            } catch is CancellationError {
                return .success
            } catch let error as GatewayClientError {
                throw self.failure(error, configuration.gateway)
            }
            return .success
        }
    }

    /// `openclaw node register`
    func register() async throws -> ExitCode {
        let code = try self.setupCode()
        guard self.invocation.has("--gateway") || code != nil else {
            throw CommandFailure.usage(
                "--gateway is missing",
                advice: ["for example: --gateway ws://127.0.0.1:18789", "or --setup-code CODE, which names the gateway itself"]
            )
        }
        let settings = try self.settings()
        let path = self.settingsPath
        do {
            try self.host.fileSystem.createDirectory(self.state.path)
            try self.host.fileSystem.replaceContents(of: path, with: Array(settings.yaml.utf8))
        } catch {
            throw CommandFailure(message: "\(path) cannot be written: \(error)", code: "NODE_SETTINGS")
        }
        let status = try await self.withNode(settings) { node, configuration, loops, resolver in
            var configuration = configuration
            configuration.reconnect = nil
            return try await self.introduce(node, configuration, loops, resolver)
        }
        let console = self.host.console
        if self.invocation.wantsJSON {
            let report: JSONValue = [
                "ok": true, "status": .string(status.word), "settings": .string(path), "nodeId": .string(status.device),
            ]
            console.json(report)
            return .success
        }
        console.line("\(self.state.abbreviate(path)) is written")
        console.line(status.words)
        console.line("run it: openclaw node run")
        return .success
    }

    private struct Introduction: Sendable {
        var word: String
        var words: String
        var device: String
    }

    /// Connects once, so that the gateway's operator sees the node.
    private func introduce(
        _ node: any Node,
        _ configuration: NodeHostConfiguration,
        _ loops: EventLoopGroup,
        _ resolver: DNSResolver
    ) async throws -> Introduction {
        let device = configuration.device.id.rawValue
        let connected = Mailbox<Void>(capacity: 1)
        let host = NodeHost(node: node, configuration: configuration, loops: loops, resolver: resolver) { _ in connected.offer(()) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await host.run() }
                group.addTask { _ = await connected.next() }
                try await group.next()
                group.cancelAll()
            }
        } catch let error as GatewayClientError where error.code == .pairingRequired {
            return Introduction(
                word: "pending",
                words: "the gateway's operator has to approve this device: openclaw devices approve --latest",
                device: device
            )
        } catch let error as GatewayClientError {
            throw self.failure(error, configuration.gateway)
        }
        return Introduction(
            word: "connected",
            words: "the gateway has let the node in; what waits for approval shows: openclaw nodes pending",
            device: device
        )
    }

    private func failure(_ error: GatewayClientError, _ gateway: String) -> CommandFailure {
        switch error.code {
        case .unauthorized where error.method?.details?["code"]?.stringValue == "AUTH_BOOTSTRAP_TOKEN_INVALID":
            CommandFailure(message: error.message, code: error.code.rawValue)
        case .unauthorized:
            CommandFailure(message: error.message, advice: ["give this gateway's token: --auth-token TOKEN"], code: error.code.rawValue)
        case .untrusted: self.untrusted(error)
        case .unreachable: CommandFailure(message: "no gateway is running at \(gateway)", code: error.code.rawValue)
        default: CommandFailure(message: error.message, code: error.method?.code.rawValue ?? error.code.rawValue)
        }
    }

    /// What to do about a certificate that is not the expected one.
    private func untrusted(_ error: GatewayClientError) -> CommandFailure {
        let isPinned = (try? self.settings().tlsFingerprint) != nil  // They were read before; without them the advice is the general one.
        let advice =
            isPinned
            ? [
                "if the gateway has a new certificate, put its fingerprint into connection.tls_fingerprint of \(self.state.abbreviate(self.settingsPath))",
                "the gateway's operator sees it with: openssl x509 -noout -fingerprint -sha256 -in ~/.openclaw/tls/cert.pem",
                "if nobody changed it, another program answers in the gateway's place: do not go on",
            ]
            : ["name the one certificate to believe: --tls-fingerprint SHA256"]
        return CommandFailure(message: error.message, advice: advice, code: error.code.rawValue)
    }

    // MARK: Settings

    private var settingsPath: String { self.invocation.text("--settings").map { self.state.resolve($0) } ?? self.state.nodeSettingsPath }

    /// The file's settings with what flags and the environment change.
    private func settings() throws -> NodeSettings {
        var settings = NodeSettings()
        let path = self.settingsPath
        if let bytes = try self.host.fileSystem.contents(of: path, maximumBytes: 64 << 10) {
            do {
                settings = try NodeSettings(yaml: String(decoding: bytes, as: UTF8.self))
            } catch {
                throw CommandFailure(message: "\(path): \(error)", exitCode: .configuration, code: "INVALID_CONFIG")
            }
            if let status = try self.host.fileSystem.status(path), status.permissions & 0o077 != 0, settings.authToken != nil {
                self.host.console.errorLine("warning: other users of this machine can read the token in \(path); run: chmod 600 \(path)")
            }
        } else if self.invocation.has("--settings") {
            throw CommandFailure(message: "\(path) does not exist", exitCode: .configuration, code: "INVALID_CONFIG")
        }
        let code = try self.setupCode()
        if code != nil, self.invocation.has("--auth-token") {
            throw CommandFailure.usage("--setup-code and --auth-token exclude each other")
        }
        if let url = self.invocation.text("--gateway").map(GatewayTarget.webSocketURL) ?? code?.gateway {
            // A token is only shown to the gateway it was stored for.
            if settings.gatewayURL != url {
                settings.authToken = nil
                settings.tlsFingerprint = nil
            }
            settings.gatewayURL = url
        }
        if code != nil {
            settings.authToken = nil
        } else if let token = self.invocation.text("--auth-token") ?? self.host.variable("OPENCLAW_GATEWAY_TOKEN") {
            settings.authToken = Secret(token)
        }
        if let text = self.invocation.text("--tls-fingerprint") {
            do {
                settings.tlsFingerprint = try NodeSettings.fingerprint(text)
            } catch {
                throw CommandFailure.usage(error.message)
            }
        }
        if settings.tlsFingerprint != nil, settings.gatewayURL?.hasPrefix("wss://") == false {
            throw CommandFailure(
                message: "connection.tls_fingerprint is set, and the gateway's address is not wss://",
                exitCode: .configuration,
                code: "INVALID_CONFIG"
            )
        }
        if let name = self.invocation.text("--node-id") { settings.nodeID = name }
        if let list = self.invocation.text("--capabilities") { settings.capabilities = Self.words(list) }
        if let list = self.invocation.text("--tags") { settings.tags = Self.words(list) }
        if let root = self.invocation.text("--file-root") { settings.fileRoot = root }
        if let url = self.invocation.text("--browser-url") { settings.browserURL = url }
        do {
            try NodeSettings.check(settings.capabilities)
        } catch {
            throw CommandFailure.usage(error.message)
        }
        return settings
    }

    /// The setup code of the command line or the environment.
    private func setupCode() throws -> SetupCode? {
        guard let text = self.invocation.text("--setup-code") ?? self.host.variable("OPENCLAW_SETUP_CODE") else { return nil }
        do {
            return try SetupCode(text)
        } catch {
            throw CommandFailure.usage(error.message)
        }
    }

    private static func words(_ list: String) -> [String] {
        list.split { $0 == "," || $0 == " " }.map(String.init)
    }

    // MARK: The node

    private func withNode<Result: Sendable>(
        _ settings: NodeSettings,
        _ body: @Sendable (CommandNode, NodeHostConfiguration, EventLoopGroup, DNSResolver) async throws -> Result
    ) async throws -> Result {
        guard let gateway = settings.gatewayURL else {
            throw CommandFailure(
                message: "no gateway is named",
                advice: ["openclaw node register --gateway URL --auth-token TOKEN", "or: openclaw node run --gateway URL"],
                exitCode: .configuration,
                code: "INVALID_CONFIG"
            )
        }
        let device: DeviceIdentity
        do {
            device = try DeviceIdentityFile(path: self.state.nodeIdentityPath, fileSystem: self.host.fileSystem)
                .readOrCreate(now: SystemWallClock().now())
        } catch {
            throw CommandFailure(message: "the node's key cannot be kept: \(error)", code: "DEVICE_IDENTITY")
        }
        let code = try self.setupCode()
        return try await BlockingPool.withPool(maximumThreads: 16) { pool in
            try await EventLoopGroup.withLoops(count: 1) { loops in
                let resolver = DNSResolver(pool: pool)
                let client = HTTPClient(loops: loops, resolver: resolver)
                defer { client.shutDown() }
                let node = try self.node(settings, device, pool, client)
                var configuration = NodeHostConfiguration(
                    gateway: gateway,
                    credentials: code?.credentials ?? settings.authToken.map { .token($0) } ?? .none,
                    tokens: self.tokens(of: gateway, device, pool),
                    device: device,
                    reconnect: settings.reconnects ? settings.reconnect : nil,
                    keepAlive: settings.keepAlive
                )
                if let pin = settings.tlsFingerprint { configuration.tls = TLSClientConfiguration(trust: .fingerprints([pin])) }
                configuration.logger = self.logger
                return try await body(node, configuration, loops, resolver)
            }
        }
    }

    /// Where the node keeps the gateway's token for it. A token that was given now goes before one that is kept.
    private func tokens(of gateway: String, _ device: DeviceIdentity, _ pool: BlockingPool) -> NodeTokenStore {
        let file = DeviceTokenFile(path: self.state.nodeTokenPath, fileSystem: self.host.fileSystem)
        // What came of a setup code goes before the code, so that the same command line may be used again.
        let isCode = self.invocation.has("--setup-code") || self.host.variable("OPENCLAW_SETUP_CODE") != nil
        let isGiven = !isCode && (self.invocation.text("--auth-token") != nil || self.host.variable("OPENCLAW_GATEWAY_TOKEN") != nil)
        let console = self.host.console
        let store = NodeTokenStore.file(file, gateway: gateway, device: device.id, pool: pool) { error in
            console.errorLine("warning: the node's token is not kept: \(error)")
        }
        return isGiven ? NodeTokenStore(load: { nil }, keep: store.keep) : store
    }

    private func node(_ settings: NodeSettings, _ device: DeviceIdentity, _ pool: BlockingPool, _ client: HTTPClient) throws -> CommandNode
    {
        var groups: [NodeCommandGroup] = []
        do {
            if settings.capabilities.contains("shell") {
                let approvals = ExecApprovalsStore(path: self.state.execApprovalsPath, fileSystem: self.host.fileSystem)
                groups.append(
                    OpenClawClient.SystemCommands(
                        approvals: approvals,
                        environment: self.host.environment,
                        workingDirectory: self.host.home,
                        pool: pool
                    ).group
                )
            }
            if settings.capabilities.contains("file") {
                let root = settings.fileRoot.map { self.state.resolve($0) } ?? self.state.nodeFilesPath
                if settings.fileRoot == nil { try self.host.fileSystem.createDirectory(root) }
                groups.append(try FileCommands(root: root, pool: pool).group)
            }
            if settings.capabilities.contains("browser") {
                guard let url = settings.browserURL else {
                    throw NodeError(.invalidParams, "the capability browser needs node.browser_url, or --browser-url")
                }
                groups.append(try BrowserCommands(address: url, client: client).group)
            }
        } catch let error as NodeError {
            throw CommandFailure(message: error.message, exitCode: .configuration, code: "INVALID_CONFIG")
        }
        return CommandNode(
            id: NodeID(rawValue: device.id.rawValue),
            displayName: settings.nodeID ?? self.host.variable("HOSTNAME") ?? "node",
            capabilities: settings.capabilities,
            tags: settings.tags,
            groups: groups
        )
    }

    private var logger: Logger {
        let console = self.host.console
        let level = self.invocation.text("--log-level") ?? "info"
        guard let level = LogLevelSetting(rawValue: level).level else { return .disabled }
        let formatter = ConsoleLogFormatter(usesColor: console.errorStyle.isColoured)
        return Logger(
            component: "node",
            sink: RedactingLogSink(FormattedLogSink(formatter, output: { console.writeError(bytes: $0) })),
            level: level
        )
    }
}
