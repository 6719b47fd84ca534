// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The control plane between chat channels and agents.
///
/// ```swift
/// let gateway = try Gateway {
///     EchoAgent(id: "main")
///     InMemoryChannel(id: "support")
/// }
/// try await gateway.run { client in
///     print(try await client.chat("hello", session: "main").text)
/// }
/// ```
///
/// A gateway has no global state: any number of them live side by side in one process. It opens no port; OpenClawServer puts one on a listener.
public final class Gateway: Service {
    /// The version of this package.
    public static let version = "2026.11.0"

    /// What the gateway was made with.
    public let configuration: GatewayConfiguration
    /// Where sessions live.
    public let sessions: any SessionStore
    /// Where messages are recorded.
    public let ledger: any Ledger
    /// Decides which agent answers.
    public let router: Router
    /// The agents, in their order.
    public let agents: [any Agent]
    /// The nodes it can reach.
    public let nodes: NodeRegistry
    /// What agents can do beside talking.
    public let skills: SkillRegistry
    /// Hands events to clients.
    public let events: EventHub
    /// The methods it answers.
    public let methods: MethodTable
    /// Who is connected, as others see it.
    public let presence: PresenceTable
    /// Every client that is connected.
    public let clients = ClientRegistry()
    /// Which devices and nodes are paired.
    public let pairing: PairingRegistry

    let agentsByID: [AgentID: any Agent]
    let channels: ChannelManager
    let runs: RunRegistry
    /// Ends conversations by themselves; `nil` when none does.
    let freshness: SessionFreshness?
    /// Messages that somebody works on who is not a run.
    let claims = MessageClaims()
    let storageWaits = StorageWaits()
    let leadership: Leadership
    let runner: RunStarter
    let jobs: Mailbox<Job>
    let approvals: ExecApprovalRegistry
    let cron: CronService
    /// The task queue.
    public let tasks: TaskService
    let heartbeatRoster: HeartbeatRoster
    let health: HealthMonitor
    let maintenanceNotices = MaintenanceNotices()
    let flusher: DeltaFlusher
    let identifiers: EntryIdentifiers
    let counters: GatewayCounters
    let startedAt: Timestamp
    let logger: Logger
    /// What operators see and set beside conversations.
    package let operations = GatewayOperations()
    private let tools: Mutex<ToolPolicy>
    private let lanes = Mutex<[JobLane]>([])
    private let lifecycle = Mutex(GatewayLifecycle())
    private let clientOrdinal = Atomic<UInt64>(0)

    /// A piece of work that `run()` owns.
    package typealias Job = @Sendable () async -> Void

    /// Makes a gateway from its parts.
    /// - Throws: ``GatewayError`` when there is no agent, or names repeat or are not allowed.
    public init(configuration: GatewayConfiguration = GatewayConfiguration(), parts: GatewayParts) throws(GatewayError) {
        guard !parts.agents.isEmpty else {
            throw GatewayError(.noAgent, "a gateway needs at least one agent, for instance EchoAgent(id: \"main\")")
        }
        var agentsByID: [AgentID: any Agent] = [:]
        for agent in parts.agents {
            guard agent.id.isValid else {
                throw GatewayError(
                    .invalidName,
                    "agent name \"\(agent.id)\": use 1 to 64 of a-z, 0-9, _ and -, beginning with a letter or digit"
                )
            }
            guard agentsByID.updateValue(agent, forKey: agent.id) == nil else {
                throw GatewayError(.duplicateName, "two agents are named \"\(agent.id)\"; give one of them another id")
            }
        }
        self.configuration = configuration
        self.logger = configuration.logger
        self.sessions = parts.sessionStore ?? InMemorySessionStore(clock: configuration.wallClock)
        self.ledger = parts.ledger ?? InMemoryLedger()
        // Alone, each start is an epoch of its own; a coordinator gives another one when it grants the lease.
        let lastEpoch = max(self.ledger.lastEpoch, self.sessions.lastEpoch)
        self.leadership = Leadership(
            epoch: configuration.coordinator == nil ? Epoch(lastEpoch.rawValue + 1) : max(lastEpoch, .first),
            owner: configuration.identifiers.uuid()
        )
        self.agents = parts.agents
        self.agentsByID = agentsByID
        self.router = Router(configuration: configuration.routing, agents: parts.agents.map(\.id))
        self.heartbeatRoster = try HeartbeatRoster(configuration, router: self.router)
        self.skills = SkillRegistry(parts.skills)
        self.tools = Mutex(configuration.toolPolicy)
        self.startedAt = configuration.wallClock.now()
        self.counters = GatewayCounters(configuration.metrics)
        self.events = EventHub(published: self.counters.eventsPublished)
        self.methods = MethodTable(Self.standardMethods + parts.methods)
        self.presence = PresenceTable(maximumCount: configuration.limits.maximumPresence)
        let jobs = Mailbox<Job>(capacity: configuration.limits.maximumJobs, overflow: .reject)
        self.jobs = jobs
        let pairing: PairingRegistry
        do {
            pairing = try PairingRegistry(parts.pairingStore ?? InMemoryPairingStore())
        } catch {
            throw GatewayError(.pairingUnavailable, error.message)
        }
        self.pairing = pairing
        let taskWake = Mailbox<Bool>(capacity: 1, overflow: .dropOldest)
        self.nodes = NodeRegistry(
            parts.nodes,
            policy: configuration.nodeCommands,
            limits: NodeInvocations.Limits(perNode: max(1, configuration.limits.maximumCallsPerNode)),
            approvedCommands: { pairing.approvedCommands(of: $0, offered: $1) },
            clock: configuration.clock,
            wallClock: configuration.wallClock,
            submit: { job in
                if case .accepted = jobs.offer(job) { true } else { false }
            },
            onChange: { taskWake.offer(true) }
        )
        self.approvals = ExecApprovalRegistry()
        self.cron = CronService(configuration.cron, store: parts.cronStore ?? InMemoryCronStore())
        self.tasks = TaskService(
            configuration,
            ledger: self.ledger,
            leadership: self.leadership,
            workers: parts.taskWorkers,
            events: self.events,
            router: self.router,
            agents: parts.agents.map(\.id),
            wake: taskWake
        )
        self.runs = RunRegistry(
            maximumConcurrent: configuration.limits.maximumConcurrentRuns,
            maximumWaitingPerSession: configuration.limits.maximumWaitingRunsPerSession
        )
        self.runner = RunStarter()
        self.freshness = SessionFreshness(timeToLive: configuration.sessionTimeToLive, resets: configuration.sessionResets)
        self.flusher = DeltaFlusher(interval: configuration.deltaInterval, clock: configuration.clock, wallClock: configuration.wallClock)
        self.identifiers = EntryIdentifiers(configuration.identifiers)
        self.health = HealthMonitor()
        self.channels = try ChannelManager(parts.channels, clock: configuration.clock, wallClock: configuration.wallClock)
    }

    /// Makes a gateway from lists.
    public convenience init(
        configuration: GatewayConfiguration = GatewayConfiguration(),
        agents: [any Agent],
        channels: [any Channel] = [],
        sessionStore: (any SessionStore)? = nil,
        ledger: (any Ledger)? = nil
    ) throws(GatewayError) {
        try self.init(
            configuration: configuration,
            parts: GatewayParts(agents: agents, channels: channels, sessionStore: sessionStore, ledger: ledger)
        )
    }

    /// Makes a gateway from parts listed one below the other.
    public convenience init(
        configuration: GatewayConfiguration = GatewayConfiguration(),
        @GatewayBuilder _ parts: () -> GatewayParts
    ) throws(GatewayError) {
        try self.init(configuration: configuration, parts: parts())
    }

    /// The in-process client: the same methods and events as over a socket, without a port.
    public var client: LocalClient { LocalClient(gateway: self) }

    /// Which tools run without an agent.
    public var toolPolicy: ToolPolicy { self.tools.withLock { $0 } }

    /// Replaces the policy for tools; it counts from the next request on.
    public func replace(toolPolicy: ToolPolicy) { self.tools.withLock { $0 = toolPolicy } }

    /// The time for timestamps.
    package func now() -> Timestamp { self.configuration.wallClock.now() }

    /// A number that orders connections in time.
    public func nextClientOrdinal() -> UInt64 { self.clientOrdinal.wrappingAdd(1, ordering: .relaxed).newValue }

    /// The number of the newest connection.
    var currentClientOrdinal: UInt64 { self.clientOrdinal.load(ordering: .relaxed) }

    /// How long the gateway has existed, in milliseconds.
    public var uptimeMilliseconds: Int64 { max(0, self.now().milliseconds - self.startedAt.milliseconds) }

    /// Whether the gateway takes new work.
    public var phase: GatewayPhase { self.lifecycle.withLock { $0.phase } }

    /// Changes the phase; for `run()`.
    func advance(_ change: (inout GatewayLifecycle) -> Bool) -> Bool { self.lifecycle.withLock { change(&$0) } }

    /// Hands work to `run()`; `false` when the gateway has stopped or too much waits.
    package func submit(_ job: @escaping Job) -> Bool { self.submit(job, to: nil) }

    /// Hands work to `run()`, to be carried out in a lane.
    func submit(_ job: @escaping Job, to lane: JobLane?) -> Bool {
        if case .accepted = (lane?.jobs ?? self.jobs).offer(job) { return true }
        return false
    }

    /// Makes a lane for calls that come over one event loop. To be called before ``run()``.
    public func lane(on executor: any TaskExecutor) -> JobLane {
        let lane = JobLane(executor: executor, capacity: self.configuration.limits.maximumJobs)
        self.lanes.withLock { $0.append(lane) }
        return lane
    }

    /// The lanes there are.
    var allLanes: [JobLane] { self.lanes.withLock { $0 } }

    /// Takes no more work; what was handed in is still done.
    func closeJobs() {
        self.jobs.close()
        for lane in self.allLanes { lane.jobs.close() }
    }
}
