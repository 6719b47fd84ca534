// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which tools programs may run without an agent, by the method `tools.invoke` and `POST /tools/invoke`.
///
/// The gateway's own tools only read and may run unless they are denied. Skills run when they are allowed: what an agent may do is not for
/// every program that has the token (GHSA-943q-mwmv-hhvh).
public struct ToolPolicy: Sendable, Hashable {
    /// Skills that may run; `*` is all.
    public var allowed: Set<String>
    /// Tools that never run, whatever ``allowed`` says; `*` is all.
    public var denied: Set<String>

    /// Tools that run only after a person has allowed this one call, over the approvals; `*` is every skill.
    public var asked: Set<String>

    /// Makes a policy; without arguments only the gateway's own tools run.
    public init(allowed: Set<String> = [], denied: Set<String> = [], asked: Set<String> = []) {
        self.allowed = allowed
        self.denied = denied
        self.asked = asked
    }

    /// Whether a person is asked before the tool runs.
    func asks(_ name: String) -> Bool {
        self.asked.contains(name) || (self.asked.contains("*") && !ToolInvocation.own.contains(name))
    }
}
