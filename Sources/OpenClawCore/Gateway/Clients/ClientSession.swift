// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One connected client: who it is, what it may do and which events it wants.
public final class ClientSession: Sendable {
    /// The connection's name.
    public let id: ClientID
    /// What the client says about itself.
    public let info: ClientInfo
    /// Operator or node.
    public let role: Role
    /// What it may do.
    public let scopes: ScopeSet
    /// The protocol's version both agreed on.
    public let protocolVersion: Int
    /// What the client can take, for instance `tool-events`.
    public let capabilities: Set<String>
    /// The peer's address, `nil` in process.
    public let remoteAddress: String?
    /// Orders connections in time.
    public let ordinal: UInt64
    /// The device that proved itself, if one did.
    public let deviceID: DeviceID?
    /// What the client was let in with.
    public let credential: ClientCredential
    /// What a node offers; `nil` for operators. Only ``PairingRegistry/approvedCommands(of:offered:)`` may be asked for.
    public var node: NodeSurface? { self.surface?.value }
    // Apart from the rest: operators, of whom there are thousands, have none.
    private let surface: Surface?
    let transport: any ClientTransport
    /// Where the client's calls are carried out.
    let lane: JobLane?
    private let isEnded = Atomic(false)

    private struct Hold {
        var depth = 1
        var reason: String?
    }

    /// What waits for an answer to be sent before the connection ends; `nil` most of the time.
    private let hold = Mutex<Hold?>(nil)

    private struct Watching {
        var sessionKeys: Set<SessionKey> = []
        var allSessions = false
        var presence = false
        var runs: Set<RunID> = []
        var snapshots: Set<RunID> = []
        /// How many sessions and runs were taken out since the bits were counted.
        var removals = 0
    }

    private final class Surface: Sendable {
        let value: NodeSurface

        init(_ value: NodeSurface) { self.value = value }
    }

    private let watching = Mutex(Watching())
    /// A bit for each session and run in `watching`, so that most events are passed over without its lock.
    private let interests = Atomic<UInt64>(0)

    /// How many sessions and runs one client can follow.
    public static let maximumSubscriptions = 256

    /// Makes a session over a transport.
    public init(
        id: ClientID,
        info: ClientInfo,
        role: Role,
        scopes: ScopeSet,
        protocolVersion: Int,
        capabilities: Set<String> = [],
        remoteAddress: String? = nil,
        deviceID: DeviceID? = nil,
        credential: ClientCredential = .none,
        node: NodeSurface? = nil,
        ordinal: UInt64,
        transport: any ClientTransport,
        lane: JobLane? = nil
    ) {
        self.id = id
        self.info = info
        self.role = role
        self.scopes = scopes
        self.protocolVersion = protocolVersion
        self.capabilities = capabilities
        self.remoteAddress = remoteAddress
        self.deviceID = deviceID
        self.credential = credential
        self.surface = node.map(Surface.init)
        self.ordinal = ordinal
        self.transport = transport
        self.lane = lane
        self.isForPeople = Self.isForPeople(mode: info.mode)
    }

    /// Sends a whole response frame.
    public func send(_ frame: [UInt8]) { self.transport.send(frame) }

    /// Ends the connection.
    public func close(_ code: CloseCode, reason: String) { self.transport.close(code, reason: reason) }

    /// A node's name in lists and calls: its device's, or its program's when it has none; `nil` for operators.
    public var nodeID: NodeID? {
        guard self.role == .node else { return nil }
        return NodeID(rawValue: self.deviceID?.rawValue ?? self.info.id)
    }

    /// Whether the client's access has been taken away; it may do nothing more, even before its connection has closed.
    public var hasLostAccess: Bool { self.isEnded.load(ordering: .acquiring) }

    /// Takes the client's access away at once and ends the connection with 4001.
    package func endAccess(_ reason: String) {
        self.isEnded.store(true, ordering: .releasing)
        let waits = self.hold.withLock { hold in
            guard var held = hold else { return false }
            held.reason = held.reason ?? reason
            hold = held
            return true
        }
        if !waits { self.close(.authenticationChanged, reason: reason) }
    }

    /// Does what may take away this client's own access, such as a change of the gateway's token: the connection ends when `body` has, so
    /// that the answer it sends arrives. The access ends at once.
    func keepingOpen<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        self.hold.withLock { hold in
            if hold == nil { hold = Hold() } else { hold?.depth += 1 }
        }
        defer {
            let reason = self.hold.withLock { hold -> String? in
                guard var held = hold else { return nil }
                held.depth -= 1
                hold = held.depth > 0 ? held : nil
                return held.depth > 0 ? nil : held.reason
            }
            if let reason { self.close(.authenticationChanged, reason: reason) }
        }
        return try await body()
    }

    /// Follows the messages of one session; `false` when the client follows as many as it may.
    @discardableResult
    public func watch(_ key: SessionKey) -> Bool {
        let isWatched = self.watching.withLock { watching in
            guard watching.sessionKeys.count < Self.maximumSubscriptions || watching.sessionKeys.contains(key) else { return false }
            watching.sessionKeys.insert(key)
            self.interests.bitwiseOr(EventAudience.interest(in: key), ordering: .releasing)
            return true
        }
        if isWatched { self.lane?.follow(EventAudience.interest(in: key)) }
        return isWatched
    }

    /// A bit for each session the client follows.
    var followedSessions: UInt64 {
        self.watching.withLock { Self.sessionBits($0) }
    }

    /// Stops following one session.
    public func unwatch(_ key: SessionKey) {
        self.watching.withLock { watching in
            watching.sessionKeys.remove(key)
            self.noteRemoval(&watching)
        }
    }

    private static func sessionBits(_ watching: borrowing Watching) -> UInt64 {
        watching.sessionKeys.reduce(into: 0) { $0 |= EventAudience.interest(in: $1) }
    }

    /// Counts the bits anew now and then; until then there are more than needed, which costs a closer look at some events.
    private func noteRemoval(_ watching: inout Watching) {
        watching.removals += 1
        let isEmpty = watching.runs.isEmpty && watching.sessionKeys.isEmpty
        guard isEmpty || watching.removals >= 16 else { return }
        watching.removals = 0
        var bits = Self.sessionBits(watching)
        for run in watching.runs { bits |= EventAudience.interest(in: run) }
        self.interests.store(bits, ordering: .releasing)
    }

    /// Follows, or stops following, the list of sessions.
    public func watchSessionList(_ follow: Bool) { self.watching.withLock { $0.allSessions = follow } }

    /// Follows presence and health, as clients for people do from the start.
    func watchPresence() { self.watching.withLock { $0.presence = true } }

    /// Whether a person looks at this client, rather than a program working through it.
    package let isForPeople: Bool

    private static func isForPeople(mode: String) -> Bool {
        switch mode {
        case "backend", "probe", "test", "node", "worker": false
        default: true
        }
    }

    /// Follows a run the client started.
    func watch(_ run: RunID) {
        self.watching.withLock { watching in
            if watching.runs.count >= Self.maximumSubscriptions { watching.runs.removeAll(keepingCapacity: true) }
            watching.runs.insert(run)
            self.interests.bitwiseOr(EventAudience.interest(in: run), ordering: .releasing)
        }
    }

    /// Forgets a run that has ended.
    func unwatch(_ run: RunID) {
        self.watching.withLock { watching in
            watching.runs.remove(run)
            watching.snapshots.remove(run)
            self.noteRemoval(&watching)
        }
    }

    /// Whether this is the first delta of the run that the client gets, for clients that came after the run began.
    func needsSnapshot(of run: RunID) -> Bool {
        self.watching.withLock { watching in
            if watching.snapshots.count >= Self.maximumSubscriptions { watching.snapshots.removeAll(keepingCapacity: true) }
            return watching.snapshots.insert(run).inserted
        }
    }

    /// Whether this is a node that follows the event's session: the one way in which nodes get conversations (PROTOCOL 2.10).
    private func followsAsNode(_ event: PublishedEvent) -> Bool {
        guard self.role == .node, let session = event.session, self.mayWatch(EventAudience.interest(in: session)) else { return false }
        return self.watching.withLock { $0.sessionKeys.contains(session) }
    }

    private func mayWatch(_ interests: UInt64) -> Bool { self.interests.load(ordering: .acquiring) & interests != 0 }

    /// Whether an event may be meant for this client: a quick look before ``accepts(_:)``.
    package func mayConcern(_ event: PublishedEvent) -> Bool {
        switch event.reach {
        case .everybody: true
        case .peopleAndFollowers: self.isForPeople || self.mayWatch(event.interests)
        case .followers: self.mayWatch(event.interests)
        }
    }

    /// Whether an event is meant for this client and it may see it.
    public func accepts(_ event: PublishedEvent) -> Bool {
        guard self.mayConcern(event), !self.hasLostAccess,
            Authorizer.allows(event.access, role: self.role, scopes: self.scopes) || self.followsAsNode(event)
        else { return false }
        if let capability = event.capability, !self.capabilities.contains(capability) { return false }
        switch event.audience {
        case .everyone: return true
        case .observers: return self.isForPeople || self.watching.withLock { $0.presence }
        case .observersOrWatchers(let key, let run):
            return self.isForPeople || self.watching.withLock { $0.runs.contains(run) || $0.sessionKeys.contains(key) }
        case .client(let id): return id == self.id
        case .sessionList: return self.watching.withLock { $0.allSessions }
        case .watchers(let key, let run):
            return self.watching.withLock { watching in
                watching.sessionKeys.contains(key) || (run.map(watching.runs.contains) ?? false)
            }
        }
    }
}
