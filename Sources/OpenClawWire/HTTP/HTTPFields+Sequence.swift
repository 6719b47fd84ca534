// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFields: Sequence {
    /// One name with one value.
    public struct Field: Sendable, Hashable {
        /// The name as it was received.
        public var name: HTTPFieldName
        /// The value without surrounding space.
        public var value: String

        /// Makes a field.
        public init(_ name: HTTPFieldName, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Walks the fields in order and makes each field's strings when asked for it.
    public struct Iterator: IteratorProtocol {
        private let storage: [UInt8]
        private var offset = 0

        init(_ storage: [UInt8]) { self.storage = storage }

        /// The next field.
        public mutating func next() -> Field? {
            guard offset < storage.count else { return nil }
            return storage.withUnsafeBytes { bytes -> Field? in
                guard let base = bytes.baseAddress else { return nil }
                let record = Record(base, at: offset)
                offset = record.value.upperBound
                return Field(
                    HTTPFieldName(String(decoding: record.nameBytes, as: UTF8.self)),
                    String(decoding: record.valueBytes, as: UTF8.self)
                )
            }
        }
    }

    /// Walks the fields in order.
    public func makeIterator() -> Iterator { Iterator(storage) }

    /// The number of fields.
    public var underestimatedCount: Int { count }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    /// Makes a list from a literal; order and repeated names are kept.
    public init(dictionaryLiteral elements: (HTTPFieldName, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }
}

extension HTTPFields: Equatable {
    /// Same fields in the same order; names in any letter case.
    public static func == (lhs: HTTPFields, rhs: HTTPFields) -> Bool {
        lhs.count == rhs.count && lhs.elementsEqual(rhs)
    }
}

extension HTTPFields: CustomStringConvertible {
    /// The names only: values may be secrets.
    public var description: String {
        "[" + map(\.name.rawValue).joined(separator: ", ") + "]"
    }
}
