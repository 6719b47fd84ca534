// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a person decided.
public enum ExecDecision: String, Sendable, Hashable, CaseIterable {
    /// This one run.
    case allowOnce = "allow-once"
    /// This and every later run of exactly the same program with the same arguments.
    case allowAlways = "allow-always"
    /// Not.
    case deny
}
