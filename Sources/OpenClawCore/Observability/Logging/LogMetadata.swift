// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The fields of a log record in the order they were given.
public struct LogMetadata: Sendable, ExpressibleByDictionaryLiteral {
    /// Names and values.
    public var fields: [(key: String, value: LogValue)]

    /// Creates metadata from fields.
    public init(_ fields: [(key: String, value: LogValue)] = []) {
        self.fields = fields
    }

    /// Creates metadata from names and values in order.
    public init(dictionaryLiteral elements: (String, LogValue)...) {
        self.fields = elements.map { (key: $0.0, value: $0.1) }
    }

    /// Whether there are no fields.
    public var isEmpty: Bool { fields.isEmpty }

    /// The field's value; setting a value replaces it in its place or adds it, setting `nil` removes it.
    public subscript(key: String) -> LogValue? {
        get {
            fields.first { $0.key == key }?.value
        }
        set {
            let place = fields.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): fields[place].value = value
            case (let place?, nil): fields.remove(at: place)
            case (nil, let value?): fields.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// These fields and those of `other`, which win.
    public func merging(_ other: LogMetadata) -> LogMetadata {
        if isEmpty { return other }
        var merged = self
        for field in other.fields { merged[field.key] = field.value }
        return merged
    }
}
