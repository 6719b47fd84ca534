// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A session as `sessions.list` shows it (PROTOCOL 2.5).
struct SessionRow {
    let gateway: Gateway
    let record: SessionRecord
    var includesTitle = true
    var includesLastMessage = true

    /// `direct`, `group`, `global`, `cron` or `unknown`, read from the key.
    static func kind(of record: SessionRecord) -> String {
        if let kind = record.attributes["kind"]?.stringValue { return kind }
        let key = record.key.rawValue
        if key == "global" { return "global" }
        if key.hasPrefix("cron:") { return "cron" }
        if key.contains(":group:") || key.contains(":channel:") { return "group" }
        return record.key.agentID == nil ? "unknown" : "direct"
    }

    /// How the last run ended: `done`, `failed`, `killed` or `timeout`; `done` as well when nobody remembers.
    private var lastStatus: String {
        switch self.gateway.runs.lastStatus(in: self.record.key) {
        case .error?: "failed"
        case .aborted?: "killed"
        case .timeout?: "timeout"
        default: "done"
        }
    }

    /// Writes the row.
    func write(to writer: inout JSONWriter) {
        let active = self.gateway.runs.active(in: self.record.key)
        let agent = (self.record.key.agentID).flatMap { self.gateway.agentsByID[$0] }?.descriptor
        writer.beginObject()
        writer.field("key", self.record.key.rawValue)
        writer.field("kind", Self.kind(of: self.record))
        writer.field("sessionId", self.record.sessionID)
        writer.field("updatedAt", self.record.updatedAt.milliseconds)
        writer.field("startedAt", self.record.createdAt.milliseconds)
        writer.field("lastInteractionAt", self.record.lastInteractionAt.milliseconds)
        if let end = self.gateway.freshness?.end(of: self.record), self.record.version != .empty {
            writer.field("resetAt", end.time.milliseconds)
            writer.field("resetReason", end.reason.rawValue)
        }
        writer.field("status", active.isEmpty ? self.lastStatus : "running")
        writer.field("hasActiveRun", !active.isEmpty)
        writer.field("activeRunIds", active.map(\.runID.rawValue))
        if self.includesTitle { writer.fieldIfPresent("derivedTitle", self.record.derivedTitle) }
        if self.includesLastMessage { writer.fieldIfPresent("lastMessagePreview", self.record.lastMessagePreview) }
        if self.record.attributes["displayName"] == nil {
            writer.fieldIfPresent("displayName", self.record.label ?? self.record.derivedTitle)
        }
        let model = self.model(of: agent)
        writer.fieldIfPresent("model", model.name)
        if self.record.attributes["modelProvider"] == nil { writer.fieldIfPresent("modelProvider", model.provider) }
        if self.record.attributes["contextTokens"] == nil { writer.fieldIfPresent("contextTokens", agent?.contextTokens) }
        for (name, value) in self.record.attributes where name != "kind" && name != "model" && name != "lastInteractionAt" {
            writer.key(name)
            writer.value(value)
        }
        writer.endObject()
    }

    /// The model of the session's own, written `provider/model` or without the provider, or else its agent's.
    private func model(of agent: AgentDescriptor?) -> (provider: String?, name: String?) {
        guard let own = self.record.attributes["model"]?.stringValue else { return (agent?.provider, agent?.modelName) }
        guard let slash = own.firstIndex(of: "/"), slash != own.startIndex else { return (agent?.provider, own) }
        return (String(own[..<slash]), String(own[own.index(after: slash)...]))
    }

    /// The row as a value.
    var json: JSONValue {
        var object: JSONObject = [
            "key": .string(self.record.key.rawValue), "kind": .string(Self.kind(of: self.record)),
            "sessionId": .string(self.record.sessionID), "updatedAt": .int(self.record.updatedAt.milliseconds),
        ]
        for (name, value) in self.record.attributes where name != "kind" { object[name] = value }
        return .object(object)
    }
}
