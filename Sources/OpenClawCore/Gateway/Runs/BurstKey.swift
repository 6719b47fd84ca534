// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What messages have in common that may wait for each other: where they go, and who has written them where.
struct BurstKey: Hashable {
    let session: SessionKey
    let agent: AgentID
    let authority: MessageAuthority

    /// The key of a message; `nil` when nobody is known to have written it.
    init?(_ request: RunRequest) {
        guard let authority = request.authority else { return nil }
        self.session = request.sessionKey
        self.agent = request.agentID
        self.authority = authority
    }
}
