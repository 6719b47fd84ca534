// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `sessions.list`, `get`, `preview`, `resolve`, `patch`, `reset`, `delete`, `cleanup` (PROTOCOL 2.5).
    static let sessionMethods: [Method] = [
        .asynchronous("sessions.list", .scopes(.read)) { call in try await call.gateway.listSessions(call) }.timed,
        .asynchronous("sessions.get", .scopes(.read), isAdvertised: false) { call in try await call.gateway.getSession(call) }.timed,
        .asynchronous("sessions.preview", .scopes(.read)) { call in try await call.gateway.previewSessions(call) }.timed,
        .asynchronous("sessions.resolve", .scopes(.read), isAdvertised: false) { call in try await call.gateway.resolveSession(call) }
            .timed,
        .asynchronous("sessions.describe", .scopes(.read)) { call in try await call.gateway.describeSession(call) }.timed,
        .asynchronous("sessions.patch", .scopes(.admin)) { call in try await call.gateway.patchSession(call) },
        .asynchronous("sessions.reset", .scopes(.admin)) { call in try await call.gateway.resetSession(call) },
        .asynchronous("sessions.delete", .scopes(.admin)) { call in try await call.gateway.deleteSession(call) },
        .asynchronous("sessions.cleanup", .scopes(.admin)) { call in try await call.gateway.cleanUpSessions(call) },
    ]

    private func listSessions(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters([
            "limit", "offset", "activeMinutes", "includeGlobal", "includeUnknown", "configuredAgentsOnly", "includeDerivedTitles",
            "includeLastMessage", "label", "spawnedBy", "agentId", "search", "archived",
        ])
        let limit = try parameters.int("limit", in: 1...10_000) ?? 100
        let now = self.now()
        let query = SessionQuery(
            limit: limit,
            offset: try parameters.int("offset", in: 0...10_000_000) ?? 0,
            agentID: try parameters.string("agentId", maximumLength: 64).map { AgentID($0) },
            search: try parameters.string("search", maximumLength: 200),
            label: try parameters.string("label", maximumLength: 200),
            updatedSince: try parameters.int("activeMinutes", in: 1...5_256_000).map { now - .seconds($0 * 60) },
            archived: try parameters.bool("archived") ?? false
        )
        let titles = try parameters.bool("includeDerivedTitles") ?? true
        let lastMessages = try parameters.bool("includeLastMessage") ?? true
        let page: SessionPage
        do {
            page = try await self.sessions.list(query)
        } catch {
            throw Self.storeFailure(error)
        }
        let hasMore = query.offset + page.records.count < page.totalCount
        let descriptor = self.agentsByID[self.router.defaultAgent]?.descriptor
        return .object { writer in
            writer.field("ts", now.milliseconds)
            writer.field("path", self.sessions.location)
            writer.field("count", page.records.count)
            writer.field("totalCount", page.totalCount)
            writer.field("limitApplied", limit)
            writer.field("hasMore", hasMore)
            if hasMore { writer.field("nextOffset", query.offset + page.records.count) }
            writer.key("defaults")
            writer.beginObject()
            writer.key("modelProvider")
            descriptor?.provider.map { writer.string($0) } ?? writer.null()
            writer.key("model")
            descriptor?.modelName.map { writer.string($0) } ?? writer.null()
            writer.key("contextTokens")
            descriptor?.contextTokens.map { writer.int($0) } ?? writer.null()
            writer.endObject()
            writer.key("sessions")
            writer.beginArray()
            for record in page.records {
                SessionRow(gateway: self, record: record, includesTitle: titles, includesLastMessage: lastMessages).write(to: &writer)
            }
            writer.endArray()
        }
    }

    private func getSession(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["key", "sessionKey", "limit", "agentId"])
        let name = parameters.has("key") ? "key" : "sessionKey"
        guard let key = try parameters.sessionKey(name, router: self.router) else { throw parameters.error("key", "is required") }
        let limit = try parameters.int("limit", in: 1...1_000) ?? 200
        let session = try await self.loadSession(key, window: SessionWindow(limit: limit))
        let view = TranscriptView(gateway: self, key: key, session: session, offset: 0, maximumCharacters: 12_000)
        return .object { writer in
            writer.key("messages")
            writer.beginArray()
            for message in view.messages().0 { writer.raw(message) }
            writer.endArray()
        }
    }

    private func previewSessions(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["keys", "limit", "maxChars"])
        guard let keys = try parameters.strings("keys", maximumCount: 64) else { throw parameters.error("keys", "is required") }
        let limit = try parameters.int("limit", in: 1...100) ?? 12
        let maximum = try parameters.int("maxChars", in: 20...10_000) ?? 240
        var previews: [JSONValue] = []
        for text in keys {
            let key = self.router.canonicalKey(text)
            var status = "missing"
            var items: [JSONValue] = []
            do {
                if let session = try await self.sessions.load(key, window: SessionWindow(limit: limit)) {
                    for message in session.entries.compactMap(\.message) where !message.text.isEmpty {
                        items.append(
                            .object(["role": .string(message.role.rawValue), "text": .string(String(message.text.prefix(maximum)))])
                        )
                    }
                    status = items.isEmpty ? "empty" : "ok"
                }
            } catch {
                status = "error"
            }
            previews.append(.object(["key": .string(text), "status": .string(status), "items": .array(items)]))
        }
        return .value(.object(["ts": .int(self.now().milliseconds), "previews": .array(previews)]))
    }

    private func resolveSession(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters([
            "key", "sessionId", "label", "agentId", "spawnedBy", "includeGlobal", "includeUnknown", "allowMissing",
        ])
        var found: SessionKey?
        do {
            if let key = try parameters.sessionKey("key", router: self.router) {
                found = try await self.sessions.record(key)?.key
            } else if let id = try parameters.string("sessionId", maximumLength: 128) {
                found = try await self.sessions.find(sessionID: id)?.key
            } else if let label = try parameters.string("label", maximumLength: 200) {
                found = try await self.sessions.list(SessionQuery(limit: 1, label: label, archived: nil)).records.first?.key
            } else {
                throw MethodError.invalid("invalid sessions.resolve params: give key, sessionId or label")
            }
        } catch let error as SessionStoreError {
            throw Self.storeFailure(error)
        }
        guard let found else {
            if try parameters.bool("allowMissing") ?? false { return .value(.object(["ok": true, "key": .null])) }
            throw MethodError.invalid("no session found")
        }
        return .value(.object(["ok": true, "key": .string(found.rawValue)]))
    }

    private func describeSession(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["key", "agentId", "includeDerivedTitles", "includeLastMessage"])
        let key = try self.requiredKey(parameters)
        let titles = try parameters.bool("includeDerivedTitles") ?? true
        let lastMessages = try parameters.bool("includeLastMessage") ?? true
        let found: SessionRecord?
        do {
            found = try await self.sessions.record(key)
        } catch {
            throw Self.storeFailure(error)
        }
        guard let record = found else { throw MethodError.invalid("session not found: \(key)") }
        return .object { writer in
            writer.field("ok", true)
            writer.field("key", key.rawValue)
            writer.key("session")
            SessionRow(gateway: self, record: record, includesTitle: titles, includesLastMessage: lastMessages).write(to: &writer)
        }
    }

    /// What `sessions.patch` may set.
    private static let patchable: Set<String> = [
        "label", "category", "archived", "pinned", "unread", "thinkingLevel", "fastMode", "verboseLevel", "traceLevel", "reasoningLevel",
        "responseUsage", "elevatedLevel", "execHost", "execSecurity", "execAsk", "execNode", "model", "spawnedBy", "sendPolicy",
        "queueMode",
        "groupActivation",
    ]

    private func patchSession(_ call: MethodCall) async throws -> MethodResult {
        try self.refuseWebchat(call)
        let parameters = try call.parameters(Self.patchable.union(["key", "agentId"]))
        let key = try self.requiredKey(parameters)
        var changes = JSONObject()
        for (name, value) in parameters.object where Self.patchable.contains(name) {
            switch name {
            case "archived", "pinned", "unread", "fastMode": if !value.isNull { _ = try parameters.bool(name) }
            default: _ = try parameters.name(name, maximumLength: 512)
            }
            changes[name] = value
        }
        if let mode = changes["queueMode"]?.stringValue, QueueMode(named: mode) == nil {
            throw parameters.error("queueMode", "must be steer, followup, collect or interrupt")
        }
        if let policy = changes["sendPolicy"]?.stringValue, !["allow", "deny"].contains(policy) {
            throw parameters.error("sendPolicy", "must be allow or deny")
        }
        // Since when it rests counts from when it was archived.
        if let archived = changes["archived"] {
            changes["archivedAt"] = archived.boolValue == true ? .int(self.now().milliseconds) : .null
        }
        try self.checkModel(parameters, of: key)
        if let label = changes["label"]?.stringValue {
            let other = try await self.sessions.list(SessionQuery(limit: 1, label: label, archived: nil)).records.first
            if let other, other.key != key { throw MethodError.invalid("label already in use: \(label)") }
        }
        let record: SessionRecord
        do {
            record = try await self.sessions.update(key, attributes: changes, epoch: self.epoch)
        } catch {
            throw Self.storeFailure(error)
        }
        self.publishSessionsChanged(key, reason: "patch")
        return self.sessionAnswer(record, withPath: true)
    }

    private func resetSession(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["key", "reason", "agentId", "expectedSessionId"])
        let key = try self.requiredKey(parameters)
        let reason = try parameters.string("reason", maximumLength: 32) ?? "reset"
        guard reason == "new" || reason == "reset" else { throw parameters.error("reason", "must be new or reset") }
        _ = await self.abortRuns(in: key)
        let record: SessionRecord
        do {
            record = try await self.sessions.reset(
                key,
                expectedSessionID: try parameters.string("expectedSessionId", maximumLength: 128),
                epoch: self.epoch
            )
        } catch let error as SessionStoreError {
            throw Self.storeFailure(error)
        }
        self.publishSessionsChanged(key, reason: reason)
        return self.sessionAnswer(record, withPath: false)
    }

    private func deleteSession(_ call: MethodCall) async throws -> MethodResult {
        try self.refuseWebchat(call)
        let parameters = try call.parameters(["key", "agentId", "deleteTranscript", "archivedOnly", "emitLifecycleHooks"])
        let key = try self.requiredKey(parameters)
        let isMain = self.agents.contains { key == self.router.mainSession(of: $0.id) }
        if isMain { throw MethodError.invalid("Cannot delete the main session (\(key)).") }
        if try parameters.bool("archivedOnly") ?? false {
            guard try await self.sessions.record(key)?.isArchived ?? false else {
                throw MethodError.invalid("session \(key) is not archived")
            }
        }
        _ = await self.abortRuns(in: key)
        let deleted: Bool
        do {
            deleted = try await self.sessions.delete(
                key,
                deleteTranscript: try parameters.bool("deleteTranscript") ?? true,
                epoch: self.epoch
            )
        } catch let error as SessionStoreError {
            throw Self.storeFailure(error)
        }
        if deleted { self.publishSessionsChanged(key, reason: "delete") }
        return .value(.object(["ok": true, "key": .string(key.rawValue), "deleted": .bool(deleted), "archived": .array([])]))
    }

    /// The key of a `sessions.*` call.
    func requiredKey(_ parameters: MethodParameters) throws(MethodError) -> SessionKey {
        guard let key = try parameters.sessionKey("key", router: self.router, agent: try self.agent(parameters)) else {
            throw parameters.error("key", "is required")
        }
        return key
    }

    private func refuseWebchat(_ call: MethodCall) throws(MethodError) {
        if call.client.info.mode == "webchat", call.client.info.id != "openclaw-control-ui" {
            throw .invalid("webchat clients cannot patch sessions; use chat.send for session-scoped updates")
        }
    }

    private func sessionAnswer(_ record: SessionRecord, withPath: Bool) -> MethodResult {
        .object { writer in
            writer.field("ok", true)
            if withPath { writer.field("path", self.sessions.location) }
            writer.field("key", record.key.rawValue)
            writer.field("entry", SessionRow(gateway: self, record: record).json)
        }
    }
}
