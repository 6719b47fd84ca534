// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a gateway needs to know, as values with defaults that suit an embedded gateway.
public struct GatewayConfiguration: Sendable {
    /// The bounds of a gateway; everything over them is answered, never dropped silently.
    public struct Limits: Sendable {
        /// How many runs work at the same time over all sessions.
        public var maximumConcurrentRuns: Int
        /// How many runs wait in one session before more are refused.
        public var maximumWaitingRunsPerSession: Int
        /// How many transcript entries an agent gets as history.
        public var historyEntries: Int
        /// How many bytes of transcript an agent gets as history.
        public var historyBytes: Int
        /// The largest message text, in bytes.
        public var maximumMessageBytes: Int
        /// How many jobs of the gateway may wait to be started.
        public var maximumJobs: Int
        /// How many entries the presence list holds.
        public var maximumPresence: Int
        /// How many calls may be open on one node.
        public var maximumCallsPerNode: Int

        /// Makes bounds.
        public init(
            maximumConcurrentRuns: Int = 64,
            maximumWaitingRunsPerSession: Int = 20,
            historyEntries: Int = 200,
            historyBytes: Int = 1 << 20,
            maximumMessageBytes: Int = 4 << 20,
            maximumJobs: Int = 65_536,
            maximumPresence: Int = 128,
            maximumCallsPerNode: Int = 64
        ) {
            self.maximumConcurrentRuns = maximumConcurrentRuns
            self.maximumWaitingRunsPerSession = maximumWaitingRunsPerSession
            self.historyEntries = historyEntries
            self.historyBytes = historyBytes
            self.maximumMessageBytes = maximumMessageBytes
            self.maximumJobs = maximumJobs
            self.maximumPresence = maximumPresence
            self.maximumCallsPerNode = maximumCallsPerNode
        }
    }

    /// The name in presence lists and logs.
    public var name: String
    /// The version in `hello-ok` and on probes.
    public var version: String
    /// How messages find their agent and session.
    public var routing: RoutingConfiguration
    /// The bounds.
    public var limits: Limits
    /// How messages wait in front of a busy session.
    public var queue: QueuePolicy
    /// How long messages from channels wait for more of their senders.
    public var debounce: InboundDebounce
    /// How long a run may take; `nil` is without end.
    public var runTimeout: Duration?
    /// The shortest time between two deltas of a run.
    public var deltaInterval: Duration
    /// How old a health snapshot may be.
    public var healthInterval: Duration
    /// How long a graceful shutdown waits for running turns before it aborts them.
    public var shutdownGrace: Duration
    /// What becomes of turns and deliveries that a restart has interrupted.
    public var resume: ResumePolicy
    /// How long a method that answers from stores may take before its caller is told so; `nil` is without end.
    public var methodTimeout: Duration?
    /// How long a session may rest before its next message begins a new transcript; `nil` is for ever.
    public var sessionTimeToLive: Duration?
    /// When else conversations begin anew: at an hour of the day, after a silence, and when somebody asks for it. The session store's clock
    /// says when somebody last spoke, ``wallClock`` when a message comes: hand a store of your own the same one.
    public var sessionResets: SessionResets
    /// Which conversations take messages and get answers, where a session has no `sendPolicy` of its own.
    public var sendPolicy: SendPolicy
    /// When sessions leave the active set, and when transcripts are removed; `nil` does neither by itself.
    public var sessionMaintenance: SessionMaintenance?
    /// Turns that the default agent takes by itself, while ``agentHeartbeats`` is empty.
    public var heartbeat: HeartbeatConfiguration
    /// The same by agent; when there is any, only these agents take such turns.
    public var agentHeartbeats: [AgentID: HeartbeatConfiguration]
    /// Finds or makes the key by which clients recognise this gateway; asked for when a client wants to know.
    public var identity: (@Sendable () async throws -> GatewayIdentity)?
    /// The newest lines of the log, for `logs.tail`.
    public var logTail: LogTail?
    /// Where the log is written, for `logs.tail`.
    public var logFile: String?
    /// The port that the gateway can be reached at.
    public var listeningPort: (@Sendable () -> Int?)?
    /// Where other machines reach the gateway, for setup codes; `nil` when they do not. Its argument: whether the address of
    /// `gateway.remote.url` comes first.
    public var pairingAddress: (@Sendable (Bool) -> PairingAddress?)?
    /// Grants the leases without which nothing is done that only one gateway may do: leading, running a channel. `nil` for a gateway that is
    /// alone; hand the same coordinator to gateways that share their stores.
    public var coordinator: (any Coordinator)?
    /// How long leases last without being renewed: so long others wait after a gateway has died, where the coordinator cannot tell.
    public var leaseDuration: Duration
    /// Which commands nodes over sockets get.
    public var nodeCommands: NodeCommandPolicy
    /// Which tools run without an agent, until it is replaced.
    public var toolPolicy: ToolPolicy
    /// Where policies and allowlists for running programs are kept; `nil` keeps none.
    public var execApprovals: ExecApprovalsStore?
    /// Scheduled jobs.
    public var cron: CronConfiguration
    /// The task queue.
    public var tasks: TaskConfiguration
    /// Where calls that wait for the disk run; `nil` is wherever the caller is, which suits a disk in memory only.
    public var blockingExecutor: (any TaskExecutor)?
    /// Where the gateway logs to.
    public var logger: Logger
    /// Where the gateway counts.
    public var metrics: MetricsRegistry
    /// Makes identifiers of requests and secrets of devices; a source that can be guessed would give access away.
    public var identifiers: any IDGenerator
    /// The clock for delays and deadlines.
    public var clock: any Clock<Duration>
    /// The clock for timestamps.
    public var wallClock: any WallClock

    /// Makes a configuration; every part has a default.
    public init(
        name: String = "openclaw",
        version: String = Gateway.version,
        routing: RoutingConfiguration = RoutingConfiguration(),
        limits: Limits = Limits(),
        queue: QueuePolicy = QueuePolicy(),
        debounce: InboundDebounce = InboundDebounce(),
        runTimeout: Duration? = .seconds(600),
        deltaInterval: Duration = .milliseconds(150),
        healthInterval: Duration = .seconds(60),
        shutdownGrace: Duration = .seconds(30),
        resume: ResumePolicy = ResumePolicy(),
        methodTimeout: Duration? = nil,
        sessionTimeToLive: Duration? = nil,
        sessionResets: SessionResets = SessionResets(),
        sendPolicy: SendPolicy = SendPolicy(),
        sessionMaintenance: SessionMaintenance? = nil,
        heartbeat: HeartbeatConfiguration = HeartbeatConfiguration(),
        agentHeartbeats: [AgentID: HeartbeatConfiguration] = [:],
        identity: (@Sendable () async throws -> GatewayIdentity)? = nil,
        logTail: LogTail? = nil,
        logFile: String? = nil,
        listeningPort: (@Sendable () -> Int?)? = nil,
        pairingAddress: (@Sendable (Bool) -> PairingAddress?)? = nil,
        coordinator: (any Coordinator)? = nil,
        leaseDuration: Duration = .seconds(15),
        nodeCommands: NodeCommandPolicy = NodeCommandPolicy(),
        toolPolicy: ToolPolicy = ToolPolicy(),
        execApprovals: ExecApprovalsStore? = nil,
        cron: CronConfiguration = CronConfiguration(),
        tasks: TaskConfiguration = TaskConfiguration(),
        blockingExecutor: (any TaskExecutor)? = nil,
        logger: Logger = .disabled,
        metrics: MetricsRegistry = MetricsRegistry(),
        identifiers: any IDGenerator = UUIDGenerator(),
        clock: any Clock<Duration> = ContinuousClock(),
        wallClock: any WallClock = SystemWallClock()
    ) {
        self.name = name
        self.version = version
        self.routing = routing
        self.limits = limits
        self.queue = queue
        self.debounce = debounce
        self.runTimeout = runTimeout
        self.deltaInterval = deltaInterval
        self.healthInterval = healthInterval
        self.shutdownGrace = shutdownGrace
        self.resume = resume
        self.methodTimeout = methodTimeout
        self.sessionTimeToLive = sessionTimeToLive
        self.sessionResets = sessionResets
        self.sendPolicy = sendPolicy
        self.sessionMaintenance = sessionMaintenance
        self.heartbeat = heartbeat
        self.agentHeartbeats = agentHeartbeats
        self.identity = identity
        self.logTail = logTail
        self.logFile = logFile
        self.listeningPort = listeningPort
        self.pairingAddress = pairingAddress
        self.coordinator = coordinator
        self.leaseDuration = leaseDuration
        self.nodeCommands = nodeCommands
        self.toolPolicy = toolPolicy
        self.execApprovals = execApprovals
        self.cron = cron
        self.tasks = tasks
        self.blockingExecutor = blockingExecutor
        self.logger = logger
        self.metrics = metrics
        self.identifiers = identifiers
        self.clock = clock
        self.wallClock = wallClock
    }
}
