// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The session of a request of the OpenAI-compatible interfaces.
///
/// `X-OpenClaw-Session-Key` names one; else `user` gives a person a session of his own; else the request stands alone and leaves
/// nothing behind (PROTOCOL 3).
struct OpenAISession: Sendable {
    /// The session.
    var key: SessionKey
    /// Whether it was made for this request only.
    var isTransient: Bool

    /// - Parameters:
    ///   - interface: `openai` or `openresponses`, a part of the keys made here.
    ///   - unique: what makes a key of its own for a request that stands alone.
    init(
        router: Router,
        agent: AgentID,
        interface: String,
        user: String?,
        fields: OpenAIFields,
        unique: String
    ) throws(HTTPProblem) {
        if let text = fields.sessionKey {
            let key = router.canonicalKey(text, agent: agent)
            guard key.isValid else {
                throw .invalid("X-OpenClaw-Session-Key must be 1 to \(SessionKey.maximumLength) bytes without control characters.")
            }
            if let named = key.agentID, named != agent {
                throw .invalid("X-OpenClaw-Session-Key belongs to agent \"\(named)\", the request is for \"\(agent)\".")
            }
            for prefix in ["cron:", "hook:", "subagent:", "acp:", "node-"] where key.rawValue.hasPrefix(prefix) {
                throw .invalid("X-OpenClaw-Session-Key must not begin with \"\(prefix)\": the gateway keeps these for itself.")
            }
            self.key = key
            self.isTransient = false
        } else if let user, !user.isEmpty {
            self.key = SessionKey("agent:\(agent.rawValue):\(interface)-user:\(user)")
            self.isTransient = false
            guard self.key.isValid else { throw .invalid("must be at most 400 bytes without control characters", parameter: "user") }
        } else {
            self.key = SessionKey("agent:\(agent.rawValue):\(interface):\(unique)")
            self.isTransient = true
        }
    }
}
