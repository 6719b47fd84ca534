// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The fields of a header or trailer section, in order, repeated ones kept (RFC 9110 section 5).
///
/// All fields lie in one buffer: copying the value copies a reference, looking a field up compares bytes and allocates nothing.
public struct HTTPFields: Sendable {
    /// Records of an 8-byte header (name length, gap between name and value, value length), the name, the gap, the value.
    var storage: [UInt8]
    /// The number of fields.
    public private(set) var count: Int

    /// Makes an empty list; owns no memory.
    public init() {
        self.storage = []
        self.count = 0
    }

    /// Whether there is no field.
    public var isEmpty: Bool { count == 0 }

    /// Adds a field behind the others. Spelling is checked when the fields are written, not here.
    public mutating func append(_ name: HTTPFieldName, _ value: String) {}

    /// Replaces all fields of this name by one.
    public mutating func set(_ name: HTTPFieldName, _ value: String) {}

    /// Removes all fields of this name.
    public mutating func remove(_ name: HTTPFieldName) {}

    /// Adds all fields of another list.
    public mutating func append(contentsOf other: HTTPFields) {}

    /// The value of the first field of this name.
    public subscript(_ name: HTTPFieldName) -> String? { nil }

    /// The value if there is exactly one field of this name: for fields where a second one is an attack.
    public func only(_ name: HTTPFieldName) -> String? { nil }

    /// The values of all fields of this name, in order.
    public func values(_ name: HTTPFieldName) -> [String] { [] }

    /// Whether there is a field of this name. Does not allocate.
    public func contains(_ name: HTTPFieldName) -> Bool { false }

    /// Whether the comma-separated values of this name include the token, in any letter case. Does not allocate.
    public func containsToken(_ name: HTTPFieldName, _ token: String) -> Bool { false }

    /// Runs `body` over the bytes of the first value of this name; nil without such a field. Does not allocate.
    public func withValue<Result>(_ name: HTTPFieldName, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? { nil }

    /// One name with one value.
    public struct Field: Sendable, Hashable {
        /// The name as it was received.
        public var name: HTTPFieldName
        /// The value without surrounding space.
        public var value: String
    }
}

extension HTTPFields: Equatable {
    /// Same fields in the same order; names in any letter case.
    public static func == (lhs: HTTPFields, rhs: HTTPFields) -> Bool { lhs.storage == rhs.storage }
}

extension HTTPFields: Sequence {
    /// Walks the fields in order.
    public func makeIterator() -> Iterator { Iterator() }

    /// Makes each field's strings when asked for it.
    public struct Iterator: IteratorProtocol {
        /// The next field.
        public mutating func next() -> Field? { nil }
    }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    /// Makes a list from a literal; order and repeated names are kept.
    public init(dictionaryLiteral elements: (HTTPFieldName, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }
}
