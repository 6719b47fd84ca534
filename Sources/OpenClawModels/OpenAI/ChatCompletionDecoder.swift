// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

/// Reads an answer from the bytes of a response, piece by piece, whether it is streamed or whole.
///
/// No input or output: bytes go in, events come out. Neighbouring pieces of text in one portion of bytes come out as one event.
struct ChatCompletionDecoder {
    private enum Form {
        /// Nothing but white space has come.
        case unknown
        case stream(ServerSentEventParser)
        case whole([UInt8])
    }

    /// How far the answer is.
    enum Progress: Sendable, Equatable {
        /// More is to come.
        case open
        /// The model has stopped; counts may follow.
        case stopped
        /// Nothing of interest follows.
        case done
    }

    private let classifier: ModelErrorClassifier
    private let requestedModel: String
    private let maximumEventBytes: Int
    private var form = Form.unknown
    private var finishReason: String?
    private var usage: TokenUsage?
    private var model: String?
    private var hasText = false
    private var hasRefusal = false
    private var nextToolIndex = 0
    private(set) var progress = Progress.open
    /// Whether a part of the answer or of the reasoning has come.
    private(set) var hasBegun = false

    /// Makes a decoder for the answer to one request.
    init(classifier: ModelErrorClassifier, model: String, maximumEventBytes: Int) {
        self.classifier = classifier
        self.requestedModel = model
        self.maximumEventBytes = maximumEventBytes
    }

    /// Takes bytes and appends what they say.
    mutating func consume(_ bytes: [UInt8], into events: inout [ModelEvent]) throws(ModelError) {
        if case .unknown = self.form {
            // A byte order mark is skipped by the parser of streams.
            guard let first = bytes.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else { return }
            self.form =
                first == 0x7B
                ? .whole([])
                : .stream(ServerSentEventParser(maximumLineBytes: self.maximumEventBytes, maximumEventBytes: self.maximumEventBytes))
        }
        switch self.form {
        case .unknown:
            break
        case .whole(var content):
            self.form = .unknown  // so that the bytes below are not shared
            content.append(contentsOf: bytes)
            self.form = .whole(content)
            guard content.count <= self.maximumEventBytes else { throw self.tooLarge() }
        case .stream(var parser):
            var cursor = 0
            while self.progress != .done, let event = try self.nextEvent(&parser, bytes, &cursor) {
                try self.take(event, into: &events)
            }
            self.form = .stream(parser)
        }
    }

    /// Takes note that the response has ended.
    ///
    /// - Throws: ``ModelError`` when the answer is not complete.
    mutating func finish(into events: inout [ModelEvent]) throws(ModelError) -> ModelCompletion {
        if case .whole(let content) = self.form {
            try self.take(content.withUnsafeBytes(Self.parse), into: &events)
            // A whole answer that parses is complete, whatever it says about its end.
            self.progress = .done
        }
        guard self.progress != .open else {
            throw self.classifier.error(ModelTransportError(.disconnected, "The answer was empty."), hasBegun: self.hasBegun)
        }
        var stopReason = self.stopReason
        if self.nextToolIndex > 0, stopReason == .stop { stopReason = .toolUse }
        if self.hasRefusal { stopReason = .refusal }
        if stopReason == .refusal, !self.hasText {
            throw ModelError(
                .refusal,
                "The content filter of \(self.classifier.service) stopped the answer. Put the message in other words."
            )
        }
        return ModelCompletion(stopReason: stopReason, usage: self.usage, model: self.model)
    }

    private var stopReason: ModelStopReason {
        switch self.finishReason {
        case nil, "stop", "eos", "end_turn", "": .stop
        case "length", "max_tokens": .length
        case "tool_calls", "function_call": .toolUse
        case "content_filter": .refusal
        case .some(let other): ModelStopReason(rawValue: other)
        }
    }

    private func nextEvent(
        _ parser: inout ServerSentEventParser,
        _ bytes: [UInt8],
        _ cursor: inout Int
    ) throws(ModelError) -> ServerSentEvent? {
        do throws(ServerSentEventError) {
            return try bytes.withUnsafeBytes { input in
                Result { () throws(ServerSentEventError) in try parser.next(input, &cursor) }
            }.get()
        } catch {
            throw self.tooLarge()
        }
    }

    private mutating func take(_ event: ServerSentEvent, into events: inout [ModelEvent]) throws(ModelError) {
        if event.data == "[DONE]" {
            self.progress = .done
            return
        }
        guard !event.data.isEmpty else { return }
        if event.event == "error" {
            throw self.classifier.error(ModelServiceError(content: Array(event.data.utf8)), status: nil, model: self.requestedModel)
        }
        var data = event.data
        try self.take(data.withUTF8 { Self.parse(UnsafeRawBufferPointer($0)) }, into: &events)
    }

    private static func parse(_ json: UnsafeRawBufferPointer) -> Result<ChatCompletionChunk, JSONError> {
        Result { () throws(JSONError) in try ChatCompletionChunk(parsing: json) }
    }

    private mutating func take(
        _ parsed: Result<ChatCompletionChunk, JSONError>,
        into events: inout [ModelEvent]
    ) throws(ModelError) {
        let chunk: ChatCompletionChunk
        do throws(JSONError) {
            chunk = try parsed.get()
        } catch {
            throw ModelError(
                .unavailable,
                "\(self.classifier.service) sent something that is not a chat completion: \(error). Check the base URL."
            )
        }
        if let error = chunk.error { throw self.classifier.error(error, status: nil, model: self.requestedModel) }
        self.take(chunk, into: &events)
    }

    private mutating func take(_ chunk: ChatCompletionChunk, into events: inout [ModelEvent]) {
        if let model = chunk.model, !model.isEmpty { self.model = model }
        if !chunk.thinking.isEmpty {
            self.hasBegun = true
            Self.append(.thinkingDelta(chunk.thinking), to: &events)
        }
        if !chunk.refusal.isEmpty { self.hasRefusal = true }
        let text = chunk.text + chunk.refusal
        if !text.isEmpty {
            self.hasBegun = true
            self.hasText = true
            Self.append(.textDelta(text), to: &events)
        }
        for call in chunk.toolCalls {
            self.hasBegun = true
            // Services that do not number calls send each whole, or name only its beginning.
            let isNew = call.id != nil || self.nextToolIndex == 0
            let index = call.index ?? (isNew ? self.nextToolIndex : self.nextToolIndex - 1)
            self.nextToolIndex = max(self.nextToolIndex, index + 1)
            events.append(.toolCallDelta(index: index, id: call.id, name: call.name, arguments: call.arguments))
        }
        if let reason = chunk.finishReason {
            self.finishReason = reason
            if self.progress == .open { self.progress = .stopped }
        }
        if let usage = chunk.usage {
            self.usage = usage
            events.append(.usage(usage))
        }
    }

    private static func append(_ event: ModelEvent, to events: inout [ModelEvent]) {
        switch (events.last, event) {
        case (.textDelta(let before), .textDelta(let more)): events[events.count - 1] = .textDelta(before + more)
        case (.thinkingDelta(let before), .thinkingDelta(let more)): events[events.count - 1] = .thinkingDelta(before + more)
        default: events.append(event)
        }
    }

    private func tooLarge() -> ModelError {
        ModelError(
            .unavailable,
            "\(self.classifier.service) sent more than \(self.maximumEventBytes) bytes in one piece, which is no chat completion. "
                + "Check the base URL."
        )
    }
}
