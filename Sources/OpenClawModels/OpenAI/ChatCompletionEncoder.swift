// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Writes the body of `POST /chat/completions`.
struct ChatCompletionEncoder: Sendable {
    /// What a service calls the limit of an answer.
    enum LimitField: Sendable {
        case maxTokens
        case maxCompletionTokens
    }

    let asksForUsage: Bool
    let limitField: LimitField

    /// The JSON text.
    func encode(_ request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 4096)
        writer.beginObject()
        writer.field("model", request.model)
        writer.field("stream", true)
        if self.asksForUsage {
            writer.key("stream_options")
            writer.beginObject()
            writer.field("include_usage", true)
            writer.endObject()
        }
        writer.fieldIfPresent("temperature", request.temperature)
        switch self.limitField {
        case .maxTokens: writer.fieldIfPresent("max_tokens", request.maxTokens)
        case .maxCompletionTokens: writer.fieldIfPresent("max_completion_tokens", request.maxTokens)
        }
        writer.fieldIfPresent("reasoning_effort", request.reasoningEffort)
        writer.fieldIfPresent("user", request.metadata["user"])
        writer.key("messages")
        writer.beginArray()
        if let systemPrompt = request.systemPrompt { Self.write(role: "system", text: systemPrompt, to: &writer) }
        for message in request.messages { Self.write(message, to: &writer) }
        writer.endArray()
        if !request.tools.isEmpty { Self.write(request.tools, to: &writer) }
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ message: ChatMessage, to writer: inout JSONWriter) {
        switch message.role {
        case .user: self.writeUser(message, to: &writer)
        case .assistant: self.writeAssistant(message, to: &writer)
        case .system: self.write(role: "system", text: message.text, to: &writer)
        case .toolResult:
            writer.beginObject()
            writer.field("role", "tool")
            writer.field("tool_call_id", message.toolCallID ?? "")
            writer.field("content", message.text)
            writer.endObject()
        default: break  // marks of the transcript that are nobody's words
        }
    }

    private static func write(role: String, text: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("role", role)
        writer.field("content", text)
        writer.endObject()
    }

    private static func writeUser(_ message: ChatMessage, to writer: inout JSONWriter) {
        guard message.content.contains(where: { if case .media = $0 { true } else { false } }) else {
            self.write(role: "user", text: message.text, to: &writer)
            return
        }
        writer.beginObject()
        writer.field("role", "user")
        writer.key("content")
        writer.beginArray()
        for block in message.content {
            switch block {
            case .text(let text): self.writePart(text: text, to: &writer)
            case .media(let object): self.writePart(media: object, to: &writer)
            default: break
            }
        }
        writer.endArray()
        writer.endObject()
    }

    private static func writePart(text: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("type", "text")
        writer.field("text", text)
        writer.endObject()
    }

    /// An image with its data or address; of everything else the model learns that it was there.
    private static func writePart(media: JSONObject, to writer: inout JSONWriter) {
        let kind = media["type"]?.stringValue ?? "file"
        let type = media["mimeType"]?.stringValue
        let data = media["data"]?.stringValue ?? media["content"]?.stringValue
        var url = media["url"]?.stringValue
        if let data { url = "data:\(type ?? "image/png");base64,\(data)" }
        guard kind == "image", let url else {
            let name = (media["fileName"]?.stringValue ?? type).map { " \($0)" } ?? ""
            self.writePart(text: "[\(kind)\(name)]", to: &writer)
            return
        }
        writer.beginObject()
        writer.field("type", "image_url")
        writer.key("image_url")
        writer.beginObject()
        writer.field("url", url)
        writer.endObject()
        writer.endObject()
    }

    private static func writeAssistant(_ message: ChatMessage, to writer: inout JSONWriter) {
        let calls = message.toolCalls
        let text = message.text
        guard !calls.isEmpty || !text.isEmpty else { return }
        writer.beginObject()
        writer.field("role", "assistant")
        if text.isEmpty {
            writer.key("content")
            writer.null()
        } else {
            writer.field("content", text)
        }
        if !calls.isEmpty {
            writer.key("tool_calls")
            writer.beginArray()
            for call in calls {
                writer.beginObject()
                writer.field("id", call.id)
                writer.field("type", "function")
                writer.key("function")
                writer.beginObject()
                writer.field("name", call.name)
                let arguments = call.arguments.stringValue ?? String(decoding: call.arguments.serialized(), as: UTF8.self)
                writer.field("arguments", arguments)
                writer.endObject()
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    private static func write(_ tools: [ModelTool], to writer: inout JSONWriter) {
        writer.key("tools")
        writer.beginArray()
        for tool in tools {
            writer.beginObject()
            writer.field("type", "function")
            writer.key("function")
            writer.beginObject()
            writer.field("name", tool.name)
            writer.field("description", tool.description)
            writer.field("parameters", tool.parameters)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }
}
