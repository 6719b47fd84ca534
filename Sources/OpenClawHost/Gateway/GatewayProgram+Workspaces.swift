// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

extension GatewayProgram {
    /// The directory with the files of each agent: its own, or for the default agent `agents.defaults.workspace` and for the others
    /// one beside it with their name.
    func workspaces(pool: BlockingPool) -> [AgentID: AgentWorkspace] {
        let state = self.settings.state
        let agents = self.settings.configuration.agents
        let base = agents.defaults.workspace.map(state.resolve) ?? state.workspacePath
        var entries = agents.all
        if entries.isEmpty { entries = [Configuration.AgentEntry(id: .main)] }
        let defaultAgent = agents.defaultAgent ?? .main
        var workspaces: [AgentID: AgentWorkspace] = [:]
        for entry in entries {
            let path = entry.workspace.map(state.resolve) ?? (entry.id == defaultAgent ? base : "\(base)-\(entry.id)")
            workspaces[entry.id] = AgentWorkspace(path: path, fileSystem: self.host.fileSystem, executor: pool)
        }
        return workspaces
    }
}
