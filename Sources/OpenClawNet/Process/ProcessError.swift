// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a program could not be started.
package struct ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened.
    package var message: String

    init(_ message: String) { self.message = message }

    /// The message.
    package var description: String { self.message }
}
