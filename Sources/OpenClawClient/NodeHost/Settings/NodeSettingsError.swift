// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why the settings of a node cannot be used.
public struct NodeSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do.
    public var message: String

    init(_ message: String) { self.message = message }

    /// The message.
    public var description: String { self.message }
}
