// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet
import Synchronization

/// A client of a gateway with protocol 4, over a WebSocket or in the same process.
///
/// ```swift
/// try await GatewayClient.withConnection(to: url, configuration: configuration, loops: loops, resolver: resolver) { client in
///     print(try await client.call("health"))
///     let answer = try await client.chat("hello", session: "main") { progress in … }
/// }
/// ```
///
/// Calls and chats may run side by side. The connection ends with the closure. With ``GatewayClientConfiguration/reconnect`` a lost
/// connection is opened again:
/// - what the client had subscribed to with `….subscribe` is subscribed to again;
/// - a call that was on its way ends with ``GatewayClientError/Code/disconnected``, because nobody knows whether it was carried out;
///   one with an `idempotencyKey` is sent again instead, and one that had not been sent waits, within its time limit;
/// - readers of events get ``GatewayClientEvent/disconnected`` and ``GatewayClientEvent/reconnected``, because the gateway never
///   repeats events: what was missed has to be read anew; ``GatewayClientEvent/gap`` says the same of a connection that goes on;
/// - a gateway that refuses the client ends it: see ``GatewayClientError/isRetryable``.
public final class GatewayClient: Sendable {
    struct State {
        var calls = GatewayCalls()
        var subscriptions = GatewaySubscriptions()
        var subscribers: [Mailbox<GatewayClientEvent>] = []
        var hello: GatewayHello
        /// `nil` while there is no connection.
        var transport: (any GatewayClientTransport)?
        var failure: GatewayClientError?
        /// The number the next event of this connection has; `nil` before the first, for some gateways count for all clients together.
        var nextSequence: Int?
    }

    let configuration: GatewayClientConfiguration
    let connector: (any GatewayConnector)?
    let state: Mutex<State>

    private init(
        _ connection: GatewayConnection,
        connector: (any GatewayConnector)?,
        configuration: GatewayClientConfiguration,
        events: Mailbox<GatewayClientEvent>? = nil
    ) {
        self.configuration = configuration
        self.connector = connector
        var state = State(hello: connection.hello, transport: connection.transport)
        if let events { state.subscribers.append(events) }
        self.state = Mutex(state)
    }

    /// What the gateway said when it accepted the client, the last time it did.
    public var hello: GatewayHello { self.state.withLock { $0.hello } }

    /// Whether there is a connection at this moment.
    public var isConnected: Bool { self.state.withLock { $0.transport != nil } }

    /// Why there will be no connection any more; `nil` while there is one, or the client tries to get another one.
    public var failure: GatewayClientError? { self.state.withLock { $0.failure } }

    /// Connects, signs in, runs `body` and closes the connection.
    ///
    /// The first attempt to connect is not repeated: what is wrong with an address or a token shows at once.
    /// - Parameters:
    ///   - address: A `ws` or `wss` URL.
    ///   - configuration: Credentials and time limits.
    ///   - loops: The event loops the socket lives on.
    ///   - resolver: Finds the addresses of host names.
    ///   - events: Gets every event from the very first one, for clients that must not miss any.
    /// - Throws: ``GatewayClientError`` when there is no connection, or what `body` throws.
    public static func withConnection<Result: Sendable>(
        to address: String,
        configuration: GatewayClientConfiguration,
        loops: EventLoopGroup,
        resolver: DNSResolver,
        events: Mailbox<GatewayClientEvent>? = nil,
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        let connector = try WebSocketGatewayConnector(address, configuration: configuration, loops: loops, resolver: resolver)
        return try await self.withConnector(connector, configuration: configuration, events: events, body)
    }

    /// Connects to a gateway in the same process, runs `body` and ends the connection: the same calls without a socket and a token.
    ///
    /// The client has the scopes of the configuration; credentials, role, device and TLS mean nothing here.
    public static func withConnection<Result: Sendable>(
        to gateway: Gateway,
        configuration: GatewayClientConfiguration = GatewayClientConfiguration(),
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        try await self.withConnector(
            InProcessGatewayConnector(gateway: gateway, configuration: configuration),
            configuration: configuration,
            body
        )
    }

    /// Runs `body` with connections that `connector` opens.
    package static func withConnector<Result: Sendable>(
        _ connector: any GatewayConnector,
        configuration: GatewayClientConfiguration,
        events: Mailbox<GatewayClientEvent>? = nil,
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        let connection = try await connector.connect()
        let client = GatewayClient(connection, connector: connector, configuration: configuration, events: events)
        return try await self.withClient(client, connection, body)
    }

    /// Signs in over a transport, runs `body` and closes the transport; there is no other one to connect to again.
    package static func withTransport<Result: Sendable>(
        _ transport: any GatewayClientTransport,
        configuration: GatewayClientConfiguration,
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        let connection = try await GatewayHandshake(configuration: configuration).connection(over: transport)
        return try await self.withClient(GatewayClient(connection, connector: nil, configuration: configuration), connection, body)
    }

    private static func withClient<Result: Sendable>(
        _ client: GatewayClient,
        _ connection: GatewayConnection,
        _ body: (GatewayClient) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await client.run(connection) }
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(try await body(client))
            } catch {
                outcome = .failure(error)
            }
            await client.finish(GatewayClientError(.cancelled, "the client was closed"))?.close()
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
        let answers = GatewayCalls.Answers(capacity: 8, overflow: .dropOldest)
        let (call, transport, failure) = self.state.withLock { state in
            let call =
                state.failure == nil ? state.calls.begin(method, params, answers, isConnected: state.transport != nil) : (id: 0, frame: [])
            return (call, state.transport, state.failure)
        }
        if let failure { throw failure }
        defer { self.state.withLock { $0.calls.end(call.id) } }
        if let transport {
            do throws(GatewayClientError) {
                try await transport.send(call.frame)
            } catch {
                // Whoever reads the connection learns of its end too and decides what becomes of the call.
                if self.configuration.reconnect == nil || error.code == .cancelled { throw error }
            }
        }
        let limit = timeout ?? self.configuration.callTimeout
        guard let answer = await self.answer(answers, within: limit, expectsFinal: expectsFinal) else {
            if Task.isCancelled { throw GatewayClientError(.cancelled, "the call was given up") }
            throw self.failure ?? self.timeout(method, limit)
        }
        return try GatewayFrame.payload(of: try answer.get(), method: method)
    }

    private func answer(
        _ answers: GatewayCalls.Answers,
        within limit: Duration,
        expectsFinal: Bool
    ) async -> Result<JSONValue, GatewayClientError>? {
        let clock = self.configuration.clock
        return await withTaskGroup(of: Result<JSONValue, GatewayClientError>?.self) { group in
            group.addTask {
                while let answer = await answers.next() {
                    guard expectsFinal, case .success(let frame) = answer, frame["ok"]?.boolValue == true,
                        frame["payload"]?["status"]?.stringValue == "accepted"
                    else { return answer }
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
    }

    private func timeout(_ method: String, _ limit: Duration) -> GatewayClientError {
        GatewayClientError(
            .timeout,
            self.isConnected
                ? "the gateway did not answer \(method) within \(limit); it may be busy, try a longer --timeout"
                : "there was no connection to the gateway for \(limit), so \(method) was not answered"
        )
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
}
