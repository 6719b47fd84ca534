// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// A bounded queue between any number of producers and one consumer.
///
/// Producers call ``offer(_:)`` from any thread or ``send(_:)`` from a task; the consumer takes everything which waits with
/// ``drain(max:)`` or one element with ``next()``. After ``close()`` the consumer still gets what waits, then `nil`.
///
/// The consumer is woken at most once per wait, so under load a batch costs one switch of tasks. Waiting producers are admitted
/// in the order they came; each holds one element outside the bound.
public final class Mailbox<Element: Sendable>: Sendable {
    /// What a full mailbox does.
    public typealias Overflow = MailboxOverflow
    /// What became of an offered element.
    public typealias OfferResult = MailboxOfferResult

    /// How many elements may wait.
    public let capacity: Int
    /// What happens to one more.
    public let overflow: MailboxOverflow
    @usableFromInline let state: Mutex<State>

    /// Creates an empty mailbox.
    /// - Parameters:
    ///   - capacity: How many elements may wait, at least 1. Memory is used only as elements come.
    ///   - overflow: What happens to one more.
    @inlinable
    public init(capacity: Int, overflow: MailboxOverflow = .suspendProducer) {
        self.capacity = max(capacity, 1)
        self.overflow = overflow
        self.state = Mutex(State())
    }

    /// How many elements wait.
    @inlinable public var count: Int { state.withLock { $0.buffer.count } }

    /// How many elements the overflow policy has thrown away.
    @inlinable public var dropped: UInt64 { state.withLock { $0.dropped } }

    /// Whether ``close()`` was called.
    @inlinable public var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Adds an element without waiting. May be called from any thread.
    @inlinable
    @discardableResult
    public func offer(_ element: consuming Element) -> MailboxOfferResult {
        let element = consume element
        let outcome = state.withLock { $0.offer(element, capacity: capacity, overflow: overflow) }
        outcome.consumer?.resume()
        return outcome.result
    }

    /// Adds an element, waiting for room if the policy is ``MailboxOverflow/suspendProducer``.
    ///
    /// With a dropping policy it returns at once, whatever was dropped.
    /// - Throws: ``MailboxError`` when the mailbox is closed, or full with the policy ``MailboxOverflow/reject``;
    ///   `CancellationError` when the task is cancelled while it waits. The element was not added in these cases.
    @inlinable
    public func send(_ element: Element) async throws {
        switch offer(element) {
        case .accepted, .dropped:
            return
        case .closed:
            throw MailboxError(.closed)
        case .full:
            guard overflow == .suspendProducer else { throw MailboxError(.full) }
        }
        switch await waitForRoom(element) {
        case .accepted: return
        case .closed: throw MailboxError(.closed)
        case .cancelled: throw CancellationError()
        }
    }

    /// Takes what waits, or waits until there is something.
    /// - Parameter limit: The most elements to take.
    /// - Returns: At least one element, or `nil` when the mailbox is closed and empty or when the task is cancelled while it waits.
    @inlinable
    public func drain(max limit: Int = .max) async -> [Element]? {
        precondition(limit > 0, "a batch holds at least one element")
        while true {
            var batch: [Element] = []
            let (isClosed, admitted) = state.withLock { state in
                batch = state.buffer.popFirst(upTo: limit)
                return (state.isClosed, state.admit(capacity: capacity))
            }
            for producer in admitted { producer.continuation.resume(returning: .accepted) }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            guard await waitForElement() else { return nil }
        }
    }

    /// Takes the first element, or waits for one.
    /// - Returns: `nil` when the mailbox is closed and empty or when the task is cancelled while it waits.
    @inlinable
    public func next() async -> Element? {
        while true {
            if let element = poll() { return element }
            if isClosed, count == 0 { return nil }
            guard await waitForElement() else { return nil }
        }
    }

    /// Takes the first element if there is one.
    @inlinable
    public func poll() -> Element? {
        let (element, admitted) = state.withLock { state in
            (state.buffer.popFirst(), state.admit(capacity: capacity))
        }
        for producer in admitted { producer.continuation.resume(returning: .accepted) }
        return element
    }

    /// Refuses further elements and wakes everybody who waits. What is in the mailbox stays for the consumer.
    @inlinable
    public func close() {
        let (consumer, producers) = state.withLock { state in
            state.isClosed = true
            let producers = state.producers
            state.producers = []
            return (state.consumer.take(), producers)
        }
        consumer?.resume()
        for producer in producers { producer.continuation.resume(returning: .closed) }
    }
}
