// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which programs may be run at all.
public enum ExecSecurity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// None.
    case deny
    /// Those on the list, and those a person approves.
    case allowlist
    /// All.
    case full

    /// Whether `left` is stricter.
    public static func < (left: ExecSecurity, right: ExecSecurity) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
