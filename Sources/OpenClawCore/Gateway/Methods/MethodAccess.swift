// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Who may call a method (PROTOCOL 2.1).
public enum MethodAccess: Sendable, Hashable {
    /// Any connected client of any role.
    case anyone
    /// Operators with these scopes.
    case scopes(ScopeSet)
    /// Nodes only.
    case node
}
