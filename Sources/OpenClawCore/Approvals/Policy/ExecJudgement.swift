// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether a command may run.
public enum ExecJudgement: Sendable, Hashable {
    /// It may; with the entry of the list that says so.
    case allow(ExecAllowlistEntry?)
    /// A person has to be asked.
    case ask
    /// It may not, for this reason.
    case deny(String)
}
