// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The body of `POST /v1/chat/completions`.
struct ChatCompletionRequest: Sendable {
    var model: String
    var prompt: OpenAIPrompt
    var streams: Bool
    var includesUsage: Bool
    var user: String?

    init(_ body: [UInt8], now: Timestamp) throws(HTTPProblem) {
        let object = try OpenAIBody.object(body)
        self.model = try OpenAIBody.model(object)
        try OpenAIBody.refuseTools(object)
        if let count = object["n"]?.intValue, count != 1 { throw .invalid("n: an agent gives one answer; leave n at 1.", parameter: "n") }
        if object["audio"]?.isNull == false { throw .invalid("audio: agents answer with text.", parameter: "audio") }
        if let format = object["response_format"]?["type"]?.stringValue, format != "text" {
            throw .invalid("response_format: \"\(format)\" is not supported; ask for the form in the message.", parameter: "response_format")
        }
        guard let messages = object["messages"]?.arrayValue else { throw .invalid("messages is required.", parameter: "messages") }
        var prompt = OpenAIPrompt()
        for message in messages {
            guard let role = message["role"]?.stringValue else { throw .invalid("messages: each needs a role.", parameter: "messages") }
            let content = try OpenAIContent.blocks(message["content"], parameter: "messages")
            try prompt.add(role: role, content: content, at: now, parameter: "messages")
        }
        self.prompt = try prompt.checked(parameter: "messages")
        self.streams = try OpenAIBody.flag(object, "stream")
        self.includesUsage = object["stream_options"]?["include_usage"]?.boolValue ?? false
        self.user = try OpenAIBody.user(object)
    }
}
