// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A skill made of a closure.
public struct ClosureSkill: Skill {
    /// What the skill is and how it is called.
    public let manifest: SkillManifest
    private let body: @Sendable (SkillCall, SkillContext) async throws -> SkillResult

    /// Makes a skill.
    public init(_ manifest: SkillManifest, _ body: @escaping @Sendable (SkillCall, SkillContext) async throws -> SkillResult) {
        self.manifest = manifest
        self.body = body
    }

    /// Runs the closure.
    public func run(_ call: SkillCall, context: SkillContext) async throws -> SkillResult { try await self.body(call, context) }
}
