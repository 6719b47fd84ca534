// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Settings that do not make a model provider.
public struct ModelConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, without secrets.
    public let message: String

    /// Makes an error.
    public init(_ message: String) { self.message = message }

    /// The message.
    public var description: String { self.message }
}
