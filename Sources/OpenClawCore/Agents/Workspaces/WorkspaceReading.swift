// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An agent that works with the files of a directory.
public protocol WorkspaceReading: Agent {
    /// The directory; `nil` when the agent has none.
    var workspace: AgentWorkspace? { get }
}
