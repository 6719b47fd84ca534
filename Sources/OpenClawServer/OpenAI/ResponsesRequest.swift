// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The body of `POST /v1/responses`.
struct ResponsesRequest: Sendable {
    var model: String
    var prompt: OpenAIPrompt
    var instructions: String?
    var streams: Bool
    var stores: Bool
    var user: String?
    var previousResponseID: String?
    var metadata: JSONValue

    init(_ body: [UInt8], now: Timestamp) throws(HTTPProblem) {
        let object = try OpenAIBody.object(body)
        self.model = try OpenAIBody.model(object)
        try OpenAIBody.refuseTools(object)
        if try OpenAIBody.flag(object, "background") {
            throw .invalid("background: answers are given while the request is open.", parameter: "background")
        }
        if let format = object["text"]?["format"]?["type"]?.stringValue, format != "text" {
            throw .invalid("text.format: \"\(format)\" is not supported; ask for the form in the input.", parameter: "text")
        }
        switch object["instructions"] {
        case nil, .null: self.instructions = nil
        case .string(let text): self.instructions = text
        default: throw .invalid("instructions must be a string.", parameter: "instructions")
        }
        var prompt = OpenAIPrompt()
        switch object["input"] {
        case .string(let text):
            try prompt.add(role: "user", content: text.isEmpty ? [] : [.text(text)], at: now, parameter: "input")
        case .array(let items):
            for item in items { try Self.add(item, to: &prompt, now: now) }
        default: throw .invalid("input is required: text or a list of items.", parameter: "input")
        }
        self.prompt = try prompt.checked(parameter: "input")
        self.streams = try OpenAIBody.flag(object, "stream")
        self.stores = object["store"]?.boolValue ?? true
        self.user = try OpenAIBody.user(object)
        self.previousResponseID = object["previous_response_id"]?.stringValue
        self.metadata = object["metadata"] ?? [:]
    }

    private static func add(_ item: JSONValue, to prompt: inout OpenAIPrompt, now: Timestamp) throws(HTTPProblem) {
        let type = item["type"]?.stringValue ?? "message"
        switch type {
        case "message":
            guard let role = item["role"]?.stringValue else { throw .invalid("input: each message needs a role.", parameter: "input") }
            let content = try OpenAIContent.blocks(item["content"], parameter: "input")
            try prompt.add(role: role, content: content, at: now, parameter: "input")
        case "reasoning":
            return  // What a model thought before is not handed to an agent.
        default:
            throw .invalid("input: items of type \"\(type)\" are not supported; messages are.", parameter: "input")
        }
    }
}
