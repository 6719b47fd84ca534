// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What a request of either OpenAI interface says to the agent.
struct OpenAIPrompt: Sendable {
    /// Instructions: the messages of `system` and `developer`.
    private(set) var instructions: [String] = []
    /// What was said before the newest message of the person.
    private(set) var earlier: [ChatMessage] = []
    /// The newest message of the person.
    private(set) var newest: [ContentBlock] = []

    /// Adds a message.
    mutating func add(role: String, content: [ContentBlock], at now: Timestamp, parameter: String) throws(HTTPProblem) {
        switch role {
        case "system", "developer": self.instructions.append(content.compactMap(\.text).joined(separator: "\n"))
        case "user":
            self.settle(at: now)
            self.newest = content
        case "assistant":
            self.settle(at: now)
            if !content.isEmpty { self.earlier.append(ChatMessage(role: .assistant, content: content, timestamp: now)) }
        default:
            throw .invalid(
                "\(parameter): the role \"\(role)\" is not supported; system, developer, user and assistant are."
                    + " Agents use the gateway's own tools.",
                parameter: parameter
            )
        }
    }

    /// Instructions as one text.
    var systemPrompt: String? {
        let text = self.instructions.filter { !$0.isEmpty }.joined(separator: "\n\n")
        return text.isEmpty ? nil : text
    }

    /// Checks that there is something to answer.
    func checked(parameter: String) throws(HTTPProblem) -> OpenAIPrompt {
        guard !self.newest.isEmpty else { throw .invalid("\(parameter): the last message must be a user's and not empty.", parameter: parameter) }
        return self
    }

    private mutating func settle(at now: Timestamp) {
        if !self.newest.isEmpty { self.earlier.append(ChatMessage(role: .user, content: self.newest, timestamp: now)) }
        self.newest = []
    }
}
