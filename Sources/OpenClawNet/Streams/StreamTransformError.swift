// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a transform gave up. Its stream is closed after what it wrote to its output.
public struct StreamTransformError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public var message: String

    /// Makes an error.
    public init(message: String) {
        self.message = message
    }

    /// What went wrong.
    public var description: String { message }
}
