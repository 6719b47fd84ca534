// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// The header fields by which a client of the OpenAI-compatible interfaces chooses agent and session (PROTOCOL 3).
struct OpenAIFields: Sendable {
    var agent: String?
    var sessionKey: String?
    var model: String?

    init(_ fields: HTTPFields) {
        func text(_ name: HTTPFieldName) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.agent = text("X-OpenClaw-Agent-Id")
        self.sessionKey = text("X-OpenClaw-Session-Key")
        self.model = text("X-OpenClaw-Model")
    }
}
