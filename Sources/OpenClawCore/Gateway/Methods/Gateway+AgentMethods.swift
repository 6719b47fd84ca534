// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    private static let agentParameters: Set<String> = [
        "message", "idempotencyKey", "agentId", "sessionKey", "sessionId", "to", "replyTo", "channel", "replyChannel", "accountId",
        "replyAccountId", "threadId", "groupId", "groupChannel", "groupSpace", "thinking", "deliver", "attachments", "timeout",
        "bestEffortDeliver", "lane", "cwd", "extraSystemPrompt", "promptMode", "provider", "model", "inputProvenance", "label",
    ]

    /// `agent` and `agent.wait` (PROTOCOL 2.3).
    static let agentMethods: [Method] = [
        .asynchronous("agent", .scopes(.write)) { call in try await call.gateway.runAgent(call) },
        .asynchronous("agent.wait", .scopes(.write)) { call in try await call.gateway.waitForAgent(call) },
        .immediate("agent.identity.get", .scopes(.read)) { call throws(MethodError) in
            let parameters = try call.parameters(["agentId", "sessionKey"])
            let key = try parameters.sessionKey("sessionKey", router: call.gateway.router)
            let id = try call.gateway.agent(parameters) ?? key?.agentID ?? call.gateway.router.defaultAgent
            let descriptor = call.gateway.agentsByID[id]?.descriptor
            return .object { writer in
                writer.field("agentId", id.rawValue)
                writer.fieldIfPresent("name", descriptor?.name)
                writer.fieldIfPresent("emoji", descriptor?.emoji)
            }
        },
    ]

    private func runAgent(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let request = try self.agentRequest(call)
        try await self.refuseSilenced(request.sessionKey)
        switch await self.runner.accept(request, gateway: self) {
        case .refused(let error): throw error
        case .duplicate(let run, let entry): return try await self.repeatedAgent(run, entry, request)
        case .accepted(let run, _, let startsNow):
            self.answer(call, acceptedAs: run)
            if startsNow { await self.execute(run) }
            return .answered
        }
    }

    /// The first of the two responses, and the second when the run has ended.
    private func answer(_ call: MethodCall, acceptedAs run: ActiveRun) {
        let runID = run.runID
        call.client.watch(runID)
        call.reply(
            .object { writer in
                writer.field("runId", runID.rawValue)
                writer.field("sessionKey", run.sessionKey.rawValue)
                writer.field("status", "accepted")
                writer.field("acceptedAt", run.acceptedAt.milliseconds)
            }
        )
        run.whenEnded { result in
            call.client.unwatch(runID)
            do throws(MethodError) { call.reply(try Self.finalAnswer(result)) } catch { call.reply(error) }
        }
    }

    /// The answer to a key that was used before. Apart from the way that most calls go, because what it works with is large.
    @inline(never)
    private func repeatedAgent(_ run: ActiveRun?, _ entry: LedgerEntry, _ request: RunRequest) async throws(MethodError) -> MethodResult {
        let answer = try self.repeated(run, entry, request: request)
        // The run has ended and is remembered: the caller gets its result again.
        if let result = run?.result { return try Self.finalAnswer(result) }
        if run == nil, entry.completion != nil, let result = await self.storedResult(entry, request) {
            return try Self.finalAnswer(result)
        }
        return answer
    }

    /// Reads what is asked for. Not a part of the asynchronous function: everything in it would be kept until the turn has ended.
    @inline(never)
    private func agentRequest(_ call: MethodCall) throws(MethodError) -> RunRequest {
        let parameters = try call.parameters(Self.agentParameters)
        let agent = try self.agent(parameters)
        let runID = RunID(try parameters.requiredIdempotencyKey())
        let content = try self.content(parameters)
        let owner = agent ?? self.router.defaultAgent
        let key =
            try parameters.sessionKey("sessionKey", router: self.router, agent: agent)
            ?? self.router.mainSession(of: owner)
        let named = key.agentID
        if let agent, let named, named != agent {
            throw .invalid("agentId \"\(agent)\" does not match session key agent \"\(named)\"")
        }
        if let named, self.agentsByID[named] == nil {
            throw .invalid("unknown agent \"\(named)\" in sessionKey; agents.list shows those that exist")
        }
        return RunRequest(
            runID: runID,
            identity: MessageID(channel: "gateway", account: "agent", event: runID.rawValue),
            sessionKey: key,
            agentID: agent ?? named ?? owner,
            message: ChatMessage(role: .user, content: content, timestamp: self.now()),
            extraSystemPrompt: try parameters.string("extraSystemPrompt"),
            timeout: try parameters.int("timeout", in: 0...86_400).flatMap { $0 == 0 ? nil : .seconds($0) },
            starter: call.client.id,
            lane: call.client.lane,
            isCall: true
        )
    }

    /// The second response of `agent`.
    private static func finalAnswer(_ result: RunResult) throws(MethodError) -> MethodResult {
        if result.status == .error, let error = result.error {
            throw MethodError(
                .unavailable,
                error.message,
                details: ["runId": .string(result.runID.rawValue), "errorKind": .string(error.kind.rawValue)],
                retryable: error.retryAfter == nil ? nil : true,
                retryAfterMilliseconds: error.retryAfter.map { Int($0.wholeMilliseconds) }
            )
        }
        let endedInQueue = result.startedAt == nil
        let isStopped = result.status == .aborted
        return .object { writer in
            writer.field("runId", result.runID.rawValue)
            writer.field("status", result.status == .ok ? "ok" : "timeout")
            writer.field("summary", result.status == .ok ? "completed" : (isStopped ? "aborted" : "failed"))
            writer.fieldIfPresent("stopReason", result.stopReason)
            if endedInQueue {
                writer.field("timeoutPhase", "queue")
                writer.field("providerStarted", false)
                return
            }
            writer.key("result")
            writer.beginObject()
            writer.key("payloads")
            writer.beginArray()
            if !result.text.isEmpty {
                writer.beginObject()
                writer.field("text", result.text)
                writer.endObject()
            }
            writer.endArray()
            writer.key("meta")
            writer.beginObject()
            writer.field("durationMs", result.endedAt.milliseconds - (result.startedAt?.milliseconds ?? result.endedAt.milliseconds))
            if let usage = result.usage {
                writer.key("agentMeta")
                writer.beginObject()
                writer.field("usage", usage.json)
                writer.endObject()
            }
            writer.endObject()
            writer.endObject()
        }
    }

    private func waitForAgent(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["runId", "timeoutMs"])
        let runID = RunID(try parameters.requiredString("runId", maximumLength: 256))
        let timeout = try parameters.int("timeoutMs", in: 0...86_400_000) ?? 30_000
        if self.runs.find(runID) == nil, let completion = await self.completion(of: runID) {
            return .object { writer in
                writer.field("runId", runID.rawValue)
                writer.field("status", completion.status == "aborted" ? "timeout" : completion.status)
                writer.fieldIfPresent("error", completion.summary)
            }
        }
        let result = await self.result(of: runID, within: .milliseconds(timeout))
        return .object { writer in
            writer.field("runId", runID.rawValue)
            guard let result else {
                writer.field("status", "timeout")
                return
            }
            writer.field("status", result.status == .aborted ? "timeout" : result.status.rawValue)
            writer.fieldIfPresent("startedAt", result.startedAt?.milliseconds)
            writer.field("endedAt", result.endedAt.milliseconds)
            writer.fieldIfPresent("error", result.error?.message)
            writer.fieldIfPresent("stopReason", result.stopReason)
        }
    }

    /// The result of a run that only the ledger remembers; its words are in the transcript, `nil` when they are not among the newest there.
    private func storedResult(_ entry: LedgerEntry, _ request: RunRequest) async -> RunResult? {
        guard let completion = entry.completion, completion.status == "ok" else { return nil }
        let session: Session?
        do {
            session = try await self.sessions.load(request.sessionKey, window: SessionWindow(limit: 256, maximumBytes: 16 << 20))
        } catch {
            // The caller gets the status alone.
            self.logger.warn("agent.answer_not_read", ["session": .string(request.sessionKey.rawValue), "error": .string("\(error)")])
            return nil
        }
        guard let answer = session?.entries.last(where: { $0.id == request.answerEntryID(acceptedAt: entry.openedAt) }) else { return nil }
        return RunResult(
            runID: request.runID,
            status: .ok,
            message: answer.message,
            stopReason: answer.message?.extra["stopReason"]?.stringValue,
            startedAt: entry.openedAt,
            endedAt: answer.timestamp
        )
    }

    /// The end of a run that only the ledger remembers.
    private func completion(of runID: RunID) async -> LedgerEntry.Completion? {
        for account in ["agent", "chat"] as [AccountID] {
            let identity = MessageID(channel: KeyedRequest.channel, account: account, event: runID.rawValue)
            do {
                if let completion = try await self.ledger.entry(of: identity)?.completion { return completion }
            } catch {
                self.logger.warn("ledger.read_failed", ["message": .string("\(identity)"), "error": .string("\(error)")])
            }
        }
        return nil
    }

    /// Waits for a run's end, at most so long; a run nobody has heard of is waited for until the time is over.
    private func result(of runID: RunID, within timeout: Duration) async -> RunResult? {
        let known = self.runs.find(runID)
        if let result = known?.result { return result }
        let clock = self.configuration.clock
        return await withTaskGroup(of: RunResult?.self) { group in
            if let known { group.addTask { await known.waitForResult() } }
            group.addTask {
                do { try await clock.sleep(for: timeout) } catch { return nil }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}
