// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A queue in a ring of slots which grows when needed and gives memory back when a burst is over.
@usableFromInline
struct MailboxBuffer<Element> {
    @usableFromInline var slots: [Element?] = []
    @usableFromInline var head = 0
    @usableFromInline var count = 0

    @inlinable
    init() {}

    /// The ring of this size is kept for the next burst, larger ones are released when empty.
    @inlinable static var keptSlots: Int { 64 }

    @inlinable
    mutating func append(_ element: consuming Element) {
        if count == slots.count { grow() }
        slots[(head &+ count) & (slots.count &- 1)] = consume element
        count &+= 1
    }

    @inlinable
    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = slots[head].take()
        head = (head &+ 1) & (slots.count &- 1)
        count &-= 1
        if count == 0 { shrink() }
        return element
    }

    /// Removes up to `limit` elements from the front.
    @inlinable
    mutating func popFirst(upTo limit: Int) -> [Element] {
        let size = min(limit, count)
        var batch: [Element] = []
        batch.reserveCapacity(size)
        for _ in 0..<size {
            if let element = slots[head].take() { batch.append(element) }
            head = (head &+ 1) & (slots.count &- 1)
        }
        count &-= size
        if count == 0 { shrink() }
        return batch
    }

    @inlinable
    mutating func shrink() {
        head = 0
        if slots.count > MailboxBuffer.keptSlots { slots = [] }
    }

    @inlinable
    mutating func grow() {
        var larger: [Element?] = []
        let size = max(4, slots.count &* 2)
        larger.reserveCapacity(size)
        for offset in 0..<count { larger.append(slots[(head &+ offset) & (slots.count &- 1)].take()) }
        for _ in count..<size { larger.append(nil) }
        slots = larger
        head = 0
    }
}
