// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The versions of the gateway protocol this gateway speaks.
public enum ProtocolVersion {
    /// The oldest version a client may insist on.
    public static let minimum = 3
    /// The current version.
    public static let current = 4

    /// The version to speak with a client that covers `clientMinimum ... clientMaximum`: the highest both know, or `nil`.
    public static func negotiate(clientMinimum: Int, clientMaximum: Int) -> Int? {
        let chosen = min(clientMaximum, Self.current)
        return chosen >= max(clientMinimum, Self.minimum) ? chosen : nil
    }
}
