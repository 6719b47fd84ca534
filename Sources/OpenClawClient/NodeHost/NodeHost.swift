// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet
import Synchronization

/// Serves a `Node` to a gateway over a socket, and comes back whenever the connection is lost.
///
/// ```swift
/// let host = NodeHost(node: MyNode(), configuration: configuration, loops: loops, resolver: resolver)
/// try await host.run()
/// ```
///
/// Commands that run when the connection is lost go on; their answers are given when the gateway asks again.
public final class NodeHost: Service {
    private enum Work: Sendable {
        case start(NodeInvocation)
        case stop(String)
    }

    private struct State {
        var calls = NodeHostCalls()
        var stops: [String: Mailbox<Void>] = [:]
        var client: GatewayClient?
        /// The token that the gateway gave this node: it counts also when the secret it came with first has been changed, or was a
        /// setup code.
        var granted: Secret?
    }

    /// What it serves.
    public let node: any Node
    private let configuration: NodeHostConfiguration
    private let loops: EventLoopGroup
    private let resolver: DNSResolver
    private let work = Mailbox<Work>(capacity: 1_024, overflow: .reject)
    private let onConnected: @Sendable (GatewayHello) async -> Void
    private let state = Mutex(State())

    /// Makes a host; nothing is opened yet.
    /// - Parameter onConnected: called after each successful connection, for instance to keep the device's token.
    public init(
        node: any Node,
        configuration: NodeHostConfiguration,
        loops: EventLoopGroup,
        resolver: DNSResolver,
        onConnected: @escaping @Sendable (GatewayHello) async -> Void = { _ in }
    ) {
        self.node = node
        self.configuration = configuration
        self.loops = loops
        self.resolver = resolver
        self.onConnected = onConnected
    }

    /// Serves until a graceful shutdown, cancellation, or an end that coming back would not change.
    /// - Throws: ``GatewayClientError`` when the credentials are not accepted, the address is none, or no attempts are left.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.serve() }
                group.addTask { try await self.stayConnected() }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    // MARK: The connection

    private func stayConnected() async throws {
        var schedule = ReconnectSchedule(self.configuration.reconnect)
        var hasConnected = false
        while true {
            let lifetime = Stopwatch(self.configuration.clock)
            let failure: GatewayClientError
            do {
                failure = try await self.connectOnce()
                hasConnected = true
                schedule.lost(after: lifetime.elapsed)
            } catch let error as GatewayClientError {
                failure = error
            }
            self.state.withLock { $0.client = nil }
            try Task.checkCancellation()
            // A certificate that was right before is asked for again: networks between come and go, and so do what they put in its place.
            if Self.isFinal(failure) || (failure.code == .untrusted && !hasConnected) { throw failure }
            let asked = Duration.milliseconds(failure.method?.retryAfterMilliseconds ?? 0)
            guard let delay = schedule.next(random: self.configuration.random.next(), atLeast: asked) else { throw failure }
            self.configuration.logger.warn(
                "node.disconnected",
                ["retry_in_ms": .int(delay.wholeMilliseconds), "attempt": .int(Int64(schedule.attempts))],
                message: failure.message
            )
            try await self.configuration.clock.sleep(for: delay)
        }
    }

    /// Whether coming back would change nothing.
    static func isFinal(_ error: GatewayClientError) -> Bool {
        switch error.code {
        case .invalidAddress, .deviceIdentity: true
        case .unauthorized: error.method?.retryable != true
        default: false
        }
    }

    /// Connects and serves until the connection ends; returns why it did.
    private func connectOnce() async throws -> GatewayClientError {
        let events = Mailbox<GatewayClientEvent>(capacity: 1_024, overflow: .dropOldest)
        var configuration = self.clientConfiguration
        let stored = await self.configuration.tokens?.load()
        let own = stored ?? self.state.withLock { $0.granted }
        if let own { configuration.credentials = .deviceToken(own) }
        do {
            return try await self.serve(over: configuration, events)
        } catch let error as GatewayClientError where error.code == .unauthorized && own != nil {
            // Rotated or revoked: what the gateway gave is worth nothing any more, the credentials may be.
            self.state.withLock { $0.granted = nil }
            if stored != nil { await self.configuration.tokens?.keep(nil) }
            if stored == nil, case .setupToken = self.configuration.credentials { throw error }
            guard self.configuration.credentials != .none else { throw error }
            self.configuration.logger.warn(
                "node.token_refused",
                message: "the gateway does not take its token any more; using the credentials"
            )
            return try await self.serve(over: self.clientConfiguration, events)
        }
    }

    private func serve(
        over configuration: GatewayClientConfiguration,
        _ events: Mailbox<GatewayClientEvent>
    ) async throws -> GatewayClientError {
        try await GatewayClient.withConnection(
            to: self.configuration.gateway,
            configuration: configuration,
            loops: self.loops,
            resolver: self.resolver,
            events: events
        ) { client in
            self.state.withLock { $0.client = client }
            self.configuration.logger.info("node.connected", ["gateway": .string(self.configuration.gateway)])
            if let token = client.hello.deviceToken {
                self.state.withLock { $0.granted = token }
                await self.configuration.tokens?.keep(token)
            }
            await self.onConnected(client.hello)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.read(events) }
                if self.configuration.keepAlive.isEnabled { group.addTask { await self.keepAlive(client) } }
                await group.next()
                group.cancelAll()
            }
            self.state.withLock { $0.client = nil }
            return client.failure ?? GatewayClientError(.disconnected, "the gateway does not answer any more")
        }
    }

    private var clientConfiguration: GatewayClientConfiguration {
        let descriptor = self.node.descriptor
        return GatewayClientConfiguration(
            credentials: self.configuration.credentials,
            device: self.configuration.device,
            role: .node,
            commands: descriptor.commands,
            client: ClientInfo(
                id: "node-host",
                version: Gateway.version,
                platform: descriptor.platform,
                mode: "node",
                displayName: descriptor.displayName,
                instanceID: self.configuration.instance
            ),
            scopes: [],
            capabilities: descriptor.capabilities + descriptor.tags.map { NodeSurface.tagPrefix + $0 } + [NodeSurface.resumeCapability],
            tls: self.configuration.tls,
            connectTimeout: self.configuration.connectTimeout,
            clock: self.configuration.clock
        )
    }

    private func keepAlive(_ client: GatewayClient) async {
        while true {
            do {
                try await self.configuration.clock.sleep(for: self.configuration.keepAlive.interval)
                _ = try await client.call("health", timeout: self.configuration.keepAlive.timeout)
            } catch {
                return
            }
        }
    }

    private func read(_ events: Mailbox<GatewayClientEvent>) async {
        while let event = await events.next() {
            switch event.name {
            case "node.invoke.request":
                guard let id = event.payload["id"]?.stringValue, let command = event.payload["command"]?.stringValue else { continue }
                // The gateway sends JSON; what is none has no parameters, and the command says so.
                let params = event.payload["paramsJSON"]?.stringValue.flatMap { try? JSONValue(parsing: $0) } ?? .null
                let call = NodeInvocation(
                    id: id,
                    command: command,
                    params: params,
                    timeout: .milliseconds(event.payload["timeoutMs"]?.intValue ?? 30_000),
                    idempotencyKey: event.payload["idempotencyKey"]?.stringValue
                )
                self.work.offer(.start(call))
            case "node.invoke.cancel":
                if let id = event.payload["invokeId"]?.stringValue { self.work.offer(.stop(id)) }
            default: continue
            }
        }
    }

    // MARK: The calls

    private func serve() async {
        await withDiscardingTaskGroup { group in
            while let work = await self.work.next() {
                switch work {
                case .start(let call): group.addTask { await self.start(call) }
                case .stop(let id): self.state.withLock { $0.stops[id] }?.close()
                }
            }
            group.cancelAll()
        }
    }

    private func start(_ call: NodeInvocation) async {
        let stop = Mailbox<Void>(capacity: 1)
        let decision = self.state.withLock { state in
            let decision = state.calls.requested(call.id)
            if case .run = decision { state.stops[call.id] = stop }
            return decision
        }
        switch decision {
        case .attach: return
        case .answer(let outcome): return await self.answer(call.id, outcome)
        case .refuse(let error): return await self.answer(call.id, .failure(error))
        case .run: break
        }
        let outcome = await self.run(call, stop)
        let bytes: Int
        if case .success(let payload) = outcome { bytes = payload.serialized().count } else { bytes = 256 }
        self.state.withLock { state in
            state.stops[call.id] = nil
            state.calls.ended(call.id, outcome, bytes: bytes)
        }
        await self.answer(call.id, outcome)
    }

    private func run(_ call: NodeInvocation, _ stop: Mailbox<Void>) async -> NodeOutcome {
        let pieces = Mailbox<String>(capacity: 64, overflow: .dropOldest)
        var call = call
        call.progress = NodeProgress { pieces.offer($0) }
        let fixed = call
        return await withTaskGroup(of: NodeOutcome?.self) { group in
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
            group.addTask {
                await self.report(fixed.id, pieces)
                return nil
            }
            let first = await group.next() ?? nil
            // A call that is called off ends before it is answered: its program is gone when the answer says so.
            group.cancelAll()
            var outcome = first
            while let next = await group.next() { outcome = outcome ?? next }
            return outcome ?? .failure(NodeError(.cancelled, "the call was called off"))
        }
    }

    private func report(_ id: String, _ pieces: Mailbox<String>) async {
        var sequence = 0
        while let piece = await pieces.next() {
            guard let client = self.state.withLock({ $0.client }) else { continue }
            let params: JSONValue = [
                "invokeId": .string(id), "nodeId": .string(self.configuration.device.id.rawValue), "seq": JSONValue(sequence),
                "chunk": .string(piece),
            ]
            sequence += 1
            _ = try? await client.call("node.invoke.progress", params)  // Progress is a courtesy; the answer has everything.
        }
    }

    /// Sends an answer. When there is no connection, the gateway asks again after the next one.
    private func answer(_ id: String, _ outcome: NodeOutcome) async {
        guard let client = self.state.withLock({ $0.client }) else { return }
        var params: JSONObject = ["id": .string(id), "nodeId": .string(self.configuration.device.id.rawValue)]
        switch outcome {
        case .success(let payload):
            params["ok"] = true
            params["payloadJSON"] = .string(String(decoding: payload.serialized(), as: UTF8.self))
        case .failure(let error):
            params["ok"] = false
            params["error"] = ["code": .string(error.code.rawValue), "message": .string(error.message)]
        }
        do throws(GatewayClientError) {
            _ = try await client.call("node.invoke.result", .object(params))
        } catch {
            self.configuration.logger.warn("node.answer_not_sent", ["call": .string(id)], message: error.message)
        }
    }
}
