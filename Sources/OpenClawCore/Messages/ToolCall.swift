// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A model's request to run a tool.
public struct ToolCall: Sendable, Hashable {
    /// The identifier that joins the call with its result.
    public var id: String
    /// The tool's name.
    public var name: String
    /// The arguments as the model gave them.
    public var arguments: JSONValue

    /// Makes a call.
    public init(id: String, name: String, arguments: JSONValue) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
