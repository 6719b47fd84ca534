// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

/// The gateway's agents under the names that clients of OpenAI's API use for models.
struct OpenAIModels: Sendable {
    let agents: [AgentID]
    let defaultAgent: AgentID
    let created: Int64

    init(_ gateway: Gateway) {
        self.agents = gateway.agents.map(\.id)
        self.defaultAgent = gateway.router.defaultAgent
        self.created = gateway.configuration.wallClock.now().milliseconds / 1_000
    }

    /// The names that `GET /v1/models` lists.
    var names: [String] { ["openclaw", "openclaw/default"] + self.agents.map { "openclaw/\($0.rawValue)" } }

    /// The agent behind a name: `openclaw`, `openclaw/default`, `openclaw/<id>`, `openclaw:<id>` or `agent:<id>`.
    func agent(_ name: String) -> AgentID? {
        if name == "openclaw" { return self.defaultAgent }
        for prefix in ["openclaw/", "openclaw:", "agent:"] where name.hasPrefix(prefix) {
            let id = AgentID(String(name.dropFirst(prefix.count)))
            if self.agents.contains(id) { return id }
            return id.rawValue == "default" ? self.defaultAgent : nil
        }
        return nil
    }

    /// The agent a request is for: the header's, or the model's.
    func agent(model: String, fields: OpenAIFields) throws(HTTPProblem) -> AgentID {
        guard let named = self.agent(model) else {
            let words = "The model `\(model)` does not exist. Models are this gateway's agents: \(self.names.joined(separator: ", "))."
            throw HTTPProblem(.notFound, "invalid_request_error", words, code: "model_not_found", parameter: "model")
        }
        if let model = fields.model {
            throw .invalid("X-OpenClaw-Model: \"\(model)\" cannot be chosen per request; the agent's configuration names its model.")
        }
        guard let text = fields.agent else { return named }
        let id = AgentID(text)
        guard self.agents.contains(id) else {
            throw .invalid("X-OpenClaw-Agent-Id: there is no agent \"\(text)\"; GET /v1/models lists them.")
        }
        return id
    }

    /// The answer of `GET /v1/models`.
    var list: JSONValue { ["object": "list", "data": .array(self.names.map(self.entry))] }

    /// One entry of the list.
    func entry(_ name: String) -> JSONValue {
        ["id": .string(name), "object": "model", "created": .int(self.created), "owned_by": "openclaw", "permission": []]
    }
}
