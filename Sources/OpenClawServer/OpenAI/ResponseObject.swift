// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Writes the `response` object of the Responses interface and its parts.
struct ResponseObject: Sendable {
    let id: String
    let messageID: String
    let model: String
    let created: Int64
    let instructions: String?
    let previousResponseID: String?
    let stores: Bool
    let metadata: JSONValue

    /// The object at one moment.
    func json(status: String, output: [JSONValue], usage: JSONValue = .null, error: JSONValue = .null) -> JSONValue {
        [
            "id": .string(self.id), "object": "response", "created_at": .int(self.created), "status": .string(status), "error": error,
            "incomplete_details": .null, "instructions": self.instructions.map(JSONValue.string) ?? .null, "model": .string(self.model),
            "output": .array(output), "parallel_tool_calls": true,
            "previous_response_id": self.previousResponseID.map(JSONValue.string) ?? .null, "store": .bool(self.stores),
            "temperature": .null, "top_p": .null, "tool_choice": "auto", "tools": [], "metadata": self.metadata, "usage": usage,
        ]
    }

    /// The message in `output`.
    func message(_ text: String?, status: String) -> JSONValue {
        [
            "id": .string(self.messageID), "type": "message", "role": "assistant", "status": .string(status),
            "content": text.map { [Self.part($0)] } ?? [],
        ]
    }

    /// The text in a message.
    static func part(_ text: String) -> JSONValue {
        ["type": "output_text", "text": .string(text), "annotations": [], "logprobs": []]
    }

    /// The object of a finished run.
    func finished(_ result: RunResult) -> JSONValue {
        self.json(
            status: "completed",
            output: [self.message(result.text, status: "completed")],
            usage: OpenAIUsage.response(result.usage)
        )
    }

    /// The object of a run that failed.
    func failed(_ problem: HTTPProblem, text: String) -> JSONValue {
        self.json(
            status: "failed",
            output: text.isEmpty ? [] : [self.message(text, status: "incomplete")],
            error: ["code": .string(problem.code ?? "server_error"), "message": .string(problem.message)]
        )
    }
}
