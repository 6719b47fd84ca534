// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The composition root of `openclaw gateway run`: turns a configuration into a gateway on a listener and runs it.
struct GatewayProgram: Sendable {
    let settings: Settings
    let host: Host
    /// Whether the banner is left out.
    let isHeadless: Bool

    /// Runs the gateway until it is asked to stop.
    func run() async throws -> ExitCode {
        SignalWatcher.ignoreBrokenPipes()
        let shutdown = self.shutdownOnSignal()
        defer { self.host.signals?.handle(nil) }
        try self.prepareStateDirectory()
        let lock = try self.takeLock()
        defer { withExtendedLifetime(lock) {} }
        let credentials = try self.credentials()
        let clock = ContinuousClock()
        let began = clock.now
        // Programs that are asked have threads of their own: whoever makes the gateway ask does not keep files waiting.
        return try await BlockingPool.withPool(maximumThreads: 2) { programs in
            try await self.run(programs: programs, credentials: credentials, shutdown: shutdown, began: began)
        }
    }

    private func run(
        programs: BlockingPool,
        credentials: Credentials,
        shutdown: GracefulShutdown,
        began: ContinuousClock.Instant
    ) async throws -> ExitCode {
        let configuration = self.settings.configuration
        let clock = ContinuousClock()
        return try await BlockingPool.withPool(maximumThreads: 8) { pool in
            try await EventLoopGroup.withLoops(count: configuration.performance.workers ?? Self.loopCount) { loops in
                let coordinator = try self.coordinator(pool: pool)
                let resolver = DNSResolver(pool: pool)
                // Every running turn may hold a connection to the same model service.
                let turns = configuration.agents.defaults.maxConcurrent
                let client = HTTPClient(
                    loops: loops,
                    resolver: resolver,
                    configuration: HTTPClientConfiguration(maximumConnectionsPerOrigin: max(32, turns), maximumConnections: max(256, turns))
                )
                defer { client.shutDown() }
                let workspaces = self.workspaces(pool: pool)
                let agents = try AgentAssembly(
                    configuration: configuration,
                    environment: self.host.environment,
                    client: client,
                    workspaces: workspaces
                ).make()
                let log = GatewayLog(
                    configuration.logging,
                    secrets: self.settings.loaded.secrets,
                    state: self.settings.state,
                    console: self.host.console,
                    isHeadless: self.isHeadless,
                    fileSystem: self.host.fileSystem
                )
                let sessions = try self.sessionStore(pool: pool, epochs: coordinator, logger: log.logger)
                let ledger = try self.ledger(pool: pool, epochs: coordinator, logger: log.logger)
                let manager = self.configurationManager(log)
                let webhooks = HTTPWebhookSender(
                    loops: loops,
                    resolver: resolver,
                    allowsPrivate: configuration.cron.webhookAllowPrivate
                )
                defer { webhooks.shutDown() }
                let cron = try self.cronConfiguration(webhooks: webhooks)
                let heartbeats = try self.heartbeats()
                let jobs = try self.cronStore(pool: pool, epochs: coordinator)
                let configured = try self.gatewayConfiguration(
                    log,
                    pool: pool,
                    cron: cron,
                    heartbeats: heartbeats,
                    coordinator: coordinator
                )
                let gateway: Gateway
                do {
                    gateway = try Gateway(
                        configuration: configured,
                        parts: GatewayParts(
                            agents: agents,
                            methods: ConfigurationMethods.make(manager, on: pool) + AgentConfigurationMethods.make(manager, on: pool)
                                + AgentFileMethods.make(workspaces),
                            sessionStore: sessions,
                            ledger: ledger,
                            pairingStore: FilePairingStore(
                                path: self.settings.state.pairingPath,
                                fileSystem: self.host.fileSystem,
                                executor: pool
                            ),
                            cronStore: jobs
                        )
                    )
                } catch {
                    throw CommandFailure(message: "\(error)", exitCode: .configuration, code: "INVALID_CONFIG")
                }
                let certificates = self.certificates
                let tls = try certificates?.context(hosts: self.certificateHosts, now: SystemWallClock().now().milliseconds / 1000)
                let reloader = certificates.flatMap { store in
                    tls.map { CertificateReloader(store: store, context: $0, logger: log.logger.component("tls")) }
                }
                let console = self.host.console
                let logger = log.logger.component("tailscale")
                let report: @Sendable (String) -> Void = { words in
                    logger.warn("tailscale.failed", message: words)
                    console.errorLine("\(console.errorStyle.warning("warning:")) \(words)")
                }
                let tailscale = await TailscaleExposure.prepare(configuration.gateway, host: self.host, pool: programs, report: report)
                let server = try GatewayServer(
                    gateway: gateway,
                    configuration: try self.serverConfiguration(credentials.authentication, tls: tls, tailscale: tailscale),
                    loops: loops
                )
                do throws(IOError) {
                    try server.bind()
                } catch {
                    throw self.failure(binding: error)
                }
                for note in self.settings.loaded.notes {
                    self.host.console.errorLine("\(self.host.console.errorStyle.warning("note:")) \(note)")
                }
                if let warning = credentials.warning {
                    self.host.console.errorLine("\(self.host.console.errorStyle.warning("warning:")) \(warning)")
                }
                if !self.isHeadless {
                    let banner = StartupBanner(
                        settings: self.settings,
                        agents: agents.map(\.descriptor),
                        url: self.pageURL(server.boundAddresses.first?.port),
                        credentials: credentials,
                        took: clock.now - began,
                        isTerminal: self.host.console.isTerminal,
                        style: self.host.console.style
                    )
                    self.host.console.write(banner.text)
                }
                await manager.onChange { change in self.apply(change, to: server, tailscale: tailscale, log: log) }
                await tailscale.begin(port: configuration.gateway.port, isEncrypted: self.isPlainPortEncrypted, report: report)
                let outcome: Result<Void, any Error>
                do {
                    outcome = .success(
                        try await self.serve(server, certificates: reloader, manager: manager, log: log, pool: pool, shutdown: shutdown)
                    )
                } catch {
                    outcome = .failure(error)
                }
                await tailscale.end(report: report)
                try outcome.get()
                return ExitCode.success
            }
        }
    }

    /// Whether the main port speaks TLS.
    private var isPlainPortEncrypted: Bool {
        self.settings.configuration.gateway.tls.isEnabled && self.settings.configuration.gateway.securePort == nil
    }

    /// Runs the server, and beside it what reads and writes files: the configuration's watch and the log's file.
    private func serve(
        _ server: GatewayServer,
        certificates: CertificateReloader?,
        manager: ConfigurationManager,
        log: GatewayLog,
        pool: BlockingPool,
        shutdown: GracefulShutdown
    ) async throws {
        let console = self.host.console
        try await withThrowingDiscardingTaskGroup { files in
            if let file = log.file {
                files.addTask(executorPreference: pool) {
                    await file.run { console.errorLine("\(console.errorStyle.warning("warning:")) \($0)") }
                }
            }
            // What is logged to the very end is written before the group ends.
            defer { log.file?.close() }
            try await withThrowingDiscardingTaskGroup { group in
                if let certificates {
                    group.addTask(executorPreference: pool) { await certificates.run(clock: ContinuousClock()) }
                }
                group.addTask(executorPreference: pool) { await manager.watch(every: .seconds(1), clock: ContinuousClock()) }
                group.addTask(executorPreference: pool) { await Self.giveBackPages(of: server) }
                defer { group.cancelAll() }
                try await shutdown.run { try await server.run() }
            }
        }
    }

    /// Gives back the code that only the start needed, and later what only the opening of many connections needed.
    private static func giveBackPages(of server: GatewayServer) async {
        let clock = ContinuousClock()
        // By then it serves; cancelled before, there is nothing to give back.
        guard (try? await clock.sleep(for: .milliseconds(200))) != nil else { return }
        ProgramPages.release()
        var burst = ConnectionBurst()
        while (try? await clock.sleep(for: .seconds(1))) != nil {
            if burst.hasSettled(at: server.connectionCount) { ProgramPages.release() }
        }
    }

    /// One loop per core but one, which is left to the file pool, models and other programs; at least one, at most eight.
    private static var loopCount: Int { max(1, min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) - 1)) }

    /// A request to stop that the first signal makes; the second one ends the process.
    private func shutdownOnSignal() -> GracefulShutdown {
        let shutdown = GracefulShutdown()
        let isHeadless = self.isHeadless
        let console = self.host.console
        self.host.signals?.handle { number in
            if shutdown.isTriggered { SignalWatcher.exitAtOnce(after: number) }
            if !isHeadless, console.isTerminal { console.lines("\nstopping: running turns may end; again to stop at once") }
            shutdown.trigger()
        }
        return shutdown
    }

    private func prepareStateDirectory() throws(CommandFailure) {
        do {
            try self.host.fileSystem.createDirectory(self.settings.state.path)
        } catch {
            throw CommandFailure(
                message: "the state directory \(self.settings.state.path) cannot be made: \(error.detail)",
                advice: ["choose another one with OPENCLAW_STATE_DIR, or correct its permissions"],
                code: "STATE_DIRECTORY"
            )
        }
    }

    private func takeLock() throws(CommandFailure) -> GatewayLock {
        let port = self.settings.configuration.gateway.port
        let path = self.settings.state.lockPath
        do {
            switch try GatewayLock.acquire(
                path: path,
                owner: GatewayLock.Owner(processID: self.host.processID, port: port),
                fileSystem: self.host.fileSystem
            ) {
            case .acquired(let lock): return lock
            case .taken(let owner):
                if owner?.port == port { throw Self.alreadyListening(port) }
                let who = owner.map { " (process \($0.processID), port \($0.port))" } ?? ""
                throw CommandFailure(
                    message: "another gateway instance uses the state directory \(self.settings.state.path)\(who)",
                    advice: ["stop it, or give this one a state of its own: openclaw --profile NAME gateway"],
                    code: "LOCKED"
                )
            }
        } catch let error as FileSystemError {
            throw CommandFailure(
                message: "the lock \(path) cannot be taken: \(error.detail)",
                advice: ["make the state directory writable for this user, or choose another one with OPENCLAW_STATE_DIR"],
                code: "LOCK"
            )
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure(message: "\(error)")
        }
    }

    private func failure(binding error: IOError) -> CommandFailure {
        if error.isAddressInUse { return Self.alreadyListening(self.settings.configuration.gateway.port) }
        return CommandFailure(message: error.description, code: "BIND")
    }

    private static func alreadyListening(_ port: Int) -> CommandFailure {
        CommandFailure(
            message: "another gateway instance is already listening on ws://127.0.0.1:\(port)",
            advice: [
                "see it: openclaw gateway status; when that finds no gateway, another program uses port \(port)",
                "or choose another port: openclaw gateway --port \(port + 20)",
            ],
            code: "ALREADY_RUNNING"
        )
    }
}
