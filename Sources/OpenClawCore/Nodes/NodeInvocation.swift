// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A call of one of a node's commands.
public struct NodeInvocation: Sendable {
    /// The call's identifier.
    public var id: String
    /// The command.
    public var command: String
    /// Its parameters.
    public var params: JSONValue
    /// How long the caller waits.
    public var timeout: Duration

    /// Makes a call.
    public init(id: String, command: String, params: JSONValue = .null, timeout: Duration = .seconds(30)) {
        self.id = id
        self.command = command
        self.params = params
        self.timeout = timeout
    }
}
