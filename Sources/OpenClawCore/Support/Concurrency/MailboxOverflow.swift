// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a full ``Mailbox`` does with one more element.
public enum MailboxOverflow: Sendable, Hashable {
    /// `send` waits for room, `offer` answers `full`.
    case suspendProducer
    /// The oldest element makes room.
    case dropOldest
    /// The new element is thrown away.
    case dropNewest
    /// `send` throws, `offer` answers `full`.
    case reject
}
