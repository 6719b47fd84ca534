// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawNet

/// Makes the agents that a configuration names.
struct AgentAssembly {
    let configuration: Configuration
    let state: StateDirectory
    let environment: [String: String]

    /// The agents, the default one first; without a model they repeat what they are told and say why.
    func make(loops: EventLoopGroup, resolver: DNSResolver) throws(CommandFailure) -> [any Agent] {
        var entries = self.configuration.agents.all
        if entries.isEmpty { entries = [Configuration.AgentEntry(id: .main)] }
        return entries.map { EchoAgent(id: $0.id, notice: Self.notice) }
    }

    private static let notice = "no model is set up: set OPENAI_API_KEY and start again"
}
