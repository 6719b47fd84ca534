// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A window of a transcript as clients see it: sanitised, bounded, with the run that is going on (PROTOCOL 2.2).
struct TranscriptView {
    let gateway: Gateway
    let key: SessionKey
    let session: Session?
    let offset: Int
    let maximumCharacters: Int

    /// Messages larger than this are left out of a window.
    static let maximumMessageBytes = 128 << 10
    /// A window is at most this large.
    static let maximumBytes = 900 << 10

    /// The payload of `chat.history`.
    func history() -> MethodResult {
        let active = self.gateway.runs.active(in: self.key)
        let running = active.first { $0.phase == .running }
        let (messages, isCut) = self.messages()
        let hasMore = isCut || (self.session?.hasMore ?? false)
        return .object { writer in
            writer.field("sessionKey", self.key.rawValue)
            writer.fieldIfPresent("sessionId", self.session?.record.sessionID)
            writer.key("messages")
            writer.beginArray()
            for message in messages { writer.raw(message) }
            writer.endArray()
            writer.fieldIfPresent("thinkingLevel", self.session?.record.attributes["thinkingLevel"])
            writer.fieldIfPresent("verboseLevel", self.session?.record.attributes["verboseLevel"])
            writer.key("sessionInfo")
            writer.beginObject()
            writer.field("hasActiveRun", !active.isEmpty)
            writer.field("activeRunIds", active.map(\.runID.rawValue))
            writer.endObject()
            if let running {
                writer.key("inFlightRun")
                writer.beginObject()
                writer.field("runId", running.runID.rawValue)
                writer.field("text", running.text)
                writer.endObject()
            }
            writer.field("hasMore", hasMore)
            if hasMore { writer.field("nextOffset", self.offset + messages.count) }
        }
    }

    /// The messages as JSON, oldest first, and whether some were left out because of their size.
    func messages() -> ([[UInt8]], Bool) {
        guard let session else { return ([], false) }
        var newest: [[UInt8]] = []
        var bytes = 0
        let first = session.record.version.rawValue - self.offset - session.entries.count
        for (index, entry) in session.entries.enumerated().reversed() {
            guard let json = self.encode(entry, sequence: first + index + 1) else { continue }
            bytes += json.count
            if bytes > Self.maximumBytes { return (newest.reversed(), true) }
            newest.append(json)
        }
        return (newest.reversed(), false)
    }

    private func encode(_ entry: SessionEntry, sequence: Int) -> [UInt8]? {
        var meta: JSONObject = ["id": .string(entry.id), "seq": .int(Int64(sequence))]
        switch entry.kind {
        case .message(let message):
            if message.role == .assistant, message.text == ActiveRun.silence { return nil }
            var object: JSONObject = ["role": .string(message.role.rawValue)]
            object["content"] = .array(message.content.map { self.show($0, &meta) })
            object["timestamp"] = .int(message.timestamp.milliseconds)
            for name in ["toolCallId", "toolName", "isError", "stopReason", "model"] {
                if let value = message.extra[name] { object[name] = value }
            }
            object["__openclaw"] = .object(meta)
            let json = JSONValue.object(object).serialized()
            guard json.count > Self.maximumMessageBytes else { return json }
            object["content"] = .array([ContentBlock.text("[chat.history omitted: message too large]").json])
            return JSONValue.object(object).serialized()
        case .compaction(let summary, _, _):
            meta["kind"] = "compaction"
            let object: JSONObject = [
                "role": "system", "content": .array([ContentBlock.text(summary).json]),
                "timestamp": .int(entry.timestamp.milliseconds), "__openclaw": .object(meta),
            ]
            return JSONValue.object(object).serialized()
        case .other: return nil
        }
    }

    private func show(_ block: ContentBlock, _ meta: inout JSONObject) -> JSONValue {
        switch block {
        case .text(let text):
            guard text.utf8.count > self.maximumCharacters, text.count > self.maximumCharacters else { return block.json }
            meta["truncated"] = true
            return ContentBlock.text(text.prefix(self.maximumCharacters) + "\n...(truncated)...").json
        case .media(var object):
            if let content = object["content"]?.stringValue ?? object["data"]?.stringValue {
                object["content"] = nil
                object["data"] = nil
                object["omitted"] = true
                object["bytes"] = .int(Int64(content.utf8.count / 4 * 3))
            }
            return .object(object)
        default: return block.json
        }
    }
}
