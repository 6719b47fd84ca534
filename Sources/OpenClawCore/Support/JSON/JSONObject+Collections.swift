// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONObject: Sequence {
    /// Walks over the members in order.
    public struct Iterator: IteratorProtocol {
        @usableFromInline var base: IndexingIterator<[Entry]>

        @inlinable
        init(base: IndexingIterator<[Entry]>) {
            self.base = base
        }

        /// The next member, or `nil` after the last one.
        @inlinable
        public mutating func next() -> (key: String, value: JSONValue)? {
            guard let entry = base.next() else { return nil }
            return (entry.key, entry.value)
        }
    }

    /// An iterator over the members in order.
    @inlinable
    public func makeIterator() -> Iterator {
        Iterator(base: entries.makeIterator())
    }

    /// How many members there are.
    @inlinable public var underestimatedCount: Int { entries.count }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object; the last one of several equal keys wins.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(minimumCapacity: elements.count)
        for (key, value) in elements { self[key] = value }
    }
}

extension JSONObject: Hashable {
    /// Whether both hold equal members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for (position, entry) in left.entries.enumerated() {
            // Objects with the same history have the same order: look there first.
            let twin = right.entries[position]
            if twin.key == entry.key {
                guard twin.value == entry.value else { return false }
            } else {
                guard let other = right[entry.key], other == entry.value else { return false }
            }
        }
        return true
    }

    /// Feeds the members into `hasher`, independent of their order.
    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for entry in entries {
            var member = Hasher()
            member.combine(entry.key)
            member.combine(entry.value)
            combined ^= member.finalize()
        }
        hasher.combine(entries.count)
        hasher.combine(combined)
    }
}

extension JSONObject: CustomStringConvertible {
    /// The object as compact JSON text.
    public var description: String {
        JSONValue.object(self).description
    }
}
