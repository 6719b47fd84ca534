// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A coordinator that may give an epoch before it is durable: whoever keeps something under it asks first.
package protocol EpochConfirming: Sendable {
    /// Returns when the epoch, if this coordinator gave it, is durable. Blocks; not for event loops.
    func confirm(_ epoch: Epoch) throws(FileSystemError)

    /// The file with the highest epoch that was given, for people who must put it right.
    var epochFile: String { get }
}
