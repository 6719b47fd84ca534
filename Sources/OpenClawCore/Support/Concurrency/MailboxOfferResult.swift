// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of an element offered to a ``Mailbox``.
public enum MailboxOfferResult: Sendable, Hashable {
    /// It waits in the mailbox.
    case accepted
    /// The mailbox is full and kept what it had; the element was not taken.
    case full
    /// That many elements were thrown away by the overflow policy: the oldest one or the new one.
    case dropped(Int)
    /// The mailbox is closed; the element was not taken.
    case closed
}
