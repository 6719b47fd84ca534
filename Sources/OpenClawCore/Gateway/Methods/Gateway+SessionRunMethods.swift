// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Sessions that are made, spoken to, stopped and measured by key (PROTOCOL 2.5).
    static let sessionRunMethods: [Method] = [
        .asynchronous("sessions.create", .scopes(.write)) { call in try await call.gateway.createSession(call) },
        .asynchronous("sessions.send", .scopes(.write)) { call in try await call.gateway.sendToSession(call, interrupts: false) },
        .asynchronous("sessions.steer", .scopes(.write), isAdvertised: false) { call in
            try await call.gateway.sendToSession(call, interrupts: true)
        },
        .asynchronous("sessions.abort", .scopes(.write)) { call in try await call.gateway.abortSession(call) },
        .asynchronous("sessions.usage", .scopes(.read), isAdvertised: false) { call in try await call.gateway.sessionUsage(call) }.timed,
    ]

    private func createSession(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["key", "agentId", "label", "model", "parentSessionKey", "task", "message", "idempotencyKey"])
        let agent = try self.agent(parameters) ?? self.router.defaultAgent
        let key =
            try parameters.sessionKey("key", router: self.router, agent: agent)
            ?? SessionKey("agent:\(agent.rawValue):dashboard:\(self.configuration.identifiers.uuid().lowercased())")
        if let named = key.agentID, self.agentsByID[named] == nil {
            throw MethodError.invalid("unknown agent \"\(named)\" in key; agents.list shows those that exist")
        }
        var attributes = JSONObject()
        for name in ["label", "model", "parentSessionKey"] {
            if let text = try parameters.name(name, maximumLength: 512) { attributes[name] = .string(text) }
        }
        try self.checkModel(parameters, of: key)
        let message = try parameters.string("message") ?? parameters.string("task")
        let name = try parameters.idempotencyKey()
        if let message, !message.isEmpty { try await self.refuseSilenced(key) }
        let record: SessionRecord
        do {
            if let label = attributes["label"]?.stringValue {
                let other = try await self.sessions.list(SessionQuery(limit: 1, label: label, archived: nil)).records.first
                if let other, other.key != key { throw MethodError.invalid("label already in use: \(label)") }
            }
            record = try await self.sessions.update(key, attributes: attributes, epoch: self.epoch)
        } catch let error as SessionStoreError {
            throw Self.storeFailure(error)
        }
        self.publishSessionsChanged(key, reason: "create")
        var runID: RunID?
        var failure: MethodError?
        if let message, !message.isEmpty {
            let turn = TurnRequest(
                sessionKey: key,
                agentID: key.agentID ?? agent,
                content: [.text(message)],
                runID: RunID(name ?? self.identifiers.next()),
                account: "chat"
            )
            call.client.watch(key)
            do {
                runID = try await self.start(turn).runID
            } catch {
                failure = error
            }
        }
        return .object { writer in
            writer.field("ok", true)
            writer.field("key", key.rawValue)
            writer.field("sessionId", record.sessionID)
            writer.field("entry", SessionRow(gateway: self, record: record).json)
            writer.field("runStarted", runID != nil)
            writer.fieldIfPresent("runId", runID?.rawValue)
            if let failure { writer.field("runError", failure.json) }
        }
    }

    private func sendToSession(_ call: MethodCall, interrupts: Bool) async throws -> MethodResult {
        let parameters = try call.parameters(["key", "message", "agentId", "thinking", "attachments", "timeoutMs", "idempotencyKey"])
        let key = try self.requiredKey(parameters)
        let content = try self.content(parameters)
        let runID = RunID(try parameters.idempotencyKey() ?? self.identifiers.next())
        let timeout = try parameters.int("timeoutMs", in: 0...86_400_000).flatMap { $0 == 0 ? nil : Duration.milliseconds($0) }
        let record: SessionRecord?
        do {
            record = try await self.sessions.record(key)
        } catch {
            throw Self.storeFailure(error)
        }
        guard let record else { throw MethodError.invalid("session not found: \(key)") }
        try self.refuseSilenced(key, record)
        let stopped = interrupts ? await self.abortRuns(in: key) : []
        let turn = TurnRequest(
            sessionKey: key,
            agentID: try self.agent(parameters) ?? key.agentID ?? self.router.defaultAgent,
            content: content,
            runID: runID,
            account: "chat",
            timeout: timeout
        )
        call.client.watch(runID)
        call.client.watch(key)
        let isRepeated = try await self.start(turn).isRepeated
        if !isRepeated { self.publishSessionsChanged(key, reason: interrupts ? "steer" : "send") }
        let status = isRepeated ? (self.runs.find(runID)?.result?.status.rawValue ?? "in_flight") : "started"
        return .object { writer in
            writer.field("runId", runID.rawValue)
            writer.field("status", status)
            writer.field("messageSeq", record.version.rawValue + 1)
            if interrupts { writer.field("interruptedActiveRun", !stopped.isEmpty) }
        }
    }

    private func abortSession(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["key", "runId", "agentId"])
        let wanted = try parameters.string("runId", maximumLength: 256).map { RunID($0) }
        let named = try parameters.sessionKey("key", router: self.router, agent: try self.agent(parameters))
        guard let key = named ?? wanted.flatMap({ self.runs.find($0)?.sessionKey }) else {
            if wanted == nil { throw parameters.error("key", "or runId is required") }
            return .value(["ok": true, "abortedRunId": .null, "status": "no-active-run"])
        }
        if let wanted, self.runs.find(wanted, in: key) == nil, self.runs.find(wanted) != nil {
            throw .invalid("runId does not match key")
        }
        let stopped = await self.abortRuns(in: key, only: wanted)
        if !stopped.isEmpty { self.publishSessionsChanged(key, reason: "abort") }
        return .value([
            "ok": true, "abortedRunId": stopped.first.map { .string($0.rawValue) } ?? .null,
            "status": .string(stopped.isEmpty ? "no-active-run" : "aborted"),
        ])
    }

    /// Adds up what the newest 1,000 entries of a transcript say about tokens.
    private func sessionUsage(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters([
            "key", "agentId", "agentScope", "startDate", "endDate", "mode", "range", "groupBy", "utcOffset", "timeZone", "limit",
        ])
        let limit = try parameters.int("limit", in: 1...1_000) ?? 50
        var records: [SessionRecord] = []
        do {
            if let key = try parameters.sessionKey("key", router: self.router) {
                if let record = try await self.sessions.record(key) { records = [record] }
            } else {
                let agent = try parameters.string("agentId", maximumLength: 64).map { AgentID($0) }
                records = try await self.sessions.list(SessionQuery(limit: min(limit, 100), agentID: agent)).records
            }
        } catch let error as SessionStoreError {
            throw Self.storeFailure(error)
        }
        var total = (usage: TokenUsage(), turns: 0)
        var rows: [JSONValue] = []
        for record in records {
            let session = try await self.loadSession(record.key, window: SessionWindow(limit: 1_000))
            var sum = (usage: TokenUsage(), turns: 0)
            for message in session?.entries.compactMap(\.message) ?? [] {
                guard let usage = message.extra["usage"] else { continue }
                sum.turns += 1
                sum.usage += TokenUsage(
                    input: Int(usage["input"]?.intValue ?? 0),
                    output: Int(usage["output"]?.intValue ?? 0),
                    cacheRead: Int(usage["cacheRead"]?.intValue ?? 0),
                    cacheWrite: Int(usage["cacheWrite"]?.intValue ?? 0)
                )
            }
            total.usage += sum.usage
            total.turns += sum.turns
            rows.append([
                "key": .string(record.key.rawValue), "sessionId": .string(record.sessionID),
                "updatedAt": .int(record.updatedAt.milliseconds), "usage": .object(Self.totals(sum.usage, turns: sum.turns)),
            ])
        }
        return .value([
            "updatedAt": .int(self.now().milliseconds), "sessions": .array(rows),
            "totals": .object(Self.totals(total.usage, turns: total.turns)),
        ])
    }
}
