// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import Synchronization

/// A node that talks to a gateway in frames, as one over a socket does, without a socket.
///
/// It serves any `Node`. Its connection can be cut and made again while it works: calls it runs already are recognised, and answers
/// that could not be sent are sent when the gateway asks again. ``restart()`` makes it forget everything, like a process that was killed.
public final class FrameNode: Sendable {
    private enum Work: Sendable {
        case start(NodeInvocation)
        case stop(String)
    }

    private struct State {
        var session: ClientSession?
        var instance = 1
        var running: [String: Mailbox<Void>] = [:]
        var finished: [String: NodeOutcome] = [:]
        var requests: [String] = []
    }

    /// What it serves.
    public let node: any Node
    private let gateway: Gateway
    private let resumes: Bool
    private let work = Mailbox<Work>(capacity: 4_096, overflow: .reject)
    private let state = Mutex(State())

    /// Makes a node; nothing is connected yet.
    /// - Parameter resumes: whether it says that it knows its running calls after a reconnect.
    public init(_ node: any Node, gateway: Gateway, resumes: Bool = true) {
        self.node = node
        self.gateway = gateway
        self.resumes = resumes
    }

    /// The identifiers of the calls it was asked for, in order, repetitions included.
    public var requests: [String] { self.state.withLock { $0.requests } }

    /// Connects, or connects again.
    public func connect() {
        let descriptor = self.node.descriptor
        let instance = self.state.withLock { $0.instance }
        let info = ClientInfo(
            id: descriptor.id.rawValue,
            version: "1.0",
            platform: descriptor.platform,
            mode: "node",
            displayName: descriptor.displayName,
            instanceID: "\(descriptor.id)-\(instance)"
        )
        let capabilities = descriptor.capabilities + descriptor.tags.map { NodeSurface.tagPrefix + $0 }
        let session = ClientSession(
            id: ClientID(rawValue: "frames-\(self.gateway.nextClientOrdinal())"),
            info: info,
            role: .node,
            scopes: [],
            protocolVersion: ProtocolVersion.current,
            node: NodeSurface(
                client: info,
                capabilities: self.resumes ? capabilities + [NodeSurface.resumeCapability] : capabilities,
                commands: descriptor.commands,
                permissions: descriptor.permissions
            ),
            ordinal: self.gateway.nextClientOrdinal(),
            transport: FrameTransport { [weak self] frame in self?.received(frame) }
        )
        self.state.withLock { $0.session = session }
        self.gateway.connected(session)
        self.gateway.nodeReady(session)
    }

    /// Loses the connection; what runs goes on.
    public func disconnect() {
        let session = self.state.withLock { state in
            defer { state.session = nil }
            return state.session
        }
        if let session { self.gateway.disconnected(session) }
    }

    /// Loses the connection and everything it knew.
    public func restart() {
        self.disconnect()
        let stops = self.state.withLock { state in
            defer {
                state.running = [:]
                state.finished = [:]
                state.instance += 1
            }
            return Array(state.running.values)
        }
        for stop in stops { stop.close() }
    }

    /// Runs the calls it is asked for until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            while let work = await self.work.next() {
                switch work {
                case .start(let invocation): group.addTask { await self.run(invocation) }
                case .stop(let id): self.state.withLock { $0.running[id] }?.close()
                }
            }
            group.cancelAll()
        }
    }

    private func received(_ frame: [UInt8]) {
        guard let value = try? JSONValue(parsing: frame), let payload = value["payload"] else { return }  // Answers are of no interest.
        switch value["event"]?.stringValue {
        case "node.invoke.request":
            guard let id = payload["id"]?.stringValue, let command = payload["command"]?.stringValue else { return }
            let params = payload["paramsJSON"]?.stringValue.flatMap { try? JSONValue(parsing: $0) } ?? .null  // The gateway sends JSON.
            self.work.offer(.start(NodeInvocation(id: id, command: command, params: params)))
        case "node.invoke.cancel":
            guard let id = payload["invokeId"]?.stringValue else { return }
            self.work.offer(.stop(id))
        default: break
        }
    }

    private func run(_ invocation: NodeInvocation) async {
        let id = invocation.id
        let stop = Mailbox<Void>(capacity: 1)
        let (isNew, earlier) = self.state.withLock { state -> (Bool, NodeOutcome?) in
            state.requests.append(id)
            if let outcome = state.finished[id] { return (false, outcome) }
            guard state.running[id] == nil else { return (false, nil) }
            state.running[id] = stop
            return (true, nil)
        }
        if let earlier { return self.answer(id, earlier) }
        guard isNew else { return }
        var invocation = invocation
        let report = ProgressCounter { number, chunk in
            self.call("node.invoke.progress", ["invokeId": .string(id), "seq": JSONValue(number), "chunk": .string(chunk)])
        }
        invocation.progress = NodeProgress { report.send($0) }
        let fixed = invocation
        let outcome = await withTaskGroup(of: NodeOutcome?.self) { group in
            group.addTask {
                do throws(NodeError) {
                    return .success(try await self.node.invoke(fixed))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                _ = await stop.next()
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        let isCurrent = self.state.withLock { state in
            guard state.running[id] === stop else { return false }
            state.running[id] = nil
            if let outcome { state.finished[id] = outcome }
            return true
        }
        if isCurrent, let outcome { self.answer(id, outcome) }
    }

    private func answer(_ id: String, _ outcome: NodeOutcome) {
        var params: JSONObject = ["id": .string(id), "nodeId": .string(self.node.descriptor.id.rawValue)]
        switch outcome {
        case .success(let payload):
            params["ok"] = true
            params["payloadJSON"] = .string(String(decoding: payload.serialized(), as: UTF8.self))
        case .failure(let error):
            params["ok"] = false
            params["error"] = ["code": .string(error.code.rawValue), "message": .string(error.message)]
        }
        self.call("node.invoke.result", params)
    }

    /// Calls a method over the current connection, if there is one.
    @discardableResult
    public func call(_ method: String, _ params: JSONObject) -> JSONValue? {
        guard let session = self.state.withLock({ $0.session }) else { return nil }
        let body = JSONValue.object(params).serialized()
        let outcome = body.withUnsafeBytes { params in
            [UInt8]("1".utf8).withUnsafeBytes { id in self.gateway.dispatch(method, id: id, params: params, client: session) }
        }
        switch outcome {
        case .payload(let payload): return try? JSONValue(parsing: payload)  // The gateway writes JSON.
        case .failure(let error): return ["error": error.json]
        case .pending: return nil
        }
    }
}

/// Counts the pieces of one call's output.
private final class ProgressCounter: Sendable {
    private let next = Atomic(0)
    private let body: @Sendable (Int, String) -> Void

    init(_ body: @escaping @Sendable (Int, String) -> Void) { self.body = body }

    func send(_ chunk: String) { self.body(self.next.wrappingAdd(1, ordering: .relaxed).oldValue, chunk) }
}

/// Hands frames to a closure.
private final class FrameTransport: ClientTransport {
    private let body: @Sendable ([UInt8]) -> Void

    init(_ body: @escaping @Sendable ([UInt8]) -> Void) { self.body = body }

    func send(_ frame: [UInt8]) { self.body(frame) }

    func close(_ code: CloseCode, reason: String) {}
}
