// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a JSON5 text was refused, where, and what to do.
public struct JSON5Error: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of error. New kinds may be added; always keep a default branch.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable {
            case unexpectedEnd, unclosed, expectedValue, expectedKey, expectedColon, expectedComma, invalidNumber, notFinite
            case numberOutOfRange, invalidString, invalidEscape, loneSurrogate, invalidUTF8, duplicateKey, trailingContent, tooDeep,
                tooLarge
        }

        private let kind: Kind

        /// The text ended where a value belongs.
        public static var unexpectedEnd: Code { Code(kind: .unexpectedEnd) }
        /// An object, an array, a string or a comment is not closed.
        public static var unclosed: Code { Code(kind: .unclosed) }
        /// Something which is no value stood where one belongs.
        public static var expectedValue: Code { Code(kind: .expectedValue) }
        /// Something which is no key stood where one belongs.
        public static var expectedKey: Code { Code(kind: .expectedKey) }
        /// The colon after a key was missing.
        public static var expectedColon: Code { Code(kind: .expectedColon) }
        /// The comma or the closing bracket after a value was missing.
        public static var expectedComma: Code { Code(kind: .expectedComma) }
        /// A number broke the grammar.
        public static var invalidNumber: Code { Code(kind: .invalidNumber) }
        /// `NaN` and `Infinity`, which JSON5 knows but JSON values cannot hold.
        public static var notFinite: Code { Code(kind: .notFinite) }
        /// A number was too large.
        public static var numberOutOfRange: Code { Code(kind: .numberOutOfRange) }
        /// A string ran over the end of its line.
        public static var invalidString: Code { Code(kind: .invalidString) }
        /// A backslash was followed by something JSON5 does not know.
        public static var invalidEscape: Code { Code(kind: .invalidEscape) }
        /// An escape named half of a surrogate pair.
        public static var loneSurrogate: Code { Code(kind: .loneSurrogate) }
        /// The text is not UTF-8.
        public static var invalidUTF8: Code { Code(kind: .invalidUTF8) }
        /// An object has the same key twice.
        public static var duplicateKey: Code { Code(kind: .duplicateKey) }
        /// More text followed the value.
        public static var trailingContent: Code { Code(kind: .trailingContent) }
        /// Arrays and objects nest deeper than the limit.
        public static var tooDeep: Code { Code(kind: .tooDeep) }
        /// The text is longer than the limit.
        public static var tooLarge: Code { Code(kind: .tooLarge) }
    }

    /// What was wrong.
    public let code: Code
    /// Where.
    public let position: SourcePosition
    /// The path of the value around the place.
    public let path: JSONPath
    /// A sentence which says what is wrong and what to do.
    public let message: String

    /// Place, path and message.
    public var description: String {
        path.steps.isEmpty ? "\(position): \(message)" : "\(position) (\(path)): \(message)"
    }
}
