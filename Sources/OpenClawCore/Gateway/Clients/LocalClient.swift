// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A client in the same process: the methods and events of the socket, without a port and without a token.
///
/// It has every scope unless it was made for a caller with fewer. Calls wait until the gateway runs.
public struct LocalClient: Sendable {
    /// The gateway it talks to.
    public let gateway: Gateway
    private let scopes: ScopeSet

    /// Makes a client that may do what `scopes` say.
    package init(gateway: Gateway, scopes: ScopeSet = .all) {
        self.gateway = gateway
        self.scopes = scopes
    }

    /// Sends a message and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - session: the session's key; `main` is the default agent's main session.
    ///   - agent: the agent that answers; by default the session's.
    /// - Throws: ``AgentError`` when the agent failed, ``MethodError`` when the message was not accepted, `CancellationError` when
    ///   the task was cancelled or the run was aborted.
    public func chat(_ text: String, session: String = "main", agent: AgentID? = nil) async throws -> ChatReply {
        try await self.stream(text, session: session, agent: agent) { _ in }
    }

    /// Sends a message and hands each piece of the answer to `onEvent` as it comes; the agent waits while `onEvent` works.
    public func stream(
        _ text: String,
        session: String = "main",
        agent: AgentID? = nil,
        onEvent: (ChatStreamEvent) async throws -> Void
    ) async throws -> ChatReply {
        let key = self.gateway.router.canonicalKey(session, agent: agent)
        guard key.isValid else { throw MethodError.invalid("session key \"\(session)\" is not allowed") }
        let agentID = agent ?? key.agentID ?? self.gateway.router.defaultAgent
        guard self.gateway.agentsByID[agentID] != nil else { throw MethodError.invalid("unknown agent \"\(agentID)\"") }
        guard !text.isEmpty else { throw MethodError.invalid("message or attachment required") }
        let request = TurnRequest(
            sessionKey: key,
            agentID: agentID,
            content: [.text(text)],
            runID: RunID("local-\(self.gateway.identifiers.next())"),
            account: "local"
        )
        let result = try await self.gateway.follow(request, onEvent: onEvent)
        if let error = result.error {
            if result.status == .aborted { throw CancellationError() }
            throw error
        }
        return ChatReply(runID: result.runID, text: result.text, message: result.message, usage: result.usage)
    }

    /// Calls a method and returns its payload; of methods that answer twice, the last answer.
    public func call(_ method: String, _ params: JSONObject = [:]) async throws -> JSONValue {
        let transport = LocalTransport(expectsFinal: method == "agent")
        let client = self.session(transport)
        let body = JSONValue.object(params).serialized()
        let outcome = body.withUnsafeBytes { params in
            [UInt8]("1".utf8).withUnsafeBytes { id in self.gateway.dispatch(method, id: id, params: params, client: client) }
        }
        switch outcome {
        case .payload(let payload): return try JSONValue(parsing: payload)
        case .failure(let error): throw error
        case .pending: return try await transport.response()
        }
    }

    /// Follows the gateway's events while `body` reads them; at most `capacity` wait, then the oldest are dropped and the sequence has a gap.
    public func withEvents<Result>(
        capacity: Int = 1_024,
        _ body: (Mailbox<GatewayEvent>) async throws -> Result
    ) async throws -> Result {
        let transport = LocalTransport(expectsFinal: false)
        let client = self.session(transport)
        client.watchSessionList(true)
        let subscription = LocalSubscription(client: client, capacity: capacity)
        self.gateway.events.add(subscription)
        defer {
            self.gateway.events.remove(subscription)
            subscription.mailbox.close()
        }
        return try await body(subscription.mailbox)
    }

    private func session(_ transport: LocalTransport) -> ClientSession {
        let ordinal = self.gateway.nextClientOrdinal()
        return ClientSession(
            id: ClientID(rawValue: "local-\(ordinal)"),
            info: ClientInfo(id: "gateway-client", version: Gateway.version, platform: "in-process", mode: "backend"),
            role: .operator,
            scopes: self.scopes,
            protocolVersion: ProtocolVersion.current,
            capabilities: ["tool-events"],
            ordinal: ordinal,
            transport: transport
        )
    }
}
