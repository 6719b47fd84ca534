// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Mailbox {
    /// A producer which waits for room, with the element it brings.
    @usableFromInline
    struct Producer {
        @usableFromInline let id: UInt64
        @usableFromInline let element: Element
        @usableFromInline let continuation: UnsafeContinuation<SendOutcome, Never>

        @inlinable
        init(id: UInt64, element: Element, continuation: UnsafeContinuation<SendOutcome, Never>) {
            self.id = id
            self.element = element
            self.continuation = continuation
        }
    }

    @usableFromInline
    enum SendOutcome: Sendable {
        case accepted, closed, cancelled
    }

    /// What an offer does: the answer, and the consumer to wake after the lock is released.
    @usableFromInline
    struct OfferOutcome {
        @usableFromInline let result: MailboxOfferResult
        @usableFromInline let consumer: UnsafeContinuation<Void, Never>?

        @inlinable
        init(_ result: MailboxOfferResult, waking consumer: UnsafeContinuation<Void, Never>? = nil) {
            self.result = result
            self.consumer = consumer
        }
    }

    @usableFromInline
    struct State {
        @usableFromInline var buffer = MailboxBuffer<Element>()
        @usableFromInline var consumer: UnsafeContinuation<Void, Never>?
        @usableFromInline var producers: [Producer] = []
        @usableFromInline var nextProducer: UInt64 = 0
        @usableFromInline var dropped: UInt64 = 0
        @usableFromInline var isClosed = false

        @inlinable
        init() {}

        @inlinable
        mutating func offer(_ element: consuming Element, capacity: Int, overflow: MailboxOverflow) -> OfferOutcome {
            if isClosed { return OfferOutcome(.closed) }
            if buffer.count < capacity {
                buffer.append(element)
                return OfferOutcome(.accepted, waking: consumer.take())
            }
            switch overflow {
            case .suspendProducer, .reject:
                return OfferOutcome(.full)
            case .dropNewest:
                dropped &+= 1
                return OfferOutcome(.dropped(1))
            case .dropOldest:
                dropped &+= 1
                _ = buffer.popFirst()
                buffer.append(element)
                return OfferOutcome(.dropped(1), waking: consumer.take())
            }
        }

        /// Lets waiting producers fill the room which has become free; the caller resumes them.
        @inlinable
        mutating func admit(capacity: Int) -> ArraySlice<Producer> {
            let admitted = min(capacity - buffer.count, producers.count)
            guard admitted > 0 else { return [] }
            let lucky = producers[..<admitted]
            for producer in lucky { buffer.append(producer.element) }
            producers.removeFirst(admitted)
            return lucky
        }
    }
}
