// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object in the order they were added.
///
/// Small objects are searched linearly, objects with more than 16 keys through a hash index. Two objects are equal when they
/// hold the same members in whatever order (RFC 8259, section 4). Keys compare as Swift strings.
public struct JSONObject: Sendable {
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline var key: String
        @usableFromInline var value: JSONValue

        @inlinable
        init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    @usableFromInline static var indexThreshold: Int { 16 }
    @usableFromInline var entries: [Entry]
    @usableFromInline var index: [String: Int]?

    /// Creates an object without members.
    @inlinable
    public init() {
        self.entries = []
        self.index = nil
    }

    /// Creates an object without members and room for `minimumCapacity` of them.
    public init(minimumCapacity: Int) {
        self.init()
        self.entries.reserveCapacity(minimumCapacity)
    }

    /// Creates an object from members; the last one of several equal keys wins.
    public init(_ members: some Sequence<(key: String, value: JSONValue)>) {
        self.init()
        for member in members { self[member.key] = member.value }
    }

    /// How many members there are.
    @inlinable public var count: Int { entries.count }

    /// Whether there are no members.
    @inlinable public var isEmpty: Bool { entries.isEmpty }

    /// The keys in order.
    public var keys: [String] { entries.map(\.key) }

    /// The values in order.
    public var values: [JSONValue] { entries.map(\.value) }

    /// The value under `key`; setting `nil` removes the member, setting a new value keeps its place.
    public subscript(key: String) -> JSONValue? {
        get {
            position(of: key).map { entries[$0].value }
        }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?):
                entries[position].value = value
            case (nil, let value?):
                append(key, value)
            case (let position?, nil):
                entries.remove(at: position)
                rebuildIndex()
            case (nil, nil):
                break
            }
        }
    }

    /// The value under `key`, or `fallback` while there is none; for changing nested values in place.
    public subscript(key: String, default fallback: @autoclosure () -> JSONValue) -> JSONValue {
        get {
            self[key] ?? fallback()
        }
        _modify {
            let place: Int
            if let position = position(of: key) {
                place = position
            } else {
                place = entries.count
                append(key, fallback())
            }
            yield &entries[place].value
        }
    }

    /// Whether there is a member under `key`.
    public func contains(_ key: String) -> Bool {
        position(of: key) != nil
    }

    /// Removes the member under `key` and returns its value.
    @discardableResult
    public mutating func removeValue(forKey key: String) -> JSONValue? {
        guard let position = position(of: key) else { return nil }
        let removed = entries.remove(at: position)
        rebuildIndex()
        return removed.value
    }

    /// Adds the members of `other`, which win over members of the same key.
    public mutating func merge(_ other: JSONObject) {
        for entry in other.entries { self[entry.key] = entry.value }
    }

    @usableFromInline
    func position(of key: String) -> Int? {
        if let index { return index[key] }
        for position in entries.indices where entries[position].key == key { return position }
        return nil
    }

    @usableFromInline
    mutating func append(_ key: String, _ value: JSONValue) {
        entries.append(Entry(key: key, value: value))
        if index != nil {
            index?[key] = entries.count - 1
        } else if entries.count > JSONObject.indexThreshold {
            rebuildIndex()
        }
    }

    private mutating func rebuildIndex() {
        guard entries.count > JSONObject.indexThreshold else {
            index = nil
            return
        }
        var fresh = [String: Int](minimumCapacity: entries.count * 2)
        for (position, entry) in entries.enumerated() { fresh[entry.key] = position }
        index = fresh
    }
}
