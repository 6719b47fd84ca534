// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a program ended.
package struct ProcessOutcome: Sendable {
    /// Its exit code; `nil` when a signal ended it.
    package var exitCode: Int32?
    /// The signal that ended it.
    package var signal: Int32?
    package var timedOut = false
    package var cancelled = false
    package var output: [UInt8] = []
    package var errorOutput: [UInt8] = []
    /// Whether output was thrown away.
    package var isTruncated = false
}
