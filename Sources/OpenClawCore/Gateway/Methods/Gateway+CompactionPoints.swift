// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `sessions.compaction.branch`, `sessions.compaction.restore`: back to what was said before a compaction (PROTOCOL 2.5).
    static let compactionPointMethods: [Method] = [
        .asynchronous("sessions.compaction.branch", .scopes(.write)) { call in try await call.gateway.branchSession(call) }.timed,
        .asynchronous("sessions.compaction.restore", .scopes(.admin)) { call in try await call.gateway.restoreSession(call) }.timed,
    ]

    /// A compaction, and the conversation as it was before.
    private struct CompactionPoint {
        var key: SessionKey
        var record: SessionRecord
        var checkpoint: JSONValue
        var entries: [SessionEntry]
    }

    /// A new session with what was said before the compaction; the old one stays as it is.
    private func branchSession(_ call: MethodCall) async throws -> MethodResult {
        let point = try await self.compactionPoint(call)
        let agent = point.key.agentID ?? self.router.defaultAgent
        let key = SessionKey("agent:\(agent.rawValue):dashboard:\(self.identifiers.next())")
        let record: SessionRecord
        do {
            try await self.sessions.append(point.entries, to: key, expecting: nil, epoch: self.epoch)
            record = try await self.sessions.update(
                key,
                attributes: ["parentSessionKey": .string(point.key.rawValue)],
                epoch: self.epoch
            )
        } catch {
            throw Self.storeFailure(error)
        }
        self.publishSessionsChanged(key, reason: "create")
        return self.answer(point, record, ["sourceKey": .string(point.key.rawValue)])
    }

    /// The same session as it was before the compaction. Its transcript until now is archived, as `sessions.reset` does.
    private func restoreSession(_ call: MethodCall) async throws -> MethodResult {
        let point = try await self.compactionPoint(call)
        guard self.runs.active(in: point.key).isEmpty else {
            throw MethodError.unavailable(
                "a turn of \(point.key) is running; restore it when it has ended",
                retryAfterMilliseconds: 1_000
            )
        }
        let record: SessionRecord
        do {
            record = try await self.sessions.restart(
                point.key,
                with: point.entries,
                expectedSessionID: point.record.sessionID,
                epoch: self.epoch
            )
        } catch {
            throw Self.storeFailure(error)
        }
        self.publishSessionsChanged(point.key, reason: "compact")
        return self.answer(point, record, [:])
    }

    private func compactionPoint(_ call: MethodCall) async throws(MethodError) -> CompactionPoint {
        let parameters = try call.parameters(["key", "agentId", "checkpointId"])
        let key = try self.requiredKey(parameters)
        let id = try parameters.requiredString("checkpointId", maximumLength: 256)
        let session = try await self.loadSession(key, window: Self.lookbackWindow)
        guard let session, let place = session.entries.lastIndex(where: { $0.id == id }),
            let checkpoint = Self.checkpoint(session.entries[place], key, session.record)
        else {
            throw .invalid("unknown checkpointId \"\(DisplayText.plain(id, maximumLength: 64))\"; sessions.compaction.list shows those that exist")
        }
        // What came before it, as far back as single messages are found.
        let window = SessionWindow(
            limit: Self.lookbackWindow.limit,
            offset: session.entries.count - place,
            maximumBytes: Self.lookbackWindow.maximumBytes
        )
        var entries = try await self.loadSession(key, window: window)?.entries ?? []
        if !entries.isEmpty { entries[0].parentID = nil }
        guard !entries.isEmpty else { throw .invalid("nothing was said before the compaction \"\(id)\"") }
        return CompactionPoint(key: key, record: session.record, checkpoint: checkpoint, entries: entries)
    }

    private func answer(_ point: CompactionPoint, _ record: SessionRecord, _ more: JSONObject) -> MethodResult {
        .object { writer in
            writer.field("ok", true)
            for (name, value) in more {
                writer.key(name)
                writer.value(value)
            }
            writer.field("key", record.key.rawValue)
            writer.field("sessionId", record.sessionID)
            writer.field("checkpoint", point.checkpoint)
            writer.field("messages", point.entries.count)
            writer.field("entry", SessionRow(gateway: self, record: record).json)
        }
    }
}
