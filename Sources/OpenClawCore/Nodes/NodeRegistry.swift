// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The nodes a gateway can reach, in this process and over sockets, and the calls they run.
///
/// What happens is decided by `NodeInvocations`; the registry carries it out.
public final class NodeRegistry: Sendable {
    /// The way to a node.
    enum Link: Sendable {
        case local(any Node)
        case client(ClientSession)
    }

    /// What a caller that waits is told.
    enum Signal: Sendable {
        case progress(String)
        case finished(NodeID, NodeOutcome)
    }

    struct State {
        var invocations: NodeInvocations
        var links: [UInt64: Link] = [:]
        var connections: [ClientID: UInt64] = [:]
        var waiters: [UInt64: Mailbox<Signal>] = [:]
        /// Who waits until a node has let go of a call.
        var releases: [String: Mailbox<Void>] = [:]
        /// Stops the work of calls that nodes in this process run.
        var local: [String: Mailbox<Void>] = [:]
        var records: [NodeID: NodeRecord] = [:]
        var pendingActions = NodePendingActions()
        var work = NodeWorkQueue()
        var nextNumber: UInt64 = 0

        mutating func number() -> UInt64 {
            self.nextNumber += 1
            return self.nextNumber
        }
    }

    /// How many nodes are remembered after they have gone.
    static let maximumRecords = 1_024

    /// Which commands nodes over sockets get.
    public let policy: NodeCommandPolicy
    let approvedCommands: @Sendable (NodeID, [String]) -> [String]
    private let submit: @Sendable (@escaping @Sendable () async -> Void) -> Bool
    private let wallClock: any WallClock
    private let clock: any Clock<Duration>
    private let uptime: Stopwatch
    private let identifiers = UUIDGenerator()
    private let onChange: @Sendable () -> Void
    /// Goes up whenever nodes come, go or offer something else.
    let revision = Atomic<UInt64>(1)
    let state: Mutex<State>

    init(
        _ nodes: [any Node],
        policy: NodeCommandPolicy,
        limits: NodeInvocations.Limits,
        approvedCommands: @escaping @Sendable (NodeID, [String]) -> [String],
        clock: any Clock<Duration>,
        wallClock: any WallClock,
        submit: @escaping @Sendable (@escaping @Sendable () async -> Void) -> Bool,
        onChange: @escaping @Sendable () -> Void = {}
    ) {
        self.policy = policy
        self.approvedCommands = approvedCommands
        self.clock = clock
        self.wallClock = wallClock
        self.uptime = Stopwatch(clock)
        self.submit = submit
        self.onChange = onChange
        self.state = Mutex(State(invocations: NodeInvocations(limits: limits)))
        for node in nodes { self.add(node) }
    }

    /// The connected nodes' descriptions, by name.
    public var descriptors: [NodeDescriptor] {
        self.state.withLock { state in state.invocations.peers.values.map(\.descriptor) }.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// Tells that nodes have come, gone or offer something else.
    func changed() {
        self.revision.add(1, ordering: .sequentiallyConsistent)
        self.onChange()
    }

    /// Adds a node of this process, or replaces the one of the same name.
    public func add(_ node: any Node) {
        let now = self.wallClock.now()
        let actions = self.state.withLock { state in
            let number = state.number()
            var descriptor = node.descriptor
            descriptor.commands.removeAll { self.policy.deny.contains($0) }
            state.links[number] = .local(node)
            self.note(&state, NodeRecord(descriptor: descriptor, connectedAt: now, lastSeenAt: now))
            return state.invocations.connected(
                .init(connection: number, instance: nil, resumes: false, descriptor: descriptor),
                now: self.uptime.elapsed
            )
        }
        self.perform(actions)
        self.changed()
    }

    /// Removes a node; calls it has not answered end with ``NodeError/Code/notConnected``.
    public func remove(_ id: NodeID) {
        let actions = self.state.withLock { state in
            let connection = state.invocations.peers[id]?.connection
            let actions = state.invocations.removed(id, now: self.uptime.elapsed)
            if let connection { state.links[connection] = nil }
            state.records[id] = nil
            return actions
        }
        self.perform(actions)
        self.changed()
    }

    // MARK: Nodes over sockets

    /// A node's client has been let in. A former connection of the same node is ended.
    ///
    /// A client in the same process was let in by the program itself: its commands need no approval.
    func connected(_ client: ClientSession, _ id: NodeID, _ surface: NodeSurface, name: String?) {
        let now = self.wallClock.now()
        let needsApproval = client.remoteAddress != nil
        let commands = self.commands(of: id, surface, needsApproval: needsApproval)
        let (actions, former) = self.state.withLock { state -> ([NodeInvocations.Action], ClientSession?) in
            let number = state.number()
            let descriptor = NodeDescriptor(
                id: id,
                displayName: name ?? surface.client.displayName,
                platform: surface.client.platform,
                capabilities: surface.plainCapabilities,
                commands: commands,
                tags: surface.tags,
                permissions: surface.permissions
            )
            var former: ClientSession?
            if let peer = state.invocations.peers[id], case .client(let session)? = state.links[peer.connection] {
                former = session
                state.links[peer.connection] = nil
                state.connections[session.id] = nil
            }
            state.links[number] = .client(client)
            state.connections[client.id] = number
            var record = NodeRecord(descriptor: descriptor, connectedAt: now, lastSeenAt: now)
            record.surface = surface
            record.needsApproval = needsApproval
            record.remoteAddress = client.remoteAddress
            self.note(&state, record)
            let actions = state.invocations.connected(
                .init(
                    connection: number,
                    instance: surface.client.instanceID,
                    resumes: surface.capabilities.contains(NodeSurface.resumeCapability),
                    descriptor: descriptor
                ),
                now: self.uptime.elapsed
            )
            return (actions, former)
        }
        former?.close(.superseded, reason: "the node has connected again")
        self.perform(actions)
        self.changed()
    }

    /// A client has gone; if it was a node's, what it runs waits for its return.
    func disconnected(_ client: ClientSession) {
        guard let id = client.nodeID else { return }
        let now = self.wallClock.now()
        let actions = self.state.withLock { state -> [NodeInvocations.Action] in
            guard let number = state.connections.removeValue(forKey: client.id) else { return [] }
            state.links[number] = nil
            state.records[id]?.connectedAt = nil
            state.records[id]?.lastSeenAt = now
            state.records[id]?.lastSeenReason = "disconnect"
            return state.invocations.disconnected(id, number, now: self.uptime.elapsed)
        }
        self.perform(actions)
        self.changed()
    }

    /// A node has answered over its connection; `false` when nobody waits for it.
    func answered(_ id: String, by node: NodeID, _ outcome: NodeOutcome) -> Bool {
        let (counts, actions) = self.state.withLock { $0.invocations.answered(id, by: node, outcome, now: self.uptime.elapsed) }
        self.perform(actions)
        return counts
    }

    /// A node reports output; `false` when nobody waits for it.
    func progressed(_ id: String, by node: NodeID, sequence: Int?, _ chunk: String) -> Bool {
        let (counts, actions) = self.state.withLock { $0.invocations.progressed(id, by: node, sequence: sequence, chunk) }
        self.perform(actions)
        return counts
    }

    /// Notes that a node has shown signs of life.
    func seen(_ node: NodeID, reason: String) {
        let now = self.wallClock.now()
        self.state.withLock { state in
            state.records[node]?.lastSeenAt = now
            state.records[node]?.lastSeenReason = reason
        }
    }

    // MARK: Calls

    /// How a call ended for one who waited.
    enum Ending: Sendable {
        /// It was not made: no node was asked.
        case refused(NodeError)
        /// The node answered, or it is certain that it will not.
        case ended(NodeID, NodeOutcome)
        /// The caller's time was over first.
        case timedOut(NodeError)
        /// The caller's task was cancelled.
        case calledOff(NodeError)

        fileprivate func get() throws(NodeError) -> (NodeID, JSONValue) {
            switch self {
            case .refused(let error), .timedOut(let error), .calledOff(let error): throw error
            case .ended(let node, let outcome):
                let value = try outcome.get()
                return (node, value)
            }
        }
    }

    /// A caller that waits for a call, or what it got at once.
    struct Waiting: Sendable {
        fileprivate var waiter: UInt64
        fileprivate var signals: Mailbox<Signal>
        fileprivate var call: String
        fileprivate var admission: NodeInvocations.Admission
    }

    /// Runs a command on a node and waits for the answer, at most the call's time.
    func invoke(_ invocation: NodeInvocation, on node: NodeID) async throws(NodeError) -> JSONValue {
        try await self.attempt(invocation, on: node, leavesRunning: false).get().1
    }

    /// The same, told how it ended.
    /// - Parameter leavesRunning: Whether the node goes on when the caller's task is cancelled, because the call is taken up again later.
    func attempt(_ invocation: NodeInvocation, on node: NodeID, leavesRunning: Bool) async -> Ending {
        let waiting = self.enter(invocation) { state, waiter, now in state.invocations.begin(invocation, on: node, waiter: waiter, now: now)
        }
        return await self.ending(of: waiting, invocation, leavesRunning: leavesRunning)
    }

    /// Waits for the same call if it runs; `nil` when it does not.
    func join(_ invocation: NodeInvocation, on node: NodeID) async -> Ending? {
        var isRunning = true
        let waiting = self.enter(invocation) { state, waiter, now in
            if let known = state.invocations.join(invocation, on: node, waiter: waiter, now: now) { return (known, []) }
            isRunning = false
            return (.refused(NodeError(.notConnected, "the call does not run")), [])
        }
        return isRunning ? await self.ending(of: waiting, invocation) : nil
    }

    /// Takes up a call that an earlier process of the gateway made.
    func restore(_ invocation: NodeInvocation, on node: NodeID, instance: String?, resumes: Bool) -> Waiting {
        self.enter(invocation) { state, waiter, now in
            state.invocations.restore(invocation, on: node, instance: instance, resumes: resumes, waiter: waiter, now: now)
        }
    }

    /// Runs a command on the node with the least to do of those that fit.
    func invoke(_ invocation: NodeInvocation, where requirement: NodeRequirement) async throws(NodeError) -> (NodeID, JSONValue) {
        let waiting = self.enter(invocation) { state, waiter, now in
            state.invocations.begin(invocation, where: requirement, waiter: waiter, now: now)
        }
        return try await self.ending(of: waiting, invocation).get()
    }

    /// Makes or joins a call.
    private func enter(
        _ invocation: NodeInvocation,
        _ begin: (inout State, UInt64, Duration) -> (NodeInvocations.Admission, [NodeInvocations.Action])
    ) -> Waiting {
        let signals = Mailbox<Signal>(capacity: 256, overflow: .dropOldest)
        let (waiting, actions) = self.state.withLock { state in
            let waiter = state.number()
            let (admission, actions) = begin(&state, waiter, self.uptime.elapsed)
            if case .waiting = admission { state.waiters[waiter] = signals }
            let call = state.invocations.identifier(of: invocation)
            return (Waiting(waiter: waiter, signals: signals, call: call, admission: admission), actions)
        }
        self.perform(actions)
        return waiting
    }

    /// Waits until a call ends, at most its time.
    func ending(of waiting: Waiting, _ invocation: NodeInvocation, leavesRunning: Bool = false) async -> Ending {
        switch waiting.admission {
        case .refused(let error): return .refused(error)
        case .finished(let node, let outcome): return .ended(node, outcome)
        case .waiting: break
        }
        let clock = self.clock
        let signals = waiting.signals
        let ending = await withTaskGroup(of: (NodeID, NodeOutcome)?.self) { group in
            group.addTask {
                while let signal = await signals.next() {
                    switch signal {
                    case .progress(let chunk): invocation.progress.report(chunk)
                    case .finished(let node, let outcome): return (node, outcome)
                    }
                }
                return nil
            }
            group.addTask {
                do { try await clock.sleep(for: invocation.timeout) } catch { return nil }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let ending { return .ended(ending.0, ending.1) }
        let isCancelled = Task.isCancelled
        let (late, leaving) = self.state.withLock { state -> (Signal?, [NodeInvocations.Action]) in
            state.waiters[waiting.waiter] = nil
            if isCancelled, leavesRunning { return (signals.poll(), []) }
            return (signals.poll(), state.invocations.left(waiting.call, waiting.waiter, now: self.uptime.elapsed))
        }
        self.perform(leaving)
        // The answer may have come in the moment in which the time was over.
        if case .finished(let node, let outcome)? = late { return .ended(node, outcome) }
        if isCancelled { return .calledOff(NodeError(.cancelled, "the call of \(invocation.command) was called off")) }
        return .timedOut(NodeError(.timeout, "the node did not answer \(invocation.command) within \(invocation.timeout)"))
    }

    /// What ends when the node has let go of a held call that nobody waits for any more; `nil` when it has.
    func release(of call: String) -> Mailbox<Void>? {
        self.state.withLock { state in
            guard state.invocations.open[call] != nil else { return nil }
            let release = state.releases[call] ?? Mailbox(capacity: 1)
            state.releases[call] = release
            return release
        }
    }

    /// A connected node as the ledger has to know it.
    func peer(_ id: NodeID) -> (instance: String?, resumes: Bool, isLocal: Bool)? {
        self.state.withLock { state in
            guard let peer = state.invocations.peers[id] else { return nil }
            var isLocal = false
            if case .local? = state.links[peer.connection] { isLocal = true }
            return (peer.instance, peer.resumes, isLocal)
        }
    }

    // MARK: Effects

    private func perform(_ actions: [NodeInvocations.Action]) {
        for action in actions {
            switch action {
            case .send(let connection, let node, let invocation): self.send(invocation, to: node, over: connection)
            case .cancel(let connection, _, let id): self.cancel(id, over: connection)
            case .deliver(let waiters, let node, let outcome):
                let mailboxes = self.state.withLock { state in waiters.compactMap { state.waiters.removeValue(forKey: $0) } }
                for mailbox in mailboxes { mailbox.offer(.finished(node, outcome)) }
            case .released(let id): self.state.withLock { $0.releases.removeValue(forKey: id) }?.close()
            case .progress(let waiters, let chunk):
                let mailboxes = self.state.withLock { state in waiters.compactMap { state.waiters[$0] } }
                for mailbox in mailboxes { mailbox.offer(.progress(chunk)) }
            }
        }
    }

    private func send(_ invocation: NodeInvocation, to node: NodeID, over connection: UInt64) {
        switch self.state.withLock({ $0.links[connection] }) {
        case .client(let client)?: client.send(NodeFrames.request(invocation, for: node))
        case .local(let local)?:
            let stop = Mailbox<Void>(capacity: 1)
            self.state.withLock { $0.local[invocation.id] = stop }
            let isAccepted = self.submit { await self.run(invocation, on: local, stop) }
            if !isAccepted {
                _ = self.answered(invocation.id, by: node, .failure(NodeError(.busy, "the gateway is stopping or has too much to do")))
            }
        case nil: break  // It has gone in the meantime, and the call waits for its return already.
        }
    }

    /// Runs a call on a node of this process until it ends or nobody waits any more.
    private func run(_ invocation: NodeInvocation, on node: any Node, _ stop: Mailbox<Void>) async {
        let id = node.descriptor.id
        var invocation = invocation
        let call = invocation.id
        invocation.progress = NodeProgress { chunk in _ = self.progressed(call, by: id, sequence: nil, chunk) }
        let fixed = invocation
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let outcome: NodeOutcome
                do throws(NodeError) {
                    outcome = .success(try await node.invoke(fixed))
                } catch {
                    outcome = .failure(error)
                }
                _ = self.answered(call, by: id, outcome)
            }
            group.addTask { _ = await stop.next() }
            await group.next()
            group.cancelAll()
        }
        self.state.withLock { state in if state.local[call] === stop { state.local[call] = nil } }
    }

    private func cancel(_ id: String, over connection: UInt64) {
        let (link, stop) = self.state.withLock { state in (state.links[connection], state.local[id]) }
        if case .client(let client)? = link { client.send(NodeFrames.cancel(id)) } else { stop?.close() }
    }

    private func note(_ state: inout State, _ record: NodeRecord) {
        if state.records[record.descriptor.id] == nil, state.records.count >= Self.maximumRecords {
            let gone = state.records.values.filter { $0.connectedAt == nil }.min { $0.lastSeenAt < $1.lastSeenAt }
            if let gone { state.records[gone.descriptor.id] = nil }
        }
        state.records[record.descriptor.id] = record
    }

    /// The time for timestamps.
    var currentTime: Timestamp { self.wallClock.now() }

    /// A new identifier for a call or an action that waits.
    func identifier() -> String { self.identifiers.uuid() }
}
