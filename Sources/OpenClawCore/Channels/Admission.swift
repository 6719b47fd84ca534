// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The gateway's answer to a message that a channel hands in.
public enum Admission: Sendable, Hashable {
    /// The message is in the ledger at this position: acknowledge it to the platform.
    case accepted(LedgerPosition)
    /// A message with the same identity is there already: acknowledge it, nothing more will happen.
    case duplicate(LedgerPosition)
    /// The gateway is full or stopping: keep the message and hand it in again after the given time.
    case deferred(retryAfter: Duration, reason: String)
    /// The message will never be taken: malformed, or its sender is not allowed.
    case rejected(reason: String)
}
