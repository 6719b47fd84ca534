// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When a person is asked before a program runs.
public enum ExecAsk: String, Sendable, Hashable, CaseIterable {
    /// Never: what is not on the list is refused.
    case off
    /// When it is not on the list.
    case onMiss = "on-miss"
    /// Always.
    case always
}
