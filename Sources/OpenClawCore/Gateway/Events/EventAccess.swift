// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Who may see an event (PROTOCOL 1.9).
public enum EventAccess: Sendable, Hashable {
    /// Every connected client of any role.
    case everyone
    /// Operators with these scopes.
    case scopes(ScopeSet)
}
