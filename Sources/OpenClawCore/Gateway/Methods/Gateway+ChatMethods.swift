// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    private static let sendParameters: Set<String> = [
        "sessionKey", "message", "idempotencyKey", "agentId", "sessionId", "thinking", "fastMode", "queueMode", "deliver",
        "originatingChannel", "originatingTo", "originatingAccountId", "originatingThreadId", "replyToId", "attachments", "toolBindings",
        "timeoutMs", "suppressCommandInterpretation", "expectedLeafEntryId", "expectedSessionRoutingContract", "systemInputProvenance",
        "systemProvenanceReceipt",
    ]

    /// `chat.send`, `chat.history`, `chat.abort`, `chat.inject` (PROTOCOL 2.2).
    static let chatMethods: [Method] = [
        .asynchronous("chat.send", .scopes(.write)) { call in try await call.gateway.chatSend(call) },
        .asynchronous("chat.history", .scopes(.read)) { call in try await call.gateway.chatHistory(call) }.timed,
        .asynchronous("chat.abort", .scopes(.write)) { call in try await call.gateway.chatAbort(call) },
        .asynchronous("chat.inject", .scopes(.admin), isAdvertised: false) { call in try await call.gateway.chatInject(call) },
    ]

    /// Words that stop the running turn when they are sent as a message.
    private static let stopWords: Set<String> = ["/stop", "stop", "/abort", "abort", "esc", "exit", "wait"]

    /// What `chat.send` asks for.
    private enum ChatSend {
        case stop(SessionKey)
        case run(RunRequest)
    }

    private func chatSend(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let request: RunRequest
        switch try self.chatSend(reading: call) {
        case .stop(let key):
            let stopped = await self.abortRuns(in: key)
            return .object { writer in
                writer.field("ok", true)
                writer.field("aborted", !stopped.isEmpty)
                writer.field("runIds", stopped.map(\.rawValue))
            }
        case .run(let run): request = run
        }
        try await self.refuseSilenced(request.sessionKey)
        switch await self.runner.accept(request, gateway: self) {
        case .refused(let error): throw error
        case .duplicate(let run, let entry):
            return try self.repeated(run, entry, request: request)
        case .accepted(let run, _, let startsNow):
            call.client.watch(run.runID)
            call.client.watch(run.sessionKey)
            call.reply(
                .object { writer in
                    writer.field("runId", run.runID.rawValue)
                    writer.field("status", "started")
                }
            )
            if startsNow { await self.execute(run) }
            return .answered
        }
    }

    // Not a part of the asynchronous function: everything in it would be kept until the turn has ended.
    @inline(never)
    private func chatSend(reading call: MethodCall) throws(MethodError) -> ChatSend {
        let parameters = try call.parameters(Self.sendParameters)
        let agent = try self.agent(parameters)
        guard let key = try parameters.sessionKey("sessionKey", router: self.router, agent: agent) else {
            throw parameters.error("sessionKey", "is required")
        }
        if let named = key.agentID, self.agentsByID[named] == nil {
            throw .invalid("unknown agent \"\(named)\" in sessionKey; agents.list shows those that exist")
        }
        let runID = RunID(try parameters.requiredIdempotencyKey())
        let content = try self.content(parameters)
        if let text = content.first?.text, content.count == 1,
            Self.stopWords.contains(text.lowercased()), !(try parameters.bool("suppressCommandInterpretation") ?? false)
        {
            return .stop(key)
        }
        var reset = self.resetRequest(in: content)
        if reset != nil, try parameters.bool("suppressCommandInterpretation") ?? false { reset = nil }
        if let reset, let refusal = self.resetRefusal(reset.trigger, for: call.client) { throw refusal }
        let mode = try parameters.string("queueMode", maximumLength: 32).map { (name) throws(MethodError) in
            guard let mode = QueueMode(named: name) else {
                throw parameters.error("queueMode", "must be steer, followup, collect or interrupt")
            }
            return mode
        }
        return .run(
            RunRequest(
                runID: runID,
                identity: MessageID(channel: "gateway", account: "chat", event: runID.rawValue),
                sessionKey: key,
                agentID: agent ?? key.agentID ?? self.router.defaultAgent,
                message: ChatMessage(role: .user, content: reset?.rest ?? content, timestamp: self.now()),
                timeout: try parameters.int("timeoutMs", in: 0...86_400_000).flatMap { $0 == 0 ? nil : .milliseconds($0) },
                starter: call.client.id,
                lane: call.client.lane,
                isConversation: true,
                queueMode: mode,
                resetTrigger: reset?.trigger
            )
        )
    }

    /// Refuses a message to a session that takes none (PROTOCOL 2.2, 5.3).
    func refuseSilenced(_ key: SessionKey) async throws(MethodError) {
        let record: SessionRecord?
        do throws(SessionStoreError) {
            record = try await self.sessions.record(key)
        } catch {
            throw Self.storeFailure(error)
        }
        try self.refuseSilenced(key, record)
    }

    func refuseSilenced(_ key: SessionKey, _ record: SessionRecord?) throws(MethodError) {
        if self.isSilenced(key, record) { throw .invalid(Self.silencedReason) }
    }

    /// Why a session takes no message.
    static let silencedReason = "send blocked by session policy"

    /// Whether a session takes no messages: its own `sendPolicy` says so, or without one the configured policy (PROTOCOL 5.3).
    /// - Parameters:
    ///   - channel: the channel that the message came over.
    ///   - chatType: the kind of its conversation there.
    func isSilenced(_ key: SessionKey, _ record: SessionRecord?, channel: ChannelID? = nil, chatType: ChatType? = nil) -> Bool {
        switch record?.attributes["sendPolicy"]?.stringValue {
        case "deny": true
        case "allow": false
        default: self.configuration.sendPolicy.denies(key, channel: channel, chatType: chatType)
        }
    }

    /// The answer to a key that has been used before.
    func repeated(_ run: ActiveRun?, _ entry: LedgerEntry, request: RunRequest) throws(MethodError) -> MethodResult {
        if case .accepted(_, let first, _, _) = entry.opening, first != request.sessionKey {
            throw .invalid("idempotencyKey was used before for another session; use a new one")
        }
        if let run,
            run.request.message.content != request.message.content || run.request.agentID != request.agentID
                || run.request.resetTrigger != request.resetTrigger
        {
            throw .invalid("idempotencyKey was used before with other parameters; use a new one")
        }
        if run == nil, let digest = entry.completion?.result, !digest.isEmpty, digest != request.contentDigest {
            throw .invalid("idempotencyKey was used before with other parameters; use a new one")
        }
        if let error = run?.result?.error, run?.result?.status == .error {
            throw .unavailable(error.message)
        }
        if let completion = entry.completion, completion.status == "error" {
            throw .unavailable(completion.summary ?? "the run has failed")
        }
        let status = entry.completion?.status ?? "in_flight"
        return .object { writer in
            writer.field("runId", request.runID.rawValue)
            writer.field("status", status)
        }
    }

    /// The agent a request names; unknown ones are refused.
    func agent(_ parameters: MethodParameters) throws(MethodError) -> AgentID? {
        guard let name = try parameters.string("agentId", maximumLength: 64), !name.isEmpty else { return nil }
        let id = AgentID(name)
        guard self.agentsByID[id] != nil else {
            throw .invalid("unknown agent \"\(name)\"; agents.list shows those that exist")
        }
        return id
    }

    /// The words and attachments of a request.
    func content(_ parameters: MethodParameters) throws(MethodError) -> [ContentBlock] {
        let text = try parameters.string("message", maximumLength: self.configuration.limits.maximumMessageBytes) ?? ""
        if text.utf8.anyByte(where: { $0 == 0 }) { throw .invalid("message must not contain null bytes") }
        var blocks: [ContentBlock] = text.allSatisfy(\.isWhitespace) ? [] : [.text(text)]
        if parameters.has("attachments") {
            guard let attachments = parameters.object["attachments"]?.arrayValue, attachments.count <= 16 else {
                throw parameters.error("attachments", "must be an array of at most 16 objects")
            }
            for attachment in attachments {
                guard var object = attachment.objectValue else { throw parameters.error("attachments", "must be objects") }
                if let content = object["content"], !content.isNull, !Self.isBase64(content) {
                    throw parameters.error("attachments", "must have their content in base64")
                }
                let mediaType = object["mimeType"]?.stringValue ?? "application/octet-stream"
                object["type"] = .string(mediaType.hasPrefix("image/") ? "image" : "file")
                blocks.append(.media(object))
            }
        }
        guard !blocks.isEmpty else { throw .invalid("message or attachment required") }
        return blocks
    }

    /// Whether a value is text in base64 (RFC 4648, section 4), also behind `data:…;base64,`. It is not decoded.
    private static func isBase64(_ value: JSONValue) -> Bool {
        guard let text = value.stringValue else { return false }
        var bytes = text.utf8[...]
        if text.hasPrefix("data:") {
            guard let comma = bytes.firstIndex(of: UInt8(ascii: ",")), text[..<comma].hasSuffix(";base64") else { return false }
            bytes = bytes[bytes.index(after: comma)...]
        }
        var digits = 0
        var padding = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "+"), UInt8(ascii: "/"):
                guard padding == 0 else { return false }
                digits += 1
            case UInt8(ascii: "="): padding += 1
            // Lines of a mail.
            case UInt8(ascii: "\r"), UInt8(ascii: "\n"): break
            default: return false
            }
        }
        return padding == 0 ? digits % 4 != 1 : padding <= 2 && (digits + padding).isMultiple(of: 4)
    }

    private func chatHistory(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters([
            "sessionKey", "agentId", "limit", "offset", "messageId", "sessionId", "maxChars", "cursor",
        ])
        let agent = try self.agent(parameters)
        guard let key = try parameters.sessionKey("sessionKey", router: self.router, agent: agent) else {
            throw parameters.error("sessionKey", "is required")
        }
        let limit = try parameters.int("limit", in: 1...1_000) ?? 200
        let offset = try parameters.int("offset", in: 0...10_000_000) ?? 0
        let maximum = try parameters.int("maxChars", in: 1...500_000) ?? 12_000
        call.client.watch(key)
        let session = try await self.loadSession(key, window: SessionWindow(limit: limit, offset: offset))
        return TranscriptView(gateway: self, key: key, session: session, offset: offset, maximumCharacters: maximum).history()
    }

    /// Loads a session for a method; store failures become answers.
    func loadSession(_ key: SessionKey, window: SessionWindow) async throws(MethodError) -> Session? {
        do {
            return try await self.sessions.load(key, window: window)
        } catch {
            throw Self.storeFailure(error)
        }
    }

    /// The answer to a failed session store.
    static func storeFailure(_ error: SessionStoreError) -> MethodError {
        switch error.code {
        case .invalidKey, .versionConflict, .entryTooLarge: .invalid(error.message)
        default: .unavailable(error.message)
        }
    }

    private func chatAbort(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["sessionKey", "agentId", "runId", "preserveSideRuns", "exemptRunId"])
        guard let key = try parameters.sessionKey("sessionKey", router: self.router, agent: try self.agent(parameters)) else {
            throw parameters.error("sessionKey", "is required")
        }
        let wanted = try parameters.string("runId", maximumLength: 256).map { RunID($0) }
        let exempt = try parameters.string("exemptRunId", maximumLength: 256).map { RunID($0) }
        if let wanted, self.runs.find(wanted, in: key) == nil, self.runs.find(wanted) != nil {
            throw .invalid("runId does not match sessionKey")
        }
        let stopped = await self.abortRuns(in: key, only: wanted, except: exempt)
        return .object { writer in
            writer.field("ok", true)
            writer.field("aborted", !stopped.isEmpty)
            writer.field("runIds", stopped.map(\.rawValue))
        }
    }

    /// Stops the runs of a session, or one of them; returns those that were stopped.
    func abortRuns(in key: SessionKey, only: RunID? = nil, except: RunID? = nil) async -> [RunID] {
        var stopped: [RunID] = []
        for run in self.runs.active(in: key) where (only == nil || run.runID == only) && run.runID != except {
            if await self.abort(run, status: .aborted, reason: "stopped by request") { stopped.append(run.runID) }
        }
        return stopped
    }

    private func chatInject(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["sessionKey", "message", "label", "agentId"])
        let agent = try self.agent(parameters)
        guard let key = try parameters.sessionKey("sessionKey", router: self.router, agent: agent) else {
            throw parameters.error("sessionKey", "is required")
        }
        let text = try parameters.requiredString("message", maximumLength: self.configuration.limits.maximumMessageBytes)
        let label = try parameters.name("label", maximumLength: 100)
        let now = self.now()
        let message = ChatMessage(
            role: .assistant,
            text: label.map { "[\($0)]\n\n\(text)" } ?? text,
            timestamp: now,
            extra: ["stopReason": "injected"]
        )
        let entry = SessionEntry(id: self.identifiers.next(), timestamp: now, kind: .message(message))
        do {
            try await self.sessions.append([entry], to: key, expecting: nil, epoch: self.epoch)
        } catch {
            throw Self.storeFailure(error)
        }
        self.events.publish(
            RunEvents.injected(
                id: entry.id,
                sessionKey: key,
                agentID: agent ?? key.agentID ?? self.router.defaultAgent,
                message: message
            )
        )
        return .object { writer in
            writer.field("ok", true)
            writer.field("messageId", entry.id)
        }
    }
}
