// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A call of a skill.
public struct SkillCall: Sendable {
    /// The identifier that joins call and result.
    public var id: String
    /// The arguments.
    public var arguments: JSONValue

    /// Makes a call.
    public init(id: String, arguments: JSONValue = .object([:])) {
        self.id = id
        self.arguments = arguments
    }
}
