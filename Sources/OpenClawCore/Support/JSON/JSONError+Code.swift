// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONError {
    /// The kind of a JSON error. New kinds may be added; always keep a default branch.
    public struct Code: Sendable, Hashable {
        @usableFromInline
        enum Kind: UInt8, Sendable {
            case unexpectedEnd, expectedValue, expectedKey, expectedColon, expectedCommaOrBrace, expectedCommaOrBracket
            case invalidNumber, numberOutOfRange, controlCharacter, invalidEscape, loneSurrogate, invalidUTF8
            case tooDeep, tooLarge, trailingContent, byteOrderMark
            case notAnObject, notAnArray, notAString, notANumber, notAnInteger, notABool, notNull
        }

        @usableFromInline let kind: Kind

        @inlinable
        init(_ kind: Kind) {
            self.kind = kind
        }

        /// The text ended in the middle of a value.
        public static var unexpectedEnd: Code { Code(.unexpectedEnd) }
        /// Something which starts no JSON value stood where a value belongs.
        public static var expectedValue: Code { Code(.expectedValue) }
        /// An object member did not start with a string in double quotes.
        public static var expectedKey: Code { Code(.expectedKey) }
        /// The colon after a key was missing.
        public static var expectedColon: Code { Code(.expectedColon) }
        /// After a member neither `,` nor `}` followed.
        public static var expectedCommaOrBrace: Code { Code(.expectedCommaOrBrace) }
        /// After an element neither `,` nor `]` followed.
        public static var expectedCommaOrBracket: Code { Code(.expectedCommaOrBracket) }
        /// A number broke the grammar of RFC 8259, section 6.
        public static var invalidNumber: Code { Code(.invalidNumber) }
        /// A number does not fit the type it is read into.
        public static var numberOutOfRange: Code { Code(.numberOutOfRange) }
        /// A string held an unescaped byte below 0x20.
        public static var controlCharacter: Code { Code(.controlCharacter) }
        /// A backslash was followed by something JSON does not know.
        public static var invalidEscape: Code { Code(.invalidEscape) }
        /// A `\u` escape named half of a surrogate pair.
        public static var loneSurrogate: Code { Code(.loneSurrogate) }
        /// A string held bytes which are not UTF-8.
        public static var invalidUTF8: Code { Code(.invalidUTF8) }
        /// Arrays and objects nest deeper than the limit.
        public static var tooDeep: Code { Code(.tooDeep) }
        /// The text is longer than the limit.
        public static var tooLarge: Code { Code(.tooLarge) }
        /// More text followed the value.
        public static var trailingContent: Code { Code(.trailingContent) }
        /// The text starts with a byte order mark.
        public static var byteOrderMark: Code { Code(.byteOrderMark) }
        /// An object was expected.
        public static var notAnObject: Code { Code(.notAnObject) }
        /// An array was expected.
        public static var notAnArray: Code { Code(.notAnArray) }
        /// A string was expected.
        public static var notAString: Code { Code(.notAString) }
        /// A number was expected.
        public static var notANumber: Code { Code(.notANumber) }
        /// A whole number was expected.
        public static var notAnInteger: Code { Code(.notAnInteger) }
        /// `true` or `false` was expected.
        public static var notABool: Code { Code(.notABool) }
        /// `null` was expected.
        public static var notNull: Code { Code(.notNull) }
    }
}
