// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A tool as a model sees it.
public struct ModelTool: Sendable, Hashable {
    /// The name the model calls it by: letters, digits, `_` and `-`, at most 64.
    public var name: String
    /// What it does and when to use it, for the model.
    public var description: String
    /// The JSON Schema of its arguments, an object.
    public var parameters: JSONValue

    /// Makes a tool; without a schema it takes no arguments.
    public init(name: String, description: String, parameters: JSONValue = ["type": "object", "properties": [:]]) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
