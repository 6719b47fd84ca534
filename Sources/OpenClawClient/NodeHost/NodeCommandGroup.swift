// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Commands that belong together.
public struct NodeCommandGroup: Sendable {
    let handlers: [String: CommandNode.Handler]

    /// Makes a group.
    public init(_ handlers: [String: CommandNode.Handler]) { self.handlers = handlers }
}
