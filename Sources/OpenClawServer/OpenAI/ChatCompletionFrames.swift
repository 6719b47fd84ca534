// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

/// Writes the pieces of a streamed chat completion; all but the words is encoded once per answer.
struct ChatCompletionFrames: Sendable {
    private let head: [UInt8]
    private let tail: [UInt8]
    private let includesUsage: Bool

    init(id: String, model: String, created: Int64, includesUsage: Bool) {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        writer.field("id", id)
        writer.field("object", "chat.completion.chunk")
        writer.field("created", created)
        writer.field("model", model)
        self.head = Array("data: ".utf8) + writer.bytes
        self.includesUsage = includesUsage
        self.tail = Array((includesUsage ? ",\"usage\":null}\n\n" : "}\n\n").utf8)
    }

    /// The first piece: who speaks, and the first words.
    func first(_ words: String) -> [UInt8] { self.piece(role: true, words: words, finish: nil) }

    /// Further words.
    func next(_ words: String) -> [UInt8] { self.piece(role: false, words: words, finish: nil) }

    /// The end: why the answer ended, the usage if asked for, and the end of the stream.
    func last(finish: String, usage: TokenUsage?) -> [UInt8] {
        var output = self.piece(role: false, words: nil, finish: finish)
        if self.includesUsage {
            output += self.head
            output += Array(",\"choices\":[],\"usage\":".utf8)
            output += OpenAIUsage.chat(usage).serialized()
            output += Array("}\n\n".utf8)
        }
        return output + Self.done
    }

    /// A failure after words have been sent.
    func failure(_ problem: HTTPProblem) -> [UInt8] {
        Array("data: ".utf8) + JSONValue.object(["error": problem.json]).serialized() + Array("\n\n".utf8) + Self.done
    }

    /// What ends every stream.
    static let done = Array("data: [DONE]\n\n".utf8)

    private func piece(role: Bool, words: String?, finish: String?) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 128 + (words?.utf8.count ?? 0))
        writer.beginArray()
        writer.beginObject()
        writer.field("index", 0)
        writer.key("delta")
        writer.beginObject()
        if role { writer.field("role", "assistant") }
        writer.fieldIfPresent("content", words)
        writer.endObject()
        writer.key("finish_reason")
        if let finish { writer.string(finish) } else { writer.null() }
        writer.endObject()
        writer.endArray()
        var output: [UInt8] = []
        output.reserveCapacity(self.head.count + writer.count + self.tail.count + 16)
        output += self.head
        output += Array(",\"choices\":".utf8)
        output += writer.bytes
        output += self.tail
        return output
    }
}
