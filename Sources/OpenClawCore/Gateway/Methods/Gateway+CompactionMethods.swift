// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `sessions.compact`, `sessions.compaction.*`, `chat.message.get` (PROTOCOL 2.2, 2.5).
    static let compactionMethods: [Method] = [
        .asynchronous("sessions.compact", .scopes(.admin)) { call in try await call.gateway.compactSession(call) }.timed,
        .asynchronous("sessions.compaction.list", .scopes(.read)) { call in
            let parameters = try call.parameters(["key", "agentId"])
            let (key, checkpoints) = try await call.gateway.checkpoints(parameters)
            return .value(["ok": true, "key": .string(key.rawValue), "checkpoints": .array(checkpoints)])
        }.timed,
        .asynchronous("sessions.compaction.get", .scopes(.read)) { call in
            let parameters = try call.parameters(["key", "agentId", "checkpointId"])
            let id = try parameters.requiredString("checkpointId", maximumLength: 256)
            let (key, checkpoints) = try await call.gateway.checkpoints(parameters)
            guard let checkpoint = checkpoints.first(where: { $0["checkpointId"]?.stringValue == id }) else {
                throw MethodError.invalid("unknown checkpointId \"\(id)\"; sessions.compaction.list shows those that exist")
            }
            return .value(["ok": true, "key": .string(key.rawValue), "checkpoint": checkpoint])
        }.timed,
        .asynchronous("chat.message.get", .scopes(.read)) { call in try await call.gateway.chatMessage(call) }.timed,
    ]

    /// How far back compactions and single messages are looked for.
    static let lookbackWindow = SessionWindow(limit: 1_000, maximumBytes: 16 << 20)

    /// Leaves everything but the newest entries out of what agents get. The transcript keeps all of it.
    private func compactSession(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["key", "agentId", "maxLines"])
        guard let key = try parameters.sessionKey("key", router: self.router, agent: try self.agent(parameters)) else {
            throw parameters.error("key", "is required")
        }
        let kept = try parameters.int("maxLines", in: 1...1_000) ?? 400
        func nothing(_ reason: String, kept: Int? = nil) -> MethodResult {
            .object { writer in
                writer.field("ok", true)
                writer.field("key", key.rawValue)
                writer.field("compacted", false)
                if let kept { writer.field("kept", kept) }
                writer.field("reason", reason)
            }
        }
        let session = try await self.loadSession(key, window: SessionWindow(limit: kept, maximumBytes: 16 << 20))
        guard let session else { return nothing("no sessionId") }
        let total = session.record.version.rawValue
        guard total > 0, let first = session.entries.first(where: { $0.message != nil }) else { return nothing("no transcript") }
        guard total > kept else { return nothing("at most maxLines entries", kept: total) }
        guard self.runs.active(in: key).isEmpty else {
            throw .unavailable("a turn of \(key) is running; compact it when it has ended", retryAfterMilliseconds: 1_000)
        }
        let now = self.now()
        let entry = SessionEntry(
            id: self.identifiers.next(),
            parentID: session.entries.last?.id,
            timestamp: now,
            kind: .compaction(
                summary:
                    "Everything said before was left out at \(now); \(total - session.entries.count) entries of the transcript hold it.",
                firstKeptEntryID: first.id,
                tokensBefore: 0
            )
        )
        do {
            try await self.sessions.append([entry], to: key, expecting: nil, epoch: self.epoch)
        } catch {
            throw Self.storeFailure(error)
        }
        self.publishSessionsChanged(key, reason: "compact")
        return .value([
            "ok": true, "key": .string(key.rawValue), "compacted": true, "kept": JSONValue(session.entries.count),
            "checkpointId": .string(entry.id),
        ])
    }

    private func checkpoints(_ parameters: MethodParameters) async throws(MethodError) -> (SessionKey, [JSONValue]) {
        guard let key = try parameters.sessionKey("key", router: self.router, agent: try self.agent(parameters)) else {
            throw parameters.error("key", "is required")
        }
        guard let session = try await self.loadSession(key, window: Self.lookbackWindow) else { return (key, []) }
        return (key, session.entries.reversed().compactMap { Self.checkpoint($0, key, session.record) })
    }

    /// What is shown of a compaction; `nil` for other entries.
    static func checkpoint(_ entry: SessionEntry, _ key: SessionKey, _ record: SessionRecord) -> JSONValue? {
        guard case .compaction(let summary, let firstKept, let tokens) = entry.kind else { return nil }
        return [
            "checkpointId": .string(entry.id), "sessionKey": .string(key.rawValue), "sessionId": .string(record.sessionID),
            "createdAt": .int(entry.timestamp.milliseconds), "reason": "manual", "summary": .string(summary),
            "firstKeptEntryId": firstKept.map { .string($0) } ?? .null, "tokensBefore": JSONValue(tokens),
        ]
    }

    private func chatMessage(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["sessionKey", "messageId", "agentId", "maxChars"])
        guard let key = try parameters.sessionKey("sessionKey", router: self.router, agent: try self.agent(parameters)) else {
            throw parameters.error("sessionKey", "is required")
        }
        let id = try parameters.requiredString("messageId", maximumLength: 256)
        let maximum = try parameters.int("maxChars", in: 1...500_000) ?? 500_000
        guard var session = try await self.loadSession(key, window: Self.lookbackWindow),
            let index = session.entries.firstIndex(where: { $0.id == id })
        else { return .value(["ok": false, "unavailableReason": "not_found"]) }
        let count = session.entries.count
        session.entries = [session.entries[index]]
        let view = TranscriptView(gateway: self, key: key, session: session, offset: count - 1 - index, maximumCharacters: maximum)
        let (messages, isCut) = view.messages()
        guard let message = messages.first else {
            return .value(["ok": false, "unavailableReason": .string(isCut ? "oversized" : "not_visible")])
        }
        return .object { writer in
            writer.field("ok", true)
            writer.key("message")
            writer.raw(message)
        }
    }
}
