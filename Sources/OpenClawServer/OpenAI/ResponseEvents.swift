// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Writes the events of a streamed response, numbered in order.
struct ResponseEvents {
    private let object: ResponseObject
    private var sequence = 0

    init(_ object: ResponseObject) { self.object = object }

    /// Everything before the first words.
    mutating func begin() -> [UInt8] {
        let response = self.object.json(status: "in_progress", output: [])
        return self.event("response.created", ["response": response]) + self.event("response.in_progress", ["response": response])
            + self.event(
                "response.output_item.added",
                ["output_index": 0, "item": self.object.message(nil, status: "in_progress")]
            ) + self.event("response.content_part.added", self.place(["part": ResponseObject.part("")]))
    }

    /// Further words.
    mutating func delta(_ words: String) -> [UInt8] {
        self.event("response.output_text.delta", self.place(["delta": .string(words), "logprobs": []]))
    }

    /// Everything after the last words.
    mutating func complete(_ text: String, _ result: RunResult) -> [UInt8] {
        self.event("response.output_text.done", self.place(["text": .string(text), "logprobs": []]))
            + self.event("response.content_part.done", self.place(["part": ResponseObject.part(text)]))
            + self.event(
                "response.output_item.done",
                ["output_index": 0, "item": self.object.message(text, status: "completed")]
            ) + self.event("response.completed", ["response": self.object.finished(result)]) + ChatCompletionFrames.done
    }

    /// A failure after words have been sent.
    mutating func fail(_ problem: HTTPProblem, text: String) -> [UInt8] {
        self.event("response.failed", ["response": self.object.failed(problem, text: text)]) + ChatCompletionFrames.done
    }

    private func place(_ fields: JSONObject) -> JSONObject {
        var object: JSONObject = ["item_id": .string(self.object.messageID), "output_index": 0, "content_index": 0]
        object.merge(fields)
        return object
    }

    private mutating func event(_ type: String, _ fields: JSONObject) -> [UInt8] {
        var object: JSONObject = ["type": .string(type), "sequence_number": JSONValue(self.sequence)]
        self.sequence += 1
        object.merge(fields)
        return Array("event: \(type)\ndata: ".utf8) + JSONValue.object(object).serialized() + Array("\n\n".utf8)
    }
}
