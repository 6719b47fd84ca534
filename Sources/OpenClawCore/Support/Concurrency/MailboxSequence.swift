// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The elements of a ``Mailbox`` as an asynchronous sequence; iterate it once and from one task.
public struct MailboxSequence<Element: Sendable>: AsyncSequence, Sendable {
    @usableFromInline let mailbox: Mailbox<Element>

    @inlinable
    init(_ mailbox: Mailbox<Element>) {
        self.mailbox = mailbox
    }

    /// Takes one element after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        @usableFromInline let mailbox: Mailbox<Element>

        @inlinable
        init(_ mailbox: Mailbox<Element>) {
            self.mailbox = mailbox
        }

        /// The next element, or `nil` when the mailbox is closed and empty or the task is cancelled.
        @inlinable
        public mutating func next(isolation actor: isolated (any Actor)?) async -> Element? {
            await mailbox.next()
        }

        /// The next element, or `nil` when the mailbox is closed and empty or the task is cancelled.
        @inlinable
        public mutating func next() async -> Element? {
            await mailbox.next()
        }
    }

    /// The iterator; make only one.
    @inlinable
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(mailbox)
    }
}

extension Mailbox {
    /// The elements as an asynchronous sequence, which ends after ``close()`` or when the task is cancelled.
    @inlinable public var elements: MailboxSequence<Element> { MailboxSequence(self) }
}
