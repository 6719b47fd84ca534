// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a skill found or did.
public struct SkillResult: Sendable, Hashable {
    /// The result for the agent.
    public var value: JSONValue
    /// Whether the skill failed; the value says why.
    public var isError: Bool

    /// Makes a result.
    public init(_ value: JSONValue, isError: Bool = false) {
        self.value = value
        self.isError = isError
    }
}
