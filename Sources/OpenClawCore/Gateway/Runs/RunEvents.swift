// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Encodes the events of a run: `agent` with its streams and `chat` with its states (PROTOCOL 1.10).
enum RunEvents {
    /// Words that are sent together.
    struct Chunk {
        var sequence: Int
        var delta: String
        var text: String
        var replaces: Bool
        var includesSnapshot: Bool
        var startedAt: UInt64
        var now: Timestamp
    }

    private static let readers = EventAccess.scopes(.read)

    /// `agent`, stream `lifecycle`, phase `start`.
    static func lifecycleStart(_ request: RunRequest, sequence: Int, now: Timestamp) -> PublishedEvent {
        self.agent(request, stream: "lifecycle", sequence: sequence, now: now) { writer in
            writer.field("phase", "start")
            writer.field("startedAt", now.milliseconds)
        }
    }

    /// `agent`, stream `lifecycle`, phase `end` or `error`.
    static func lifecycleEnd(_ request: RunRequest, _ result: RunResult, sequence: Int, now: Timestamp) -> PublishedEvent {
        self.agent(request, stream: "lifecycle", sequence: sequence, now: now) { writer in
            writer.field("phase", result.error == nil ? "end" : "error")
            writer.fieldIfPresent("startedAt", result.startedAt?.milliseconds)
            writer.field("endedAt", result.endedAt.milliseconds)
            writer.fieldIfPresent("error", result.error?.message)
            if result.status == .aborted { writer.field("aborted", true) }
            writer.fieldIfPresent("stopReason", result.stopReason)
        }
    }

    /// `agent`, stream `assistant`.
    static func assistant(_ request: RunRequest, _ chunk: Chunk) -> PublishedEvent {
        self.agent(request, stream: "assistant", sequence: chunk.sequence, now: chunk.now, dropsWhenSlow: true) { writer in
            writer.field("text", chunk.text)
            writer.field("delta", chunk.delta)
            if chunk.replaces { writer.field("replace", true) }
        }
    }

    /// `agent`, stream `thinking`.
    static func thinking(_ request: RunRequest, delta: String, sequence: Int, now: Timestamp) -> PublishedEvent {
        self.agent(request, stream: "thinking", sequence: sequence, now: now, dropsWhenSlow: true) { writer in
            writer.field("delta", delta)
        }
    }

    /// `agent`, stream `tool`: only for clients that can take tool events and follow the run or its session.
    static func tool(
        _ request: RunRequest,
        sequence: Int,
        now: Timestamp,
        _ data: @escaping (inout JSONWriter) -> Void
    ) -> PublishedEvent {
        PublishedEvent(
            name: "agent",
            access: self.readers,
            audience: .watchers(request.sessionKey, run: request.runID),
            capability: "tool-events",
            session: request.sessionKey,
            isSequenced: false,
            frame: PublishedEvent.encode("agent") { writer in
                self.writeAgent(&writer, request, stream: "tool", sequence: sequence, now: now, data)
            },
            home: request.lane,
            marks: request.marks
        )
    }

    /// `chat`, state `delta`, in the forms of protocol 4 and 3.
    static func delta(_ request: RunRequest, _ chunk: Chunk) -> PublishedEvent {
        func frame(delta: Bool, snapshot: Bool) -> [UInt8] {
            PublishedEvent.encode("chat") { writer in
                self.beginChat(&writer, request, state: "delta", sequence: chunk.sequence)
                if delta { writer.field("deltaText", chunk.delta) }
                if delta, chunk.replaces { writer.field("replace", true) }
                if snapshot { self.writeMessage(&writer, text: chunk.text, timestamp: chunk.now) }
                writer.endObject()
            }
        }
        return PublishedEvent(
            name: "chat",
            access: self.readers,
            audience: request.audience,
            session: request.sessionKey,
            dropsWhenSlow: true,
            frame: frame(delta: true, snapshot: chunk.includesSnapshot),
            legacyFrame: frame(delta: false, snapshot: true),
            snapshotFrame: chunk.includesSnapshot ? nil : frame(delta: true, snapshot: true),
            delta: (request.runID, chunk.startedAt),
            home: request.lane,
            marks: request.marks
        )
    }

    /// `chat`, state `final`, `aborted` or `error`.
    static func final(_ request: RunRequest, _ result: RunResult, sequence: Int) -> PublishedEvent {
        let state =
            switch result.status {
            case .ok: "final"
            case .aborted: "aborted"
            default: "error"
            }
        return PublishedEvent(
            name: "chat",
            access: self.readers,
            audience: request.audience,
            session: request.sessionKey,
            frame: PublishedEvent.encode("chat") { writer in
                self.beginChat(&writer, request, state: state, sequence: sequence)
                if let message = result.message {
                    writer.key("message")
                    message.write(to: &writer)
                }
                if let usage = result.usage { writer.field("usage", usage.json) }
                writer.fieldIfPresent("stopReason", result.stopReason)
                if let error = result.error {
                    writer.field("errorMessage", error.message)
                    if result.status != .aborted { writer.field("errorKind", error.kind.rawValue) }
                }
                writer.endObject()
            },
            home: request.lane,
            marks: request.marks
        )
    }

    /// `chat`, state `final`, for a message that was put into the transcript without a run.
    static func injected(id: String, sessionKey: SessionKey, agentID: AgentID, message: ChatMessage) -> PublishedEvent {
        PublishedEvent(name: "chat", access: self.readers, session: sessionKey) { writer in
            writer.beginObject()
            writer.field("runId", "inject-\(id)")
            writer.field("sessionKey", sessionKey.rawValue)
            writer.field("agentId", agentID.rawValue)
            writer.field("seq", 0)
            writer.field("state", "final")
            writer.key("message")
            message.write(to: &writer)
            writer.endObject()
        }
    }

    private static func agent(
        _ request: RunRequest,
        stream: String,
        sequence: Int,
        now: Timestamp,
        dropsWhenSlow: Bool = false,
        _ data: (inout JSONWriter) -> Void
    ) -> PublishedEvent {
        PublishedEvent(
            name: "agent",
            access: self.readers,
            audience: request.followers,
            session: request.sessionKey,
            dropsWhenSlow: dropsWhenSlow,
            frame: PublishedEvent.encode("agent") { writer in
                self.writeAgent(&writer, request, stream: stream, sequence: sequence, now: now, data)
            },
            home: request.lane,
            marks: request.marks
        )
    }

    private static func writeAgent(
        _ writer: inout JSONWriter,
        _ request: RunRequest,
        stream: String,
        sequence: Int,
        now: Timestamp,
        _ data: (inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.raw(request.members)
        writer.field("seq", sequence)
        writer.field("stream", stream)
        writer.field("ts", now.milliseconds)
        writer.key("data")
        writer.beginObject()
        data(&writer)
        writer.endObject()
        writer.endObject()
    }

    private static func beginChat(_ writer: inout JSONWriter, _ request: RunRequest, state: String, sequence: Int) {
        writer.beginObject()
        writer.raw(request.members)
        writer.field("agentId", request.agentID.rawValue)
        writer.field("seq", sequence)
        writer.field("state", state)
    }

    private static func writeMessage(_ writer: inout JSONWriter, text: String, timestamp: Timestamp) {
        writer.key("message")
        writer.beginObject()
        writer.field("role", "assistant")
        writer.key("content")
        writer.beginArray()
        writer.beginObject()
        writer.field("type", "text")
        writer.field("text", text)
        writer.endObject()
        writer.endArray()
        writer.field("timestamp", timestamp.milliseconds)
        writer.endObject()
    }
}
