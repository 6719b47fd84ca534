// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A value in the metadata of a log record.
public enum LogValue: Sendable, Hashable {
    case string(String)
    case int(Int64)
    case double(Double)
    case bool(Bool)
    /// Anything with structure.
    case json(JSONValue)

    /// Creates a value from an `Int`.
    public init(_ value: Int) {
        self = .int(Int64(value))
    }

    /// Creates a value from text.
    public init(_ value: String) {
        self = .string(value)
    }

    /// Creates a value from whatever describes itself, such as an error.
    public init(describing value: some Any) {
        self = .string(String(describing: value))
    }

    /// The duration in milliseconds with three digits after the point, the unit of `duration_ms`.
    public static func milliseconds(_ duration: Duration) -> LogValue {
        let microseconds = duration / .microseconds(1)
        return .double(microseconds.rounded() / 1000)
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .string(let value): writer.string(value)
        case .int(let value): writer.int(value)
        case .double(let value): writer.double(value)
        case .bool(let value): writer.bool(value)
        case .json(let value): writer.value(value)
        }
    }
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// Creates a string from a literal.
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension LogValue: ExpressibleByIntegerLiteral {
    /// Creates a whole number from a literal.
    public init(integerLiteral value: Int64) {
        self = .int(value)
    }
}

extension LogValue: ExpressibleByFloatLiteral {
    /// Creates a number from a literal.
    public init(floatLiteral value: Double) {
        self = .double(value)
    }
}

extension LogValue: ExpressibleByBooleanLiteral {
    /// Creates a truth value from a literal.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension LogValue: CustomStringConvertible {
    /// The value as plain text.
    public var description: String {
        switch self {
        case .string(let value): value
        case .int(let value): value.description
        case .double(let value): value.description
        case .bool(let value): value.description
        case .json(let value): value.description
        }
    }
}
