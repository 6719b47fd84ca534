// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `node.event`: what a node reports by itself (PROTOCOL 2.10). An event this gateway has no use for is answered with `handled: false`.
    func nodeEvent(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["event", "payload", "payloadJSON"])
        let node = try self.ownNode(call)
        let name = try parameters.requiredString("event", maximumLength: 128)
        var payload = parameters.object["payload"] ?? .null
        if let text = try parameters.string("payloadJSON") {
            do {
                payload = try JSONValue(parsing: text)
            } catch {
                throw parameters.error("payloadJSON", "must be JSON: \(error)")
            }
        }
        let isHandled: Bool
        switch name {
        case "chat.subscribe", "chat.unsubscribe": isHandled = try self.follow(name == "chat.subscribe", payload, call.client)
        case "agent.request": isHandled = try await self.nodeMessage(payload["message"], payload, node, call.client)
        case "voice.transcript": isHandled = try await self.nodeMessage(payload["text"], payload, node, call.client)
        case "exec.started", "exec.finished", "exec.denied":
            self.logger.info("node.\(name)", ["node_id": .string(node.rawValue), "run_id": .string(payload["runId"]?.stringValue ?? "")])
            isHandled = true
        case "node.presence.alive", "node.presence.activity":
            self.nodes.seen(node, reason: String((payload["trigger"]?.stringValue ?? name).prefix(64)))
            isHandled = true
        default: isHandled = false
        }
        return .value(isHandled ? ["ok": true] : ["ok": true, "event": .string(name), "handled": false])
    }

    private func follow(_ isFollowing: Bool, _ payload: JSONValue, _ client: ClientSession) throws(MethodError) -> Bool {
        guard let text = payload["sessionKey"]?.stringValue else { return false }
        let key = self.router.canonicalKey(text)
        guard key.isValid else { throw .invalid("invalid node.event params: sessionKey is not allowed") }
        if !isFollowing {
            client.unwatch(key)
            return true
        }
        guard client.watch(key) else { throw .unavailable("a node follows at most \(ClientSession.maximumSubscriptions) sessions") }
        return true
    }

    /// A message from the person who holds the device, to the agent.
    private func nodeMessage(_ text: JSONValue?, _ payload: JSONValue, _ node: NodeID, _ client: ClientSession) async throws -> Bool {
        guard let text = text?.stringValue, !text.isEmpty else { return false }
        guard text.count <= 20_000 else { throw MethodError.invalid("invalid node.event params: the text has more than 20000 characters") }
        let key = self.router.canonicalKey(payload["sessionKey"]?.stringValue ?? "node-\(node)")
        guard key.isValid else { throw MethodError.invalid("invalid node.event params: sessionKey is not allowed") }
        let agent = key.agentID ?? self.router.defaultAgent
        guard self.agentsByID[agent] != nil else { throw MethodError.invalid("unknown agent \"\(agent)\"") }
        try await self.refuseSilenced(key)
        let event = payload["eventId"]?.stringValue ?? payload["key"]?.stringValue ?? self.nodes.identifier()
        let request = RunRequest(
            runID: RunID("node-\(self.identifiers.next())"),
            identity: MessageID(channel: "node", account: AccountID(rawValue: node.rawValue), event: String(event.prefix(256))),
            sessionKey: key,
            agentID: agent,
            message: ChatMessage(role: .user, text: text, timestamp: self.now())
        )
        switch await self.runner.accept(request, gateway: self) {
        case .refused(let error): throw error
        case .duplicate: return true
        case .accepted(let run, _, let startsNow):
            if startsNow, !self.submit({ await self.execute(run) }) {
                await self.abort(run, status: .aborted, reason: "the gateway has stopped")
                _ = self.runs.release(run)
                throw MethodError.unavailable("the gateway is stopping", retryAfterMilliseconds: 2_000)
            }
            return true
        }
    }
}
