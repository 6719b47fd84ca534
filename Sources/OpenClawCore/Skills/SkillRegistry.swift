// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The skills of a gateway, by name.
public struct SkillRegistry: Sendable {
    private let skills: [String: any Skill]

    /// Makes a registry.
    public init(_ skills: [any Skill] = []) {
        self.skills = Dictionary(skills.map { ($0.manifest.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// What there is, by name.
    public var manifests: [SkillManifest] { self.skills.values.map(\.manifest).sorted { $0.name < $1.name } }

    /// Runs a skill. An unknown name and a thrown error are results the agent can read, not failures of the turn; only cancellation is thrown.
    public func run(_ name: String, _ call: SkillCall, context: SkillContext) async throws(CancellationError) -> SkillResult {
        guard let skill = self.skills[name] else {
            return SkillResult(.string("there is no skill \"\(name)\""), isError: true)
        }
        do {
            return try await skill.run(call, context: context)
        } catch let error as CancellationError {
            throw error
        } catch {
            return SkillResult(.string("\(error)"), isError: true)
        }
    }
}
