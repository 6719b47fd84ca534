// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides on the calls of nodes: who gets them, who waits for them, what becomes of them when a node disappears and comes back.
///
/// A value without I/O: connections, answers and the time come in, actions go out. The promises:
///
/// - A call whose node loses its connection stays open until the deadlines of those who wait for it.
/// - When the same process of a node that knows its calls comes back, it gets the call again under the same identifier and attaches
///   to what it runs already. When another process comes back, the call ends with ``NodeError/Code/restarted`` at once.
/// - A node that does not know its calls is not asked twice; its late answer still counts.
/// - A call that may be repeated goes to another node that fits.
/// - An answer counts only from the node that was asked, and only once.
/// - A held call that nobody waits for any more is open until its node has answered or has lost its connection.
struct NodeInvocations: Sendable {
    typealias Waiter = UInt64
    typealias Connection = UInt64

    /// The bounds.
    struct Limits: Sendable {
        /// Calls open on one node.
        var perNode = 64
        /// Calls open on all nodes.
        var total = 4_096
        /// Callers that wait for one call.
        var waitersPerCall = 64
        /// Answers kept for callers that repeat their key.
        var keptAnswers = 1_000
        /// Bytes of those answers.
        var keptBytes = 16 << 20
        /// How long they are kept.
        var keptFor = Duration.seconds(300)
    }

    /// What is to be done.
    enum Action: Sendable {
        /// Ask the node.
        case send(Connection, NodeID, NodeInvocation)
        /// Tell the node that nobody waits any more.
        case cancel(Connection, NodeID, invocation: String)
        /// Tell those who wait.
        case deliver([Waiter], NodeID, NodeOutcome)
        /// Hand a piece of output to those who wait.
        case progress([Waiter], String)
        /// A node has let go of a call that nobody waited for any more.
        case released(String)
    }

    /// What became of a call right away.
    enum Admission: Sendable {
        /// It runs; an action will tell the waiter.
        case waiting
        /// The same call has ended before.
        case finished(NodeID, NodeOutcome)
        /// It cannot be made.
        case refused(NodeError)
    }

    struct Peer: Sendable {
        var connection: Connection
        var instance: String?
        var resumes: Bool
        var descriptor: NodeDescriptor
    }

    enum Phase: Sendable {
        /// The node of this connection has it.
        case sent(Connection)
        /// The node that had it has lost its connection.
        case adrift(instance: String?, resumes: Bool)
        /// No node has it yet: the one that had it is gone and no other fits.
        case unplaced
    }

    struct Open: Sendable {
        var invocation: NodeInvocation
        var node: NodeID
        var requirement: NodeRequirement?
        var fingerprint: Int
        var waiters: Set<Waiter>
        var phase: Phase
        var deadline: Duration
        var nextProgress = 0
    }

    struct Kept: Sendable {
        var node: NodeID
        var fingerprint: Int
        var outcome: NodeOutcome
        var bytes: Int
        var at: Duration
    }

    var limits = Limits()
    private(set) var peers: [NodeID: Peer] = [:]
    private(set) var open: [String: Open] = [:]
    private var load: [NodeID: Int] = [:]
    private var running: [String: String] = [:]
    private var kept: [String: Kept] = [:]
    private var keptOrder: [String] = []
    private var keptBytes = 0

    init(limits: Limits = Limits()) { self.limits = limits }

    /// How many calls are open on a node.
    func load(of node: NodeID) -> Int { self.load[node] ?? 0 }

    // MARK: Nodes

    /// A node has connected, for the first time or again. Its former connection no longer counts.
    mutating func connected(_ peer: Peer, now: Duration) -> [Action] {
        let node = peer.descriptor.id
        var actions: [Action] = []
        if let former = self.peers[node] { actions += self.disconnected(node, former.connection, now: now) }
        self.peers[node] = peer
        for (id, call) in self.sorted where call.node == node {
            actions += self.reunite(id, call, peer, now: now)
        }
        for (id, call) in self.sorted {
            guard case .unplaced = call.phase, let requirement = call.requirement,
                requirement.isMet(by: peer.descriptor, command: call.invocation.command), self.load(of: node) < self.limits.perNode
            else { continue }
            self.place(id, on: node)
            actions.append(self.send(id, to: peer, now: now))
        }
        return actions
    }

    /// A node is there whose earlier connection had a call.
    private mutating func reunite(_ id: String, _ call: Open, _ peer: Peer, now: Duration) -> [Action] {
        guard case .adrift(let instance, let resumes) = call.phase else { return [] }
        if resumes, let instance, instance == peer.instance, peer.resumes { return [self.send(id, to: peer, now: now)] }
        guard resumes else {
            // The node may still answer over its new connection; asking again could run the command twice.
            self.open[id]?.phase = .sent(peer.connection)
            return []
        }
        let error = NodeError(
            .restarted,
            "node \(call.node) was restarted while it ran \(call.invocation.command): look whether it was done before you repeat it"
        )
        return self.end(id, .failure(error), now: now)
    }

    /// A connection has ended. Another connection of the same node is not touched.
    mutating func disconnected(_ node: NodeID, _ connection: Connection, now: Duration) -> [Action] {
        guard let peer = self.peers[node], peer.connection == connection else { return [] }
        self.peers[node] = nil
        var actions: [Action] = []
        for (id, call) in self.sorted where call.node == node {
            guard case .sent = call.phase else { continue }
            if call.waiters.isEmpty {
                actions += self.end(id, .failure(NodeError(.cancelled, "the call was called off")), now: now)
            } else if call.invocation.isRepeatable, let requirement = call.requirement {
                if let other = self.leastLoaded(requirement, call.invocation.command) {
                    self.place(id, on: other.descriptor.id)
                    actions.append(self.send(id, to: other, now: now))
                } else {
                    self.release(call.node)
                    self.open[id]?.phase = .unplaced
                }
            } else {
                self.open[id]?.phase = .adrift(instance: peer.instance, resumes: peer.resumes)
            }
        }
        return actions
    }

    /// A node is taken away for good: what it has not answered ends.
    mutating func removed(_ node: NodeID, now: Duration) -> [Action] {
        var actions: [Action] = []
        if let peer = self.peers[node] { actions += self.disconnected(node, peer.connection, now: now) }
        for (id, call) in self.sorted where call.node == node {
            if case .unplaced = call.phase { continue }
            if case .sent = call.phase { continue }
            actions += self.end(id, .failure(NodeError(.notConnected, "node \(node) was removed")), now: now)
        }
        return actions
    }

    /// A node says something new about itself over the same connection.
    mutating func updated(_ node: NodeID, _ change: (inout NodeDescriptor) -> Void) {
        guard var peer = self.peers[node] else { return }
        change(&peer.descriptor)
        self.peers[node] = peer
    }

    // MARK: Calls

    /// Makes a call on a named node, or joins the same one.
    mutating func begin(_ invocation: NodeInvocation, on node: NodeID, waiter: Waiter, now: Duration) -> (Admission, [Action]) {
        let fingerprint = Self.fingerprint(invocation, node)
        if let known = self.known(invocation, fingerprint, waiter, now: now) { return (known, []) }
        guard let peer = self.peers[node] else {
            return (.refused(NodeError(.notConnected, "node not connected: \(node); node.list shows those that are")), [])
        }
        return self.start(invocation, on: peer, requirement: nil, fingerprint, waiter, now: now)
    }

    /// Makes a call on the node with the least to do of those that fit.
    mutating func begin(_ invocation: NodeInvocation, where requirement: NodeRequirement, waiter: Waiter, now: Duration) -> (
        Admission, [Action]
    ) {
        let fingerprint = Self.fingerprint(invocation, nil)
        if let known = self.known(invocation, fingerprint, waiter, now: now) { return (known, []) }
        guard let peer = self.leastLoaded(requirement, invocation.command) else {
            let fits = self.peers.values.contains { requirement.isMet(by: $0.descriptor, command: invocation.command) }
            let error =
                fits
                ? NodeError(.busy, "every node that offers \(invocation.command) has as much to do as it may; retry later")
                : NodeError(.notConnected, "no connected node offers \(invocation.command) as required; node.list shows what they offer")
            return (.refused(error), [])
        }
        return self.start(invocation, on: peer, requirement: requirement, fingerprint, waiter, now: now)
    }

    /// Joins the same call if it runs; `nil` when it does not.
    mutating func join(_ invocation: NodeInvocation, on node: NodeID, waiter: Waiter, now: Duration) -> Admission? {
        guard let key = invocation.idempotencyKey, self.running[key] != nil else { return nil }
        return self.known(invocation, Self.fingerprint(invocation, node), waiter, now: now)
    }

    /// Takes up a call that an earlier process of the gateway made: its node had it and may come back, or is here already.
    mutating func restore(
        _ invocation: NodeInvocation,
        on node: NodeID,
        instance: String?,
        resumes: Bool,
        waiter: Waiter,
        now: Duration
    ) -> (Admission, [Action]) {
        let fingerprint = Self.fingerprint(invocation, node)
        if let known = self.known(invocation, fingerprint, waiter, now: now) { return (known, []) }
        guard self.open.count < self.limits.total else {
            return (.refused(NodeError(.busy, "as many calls as allowed are open; this one was not taken up after the restart")), [])
        }
        let call = Open(
            invocation: invocation,
            node: node,
            requirement: nil,
            fingerprint: fingerprint,
            waiters: [waiter],
            phase: .adrift(instance: instance, resumes: resumes),
            deadline: now + invocation.timeout
        )
        self.open[invocation.id] = call
        self.load[node, default: 0] += 1
        if let key = invocation.idempotencyKey { self.running[key] = invocation.id }
        return (.waiting, self.peers[node].map { self.reunite(invocation.id, call, $0, now: now) } ?? [])
    }

    /// A node has answered; `false` when nobody asked it, or it came too late.
    mutating func answered(_ id: String, by node: NodeID, _ outcome: NodeOutcome, now: Duration) -> (Bool, [Action]) {
        guard let call = self.open[id], call.node == node else { return (false, []) }
        if case .unplaced = call.phase { return (false, []) }
        return (true, self.end(id, outcome, now: now))
    }

    /// A node reports a piece of output; one that came before is passed over.
    mutating func progressed(_ id: String, by node: NodeID, sequence: Int?, _ chunk: String) -> (Bool, [Action]) {
        guard let call = self.open[id], call.node == node else { return (false, []) }
        if let sequence {
            guard sequence >= call.nextProgress else { return (true, []) }
            self.open[id]?.nextProgress = sequence + 1
        }
        return (true, [.progress(call.waiters.sorted(), chunk)])
    }

    /// A caller waits no longer. The node is told when nobody is left.
    mutating func left(_ id: String, _ waiter: Waiter, now: Duration) -> [Action] {
        guard var call = self.open[id], call.waiters.remove(waiter) != nil else { return [] }
        guard call.waiters.isEmpty else {
            self.open[id] = call
            return []
        }
        guard case .sent(let connection) = call.phase else {
            self.forget(id, call)
            return []
        }
        if call.invocation.isHeld { self.open[id] = call } else { self.forget(id, call) }
        return [.cancel(connection, call.node, invocation: id)]
    }

    /// The call that a caller joined under its key, or its own.
    func identifier(of invocation: NodeInvocation) -> String {
        invocation.idempotencyKey.flatMap { self.running[$0] } ?? invocation.id
    }

    // MARK: Steps

    private mutating func known(_ invocation: NodeInvocation, _ fingerprint: Int, _ waiter: Waiter, now: Duration) -> Admission? {
        self.dropKept(before: now - self.limits.keptFor)
        if self.open[invocation.id] != nil {
            return .refused(NodeError(.keyReused, "a call with the identifier \(invocation.id) is running"))
        }
        guard let key = invocation.idempotencyKey else { return nil }
        let reused = NodeError(.keyReused, "the idempotency key was used for another call; make a new key for each call")
        if let id = self.running[key], var call = self.open[id] {
            guard call.fingerprint == fingerprint else { return .refused(reused) }
            guard call.waiters.count < self.limits.waitersPerCall else {
                return .refused(NodeError(.busy, "as many callers as allowed wait for this call"))
            }
            call.waiters.insert(waiter)
            call.deadline = max(call.deadline, now + invocation.timeout)
            self.open[id] = call
            return .waiting
        }
        if let kept = self.kept[key] {
            return kept.fingerprint == fingerprint ? .finished(kept.node, kept.outcome) : .refused(reused)
        }
        return nil
    }

    private mutating func start(
        _ invocation: NodeInvocation,
        on peer: Peer,
        requirement: NodeRequirement?,
        _ fingerprint: Int,
        _ waiter: Waiter,
        now: Duration
    ) -> (Admission, [Action]) {
        let node = peer.descriptor.id
        guard peer.descriptor.commands.contains(invocation.command) else {
            return (.refused(NodeError(.unsupported, "node command not allowed: \(node) does not offer \(invocation.command)")), [])
        }
        guard self.load(of: node) < self.limits.perNode, self.open.count < self.limits.total else {
            return (.refused(NodeError(.busy, "node \(node) has as many calls open as it may; retry later")), [])
        }
        self.open[invocation.id] = Open(
            invocation: invocation,
            node: node,
            requirement: requirement,
            fingerprint: fingerprint,
            waiters: [waiter],
            phase: .sent(peer.connection),
            deadline: now + invocation.timeout
        )
        self.load[node, default: 0] += 1
        if let key = invocation.idempotencyKey { self.running[key] = invocation.id }
        return (.waiting, [.send(peer.connection, node, invocation)])
    }

    private mutating func send(_ id: String, to peer: Peer, now: Duration) -> Action {
        guard var call = self.open[id] else { preconditionFailure("only open calls are sent") }
        call.phase = .sent(peer.connection)
        self.open[id] = call
        var invocation = call.invocation
        invocation.timeout = max(.milliseconds(1), call.deadline - now)
        return .send(peer.connection, peer.descriptor.id, invocation)
    }

    private mutating func place(_ id: String, on node: NodeID) {
        guard let call = self.open[id] else { return }
        if case .unplaced = call.phase {} else { self.release(call.node) }
        self.open[id]?.node = node
        self.open[id]?.nextProgress = 0
        self.load[node, default: 0] += 1
    }

    private mutating func end(_ id: String, _ outcome: NodeOutcome, now: Duration) -> [Action] {
        guard let call = self.open[id] else { return [] }
        self.forget(id, call)
        if let key = call.invocation.idempotencyKey { self.keep(key, call, outcome, now: now) }
        return call.waiters.isEmpty ? [.released(id)] : [.deliver(call.waiters.sorted(), call.node, outcome)]
    }

    private mutating func forget(_ id: String, _ call: Open) {
        self.open[id] = nil
        if case .unplaced = call.phase {} else { self.release(call.node) }
        if let key = call.invocation.idempotencyKey, self.running[key] == id { self.running[key] = nil }
    }

    private mutating func release(_ node: NodeID) {
        let count = (self.load[node] ?? 1) - 1
        self.load[node] = count > 0 ? count : nil
    }

    private mutating func keep(_ key: String, _ call: Open, _ outcome: NodeOutcome, now: Duration) {
        var bytes = key.utf8.count + 256
        if case .success(let payload) = outcome { bytes += payload.serialized().count }
        guard bytes <= self.limits.keptBytes else { return }
        if self.kept[key] == nil { self.keptOrder.append(key) }
        self.keptBytes += bytes - (self.kept[key]?.bytes ?? 0)
        self.kept[key] = Kept(node: call.node, fingerprint: call.fingerprint, outcome: outcome, bytes: bytes, at: now)
        while self.keptOrder.count > self.limits.keptAnswers || self.keptBytes > self.limits.keptBytes { self.dropOldestKept() }
    }

    private mutating func dropKept(before time: Duration) {
        while let key = self.keptOrder.first, let kept = self.kept[key], kept.at < time { self.dropOldestKept() }
    }

    private mutating func dropOldestKept() {
        guard !self.keptOrder.isEmpty else { return }
        self.keptBytes -= self.kept.removeValue(forKey: self.keptOrder.removeFirst())?.bytes ?? 0
    }

    private func leastLoaded(_ requirement: NodeRequirement, _ command: String) -> Peer? {
        self.peers.values
            .filter { requirement.isMet(by: $0.descriptor, command: command) && self.load(of: $0.descriptor.id) < self.limits.perNode }
            .min { left, right in
                (self.load(of: left.descriptor.id), left.descriptor.id.rawValue)
                    < (self.load(of: right.descriptor.id), right.descriptor.id.rawValue)
            }
    }

    /// Open calls in an order that does not depend on chance.
    private var sorted: [(String, Open)] { self.open.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// What makes two calls the same. Seeded per process, so nobody can prepare two calls that look alike.
    private static func fingerprint(_ invocation: NodeInvocation, _ node: NodeID?) -> Int {
        var hasher = Hasher()
        hasher.combine(node)
        hasher.combine(invocation.command)
        hasher.combine(invocation.params)
        return hasher.finalize()
    }
}
