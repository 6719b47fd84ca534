// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet
import OpenClawWire
import Synchronization

/// A client of a gateway, over a WebSocket with protocol 4.
///
/// ```swift
/// try await GatewayClient.withConnection(to: url, configuration: configuration, loops: loops, resolver: resolver) { client in
///     print(try await client.call("health"))
///     let answer = try await client.chat("hello", session: "main") { progress in … }
/// }
/// ```
///
/// Calls and chats may run side by side. The connection ends with the closure; there is no reconnecting.
public final class GatewayClient: Sendable {
    private struct State {
        var nextID = 1
        var pending: [String: Mailbox<JSONValue>] = [:]
        var subscribers: [Mailbox<GatewayClientEvent>] = []
        var failure: GatewayClientError?
    }

    /// What the gateway said when it accepted the client.
    public let hello: GatewayHello
    let configuration: GatewayClientConfiguration
    private let transport: any GatewayClientTransport
    private let state: Mutex<State>

    private init(
        hello: GatewayHello,
        configuration: GatewayClientConfiguration,
        transport: any GatewayClientTransport,
        events: Mailbox<GatewayClientEvent>?
    ) {
        var state = State()
        if let events { state.subscribers.append(events) }
        self.state = Mutex(state)
        self.hello = hello
        self.configuration = configuration
        self.transport = transport
    }

    /// Connects, signs in, runs `body` and closes the connection.
    /// - Parameters:
    ///   - address: A `ws` or `wss` URL.
    ///   - configuration: Credentials and time limits.
    ///   - loops: The event loops the socket lives on.
    ///   - resolver: Finds the addresses of host names.
    ///   - events: Gets every event of the connection from its very first one, for clients that must not miss any.
    /// - Throws: ``GatewayClientError`` when there is no connection, or what `body` throws.
    public static func withConnection<Result: Sendable>(
        to address: String,
        configuration: GatewayClientConfiguration,
        loops: EventLoopGroup,
        resolver: DNSResolver,
        events: Mailbox<GatewayClientEvent>? = nil,
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        let url: WireURL
        do {
            url = try WireURL(address)
        } catch {
            throw GatewayClientError(.invalidAddress, "\"\(address)\" is no address of a gateway; write for example ws://127.0.0.1:18789")
        }
        let client = WebSocketClient(
            loops: loops,
            resolver: resolver,
            configuration: WebSocketClientConfiguration(
                tls: configuration.tls,
                maximumMessageBytes: 32 << 20,
                connectTimeout: configuration.connectTimeout
            )
        )
        let socket: WebSocketClientConnection
        do {
            socket = try await client.connect(to: url)
        } catch {
            throw WebSocketGatewayTransport.translate(error)
        }
        return try await self.withTransport(WebSocketGatewayTransport(socket: socket), configuration: configuration, events: events, body)
    }

    /// Signs in over a transport, runs `body` and closes the transport.
    package static func withTransport<Result: Sendable>(
        _ transport: any GatewayClientTransport,
        configuration: GatewayClientConfiguration,
        events: Mailbox<GatewayClientEvent>? = nil,
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        let handshake = GatewayHandshake(configuration: configuration)
        let hello: GatewayHello
        do {
            hello = try await handshake.perform(transport)
        } catch {
            await transport.close()
            throw error
        }
        let client = GatewayClient(hello: hello, configuration: configuration, transport: transport, events: events)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await client.read() }
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(try await body(client))
            } catch {
                outcome = .failure(error)
            }
            await transport.close()
            group.cancelAll()
            return try outcome.get()
        }
    }

    /// Calls a method and returns its payload.
    /// - Parameters:
    ///   - method: The method's name.
    ///   - params: Its parameters.
    ///   - timeout: How long to wait; by default ``GatewayClientConfiguration/callTimeout``.
    ///   - expectsFinal: Whether a first answer with the status `accepted` is passed over, for methods that answer twice.
    /// - Throws: ``GatewayClientError``; ``GatewayClientError/Code/refused`` has the gateway's own error in `method`.
    public func call(
        _ method: String,
        _ params: JSONValue = [:],
        timeout: Duration? = nil,
        expectsFinal: Bool = false
    ) async throws(GatewayClientError) -> JSONValue {
        let answers = Mailbox<JSONValue>(capacity: 8, overflow: .dropOldest)
        let (id, failure) = self.state.withLock { state in
            let id = String(state.nextID)
            state.nextID += 1
            if state.failure == nil { state.pending[id] = answers }
            return (id, state.failure)
        }
        if let failure { throw failure }
        defer { self.state.withLock { _ = $0.pending.removeValue(forKey: id) } }
        try await self.transport.send(GatewayFrame.request(id: id, method: method, params: params))
        let limit = timeout ?? self.configuration.callTimeout
        let clock = self.configuration.clock
        let answer = await withTaskGroup(of: JSONValue?.self) { group in
            group.addTask {
                while let answer = await answers.next() {
                    let isInterim =
                        expectsFinal && answer["ok"]?.boolValue == true && answer["payload"]?["status"]?.stringValue == "accepted"
                    if !isInterim { return answer }
                }
                return nil
            }
            group.addTask {
                do { try await clock.sleep(for: limit) } catch { return nil }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let answer else {
            if Task.isCancelled { throw GatewayClientError(.cancelled, "the call was given up") }
            throw self.failure
                ?? GatewayClientError(
                    .timeout,
                    "the gateway did not answer \(method) within \(limit); it may be busy, try a longer --timeout"
                )
        }
        return try GatewayFrame.payload(of: answer, method: method)
    }

    /// Follows the gateway's events while `body` reads them; when the reader is slow the oldest are dropped.
    public func withEvents<Result>(_ body: (Mailbox<GatewayClientEvent>) async throws -> Result) async rethrows -> Result {
        let events = Mailbox<GatewayClientEvent>(capacity: self.configuration.eventCapacity, overflow: .dropOldest)
        let isOpen = self.state.withLock { state in
            state.subscribers.append(events)
            return state.failure == nil
        }
        if !isOpen { events.close() }
        defer { self.state.withLock { state in state.subscribers.removeAll { $0 === events } } }
        return try await body(events)
    }

    /// Why the connection has ended; `nil` while it is open.
    public var failure: GatewayClientError? { self.state.withLock { $0.failure } }

    /// Hands on what the gateway sends, until the connection ends.
    private func read() async {
        var failure = GatewayClientError(.disconnected, "the gateway closed the connection")
        do throws(GatewayClientError) {
            while let frame = try await self.transport.receive() {
                // A frame that is no JSON cannot be answered to; the gateway never sends one.
                guard let value = try? JSONValue(parsing: frame) else { continue }
                self.handle(value)
            }
            if let reason = self.transport.closeReason { failure.message += ": \(reason)" }
        } catch {
            failure = error
        }
        let (pending, subscribers) = self.state.withLock { state in
            state.failure = failure
            return (Array(state.pending.values), state.subscribers)
        }
        for mailbox in pending { mailbox.close() }
        for mailbox in subscribers { mailbox.close() }
    }

    private func handle(_ frame: JSONValue) {
        switch frame["type"]?.stringValue {
        case "res":
            guard let id = frame["id"]?.stringValue else { return }
            let waiting = self.state.withLock { $0.pending[id] }
            waiting?.offer(frame)
        case "event":
            guard let name = frame["event"]?.stringValue else { return }
            let event = GatewayClientEvent(
                name: name,
                payload: frame["payload"] ?? .null,
                sequence: frame["seq"]?.intValue.map { Int($0) }
            )
            for subscriber in self.state.withLock({ $0.subscribers }) { subscriber.offer(event) }
        default:
            return
        }
    }
}
