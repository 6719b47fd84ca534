// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a skill is and how it is called.
public struct SkillManifest: Sendable, Hashable {
    /// The skill's name, unique in a gateway.
    public var name: String
    /// What it does, for people and models.
    public var description: String
    /// A JSON Schema of its arguments.
    public var parameters: JSONValue

    /// Makes a manifest; without parameters the skill takes an empty object.
    public init(name: String, description: String, parameters: JSONValue = .object(["type": "object", "properties": .object([:])])) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
