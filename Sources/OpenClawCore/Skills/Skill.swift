// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something an agent can do beside talking.
public protocol Skill: Sendable {
    /// What the skill is and how it is called.
    var manifest: SkillManifest { get }

    /// Does it; the task is cancelled when the turn ends.
    func run(_ call: SkillCall, context: SkillContext) async throws -> SkillResult
}
