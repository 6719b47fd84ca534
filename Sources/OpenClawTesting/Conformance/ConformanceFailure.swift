// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A promise that an implementation does not keep.
public struct ConformanceFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the case that found it.
    public var name: String
    /// What was expected and what came.
    public var message: String

    /// Makes a failure.
    public init(name: String, message: String) {
        self.name = name
        self.message = message
    }

    /// `name: message`.
    public var description: String { "\(self.name): \(self.message)" }
}
