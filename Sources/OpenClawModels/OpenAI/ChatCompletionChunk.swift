// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What one chunk of a streamed answer, or a whole answer, holds of interest.
struct ChatCompletionChunk: Sendable, Equatable {
    /// A piece of a tool call.
    struct ToolCallPiece: Sendable, Equatable {
        var index: Int?
        var id: String?
        var name: String?
        var arguments = ""
    }

    var model: String?
    var text = ""
    var thinking = ""
    var refusal = ""
    var toolCalls: [ToolCallPiece] = []
    var finishReason: String?
    var usage: TokenUsage?
    var error: ModelServiceError?

    /// Reads a JSON text; unknown members are skipped without being stored.
    init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var scanner = JSONScanner(bytes)
        // Some services report an error as an object of its own kind.
        var isError = false
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.matches(key, "choices") {
                try self.readChoices(&scanner)
            } else if scanner.matches(key, "model") {
                self.model = try scanner.stringOrNil()
            } else if scanner.matches(key, "usage") {
                try self.readUsage(&scanner)
            } else if scanner.matches(key, "error") {
                let value = try JSONValue(scanning: &scanner)
                if !value.isNull { self.error = ModelServiceError(json: value) }
            } else if scanner.matches(key, "object") {
                isError = try scanner.stringOrNil() == "error"
            } else {
                _ = try scanner.skipValue()
            }
        }
        try scanner.finish()
        if isError, self.error == nil { self.error = ModelServiceError(json: try JSONValue(parsing: bytes)) }
    }

    private mutating func readChoices(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.nextKind() == .array else {
            _ = try scanner.skipValue()
            return
        }
        try scanner.beginArray()
        var isFirst = true
        while try scanner.nextElement() {
            if isFirst, try scanner.nextKind() == .object {
                try self.readChoice(&scanner)
            } else {
                _ = try scanner.skipValue()
            }
            isFirst = false
        }
    }

    private mutating func readChoice(_ scanner: inout JSONScanner) throws(JSONError) {
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.matches(key, "delta") || scanner.matches(key, "message") {
                try self.readMessage(&scanner)
            } else if scanner.matches(key, "finish_reason") {
                self.finishReason = try scanner.stringOrNil()
            } else if scanner.matches(key, "text") {
                self.text += try scanner.stringOrNil() ?? ""
            } else if scanner.matches(key, "error") {
                let value = try JSONValue(scanning: &scanner)
                if !value.isNull { self.error = ModelServiceError(json: value) }
            } else {
                _ = try scanner.skipValue()
            }
        }
    }

    private mutating func readMessage(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.nextKind() == .object else {
            _ = try scanner.skipValue()
            return
        }
        try scanner.beginObject()
        var otherThinking = ""
        while let key = try scanner.nextKey() {
            if scanner.matches(key, "content") {
                try self.readContent(&scanner)
            } else if scanner.matches(key, "reasoning_content") {
                self.thinking += try scanner.stringOrNil() ?? ""
            } else if scanner.matches(key, "reasoning") {
                otherThinking = try scanner.stringOrNil() ?? ""
            } else if scanner.matches(key, "refusal") {
                self.refusal += try scanner.stringOrNil() ?? ""
            } else if scanner.matches(key, "tool_calls") {
                try self.readToolCalls(&scanner)
            } else {
                _ = try scanner.skipValue()
            }
        }
        // Some services send the same reasoning under both names.
        if self.thinking.isEmpty { self.thinking = otherThinking }
    }

    /// Content is text, or parts of which the text ones count.
    private mutating func readContent(_ scanner: inout JSONScanner) throws(JSONError) {
        switch try scanner.nextKind() {
        case .string:
            self.text += try scanner.string()
        case .array:
            for part in try JSONValue(scanning: &scanner).arrayValue ?? [] {
                self.text += part["text"]?.stringValue ?? ""
                for thought in part["thinking"]?.arrayValue ?? [] { self.thinking += thought["text"]?.stringValue ?? "" }
            }
        default:
            _ = try scanner.skipValue()
        }
    }

    private mutating func readToolCalls(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.nextKind() == .array else {
            _ = try scanner.skipValue()
            return
        }
        for call in try JSONValue(scanning: &scanner).arrayValue ?? [] {
            var piece = ToolCallPiece()
            piece.index = call["index"]?.intValue.flatMap { (0..<4096).contains($0) ? Int($0) : nil }
            piece.id = call["id"]?.stringValue
            piece.name = call["function"]?["name"]?.stringValue
            switch call["function"]?["arguments"] {
            case .string(let text): piece.arguments = text
            case .object(let object): piece.arguments = String(decoding: JSONValue.object(object).serialized(), as: UTF8.self)
            default: break
            }
            self.toolCalls.append(piece)
        }
    }

    private mutating func readUsage(_ scanner: inout JSONScanner) throws(JSONError) {
        let value = try JSONValue(scanning: &scanner)
        guard value.objectValue != nil else { return }
        func count(_ value: JSONValue?) -> Int { Int(clamping: max(0, value?.intValue ?? 0)) }
        let prompt = count(value["prompt_tokens"] ?? value["input_tokens"])
        let cached = min(prompt, count(value["prompt_tokens_details"]?["cached_tokens"] ?? value["prompt_cache_hit_tokens"]))
        self.usage = TokenUsage(
            input: prompt - cached,
            output: count(value["completion_tokens"] ?? value["output_tokens"]),
            cacheRead: cached
        )
    }
}

extension JSONScanner {
    /// The string at the current place, or `nil` after skipping a value of another kind.
    fileprivate mutating func stringOrNil() throws(JSONError) -> String? {
        if try self.nextKind() == .string { return try self.string() }
        _ = try self.skipValue()
        return nil
    }
}
