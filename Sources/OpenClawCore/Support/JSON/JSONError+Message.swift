// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONError: CustomStringConvertible {
    /// A sentence which says what is wrong and what to do about it.
    public var message: String {
        switch code.kind {
        case .unexpectedEnd: "The JSON text ends too early; close every string, array and object."
        case .expectedValue: "Expected a JSON value but found \(foundText); write an object, array, string, number, true, false or null."
        case .expectedKey: "Expected a key in double quotes but found \(foundText)\(keyHint)."
        case .expectedColon: "Expected ':' after the key but found \(foundText)."
        case .expectedCommaOrBrace: "Expected ',' or '}' after a member but found \(foundText)."
        case .expectedCommaOrBracket: "Expected ',' or ']' after an element but found \(foundText)."
        case .invalidNumber: "This is not a JSON number; no leading '+' or zeros, and digits on both sides of the point."
        case .numberOutOfRange: "The number is too large; send very large numbers as strings."
        case .controlCharacter: "A string holds a control character (\(foundText)); write it as an escape such as \\n or \\u0007."
        case .invalidEscape:
            "Unknown escape in a string; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits."
        case .loneSurrogate: "A \\u escape names half of a surrogate pair; write both halves or the character itself."
        case .invalidUTF8: "A string holds bytes which are not UTF-8 (\(foundText)); encode the text as UTF-8."
        case .tooDeep: "Arrays and objects nest too deeply; flatten the document."
        case .tooLarge: "The JSON text is larger than allowed; send less at once."
        case .trailingContent: "More text (\(foundText)) follows the JSON value; send exactly one value."
        case .byteOrderMark: "The text starts with a byte order mark; save it as UTF-8 without one."
        case .notAnObject: "Expected an object but found \(foundText)."
        case .notAnArray: "Expected an array but found \(foundText)."
        case .notAString: "Expected a string but found \(foundText)."
        case .notANumber: "Expected a number but found \(foundText)."
        case .notAnInteger: "Expected a whole number."
        case .notABool: "Expected true or false but found \(foundText)."
        case .notNull: "Expected null but found \(foundText)."
        }
    }

    /// Place and message.
    public var description: String {
        "line \(line), column \(column): \(message)"
    }

    private var foundText: String {
        guard let found else { return "the end of the text" }
        if found > 0x20, found < 0x7F { return "'\(Character(Unicode.Scalar(found)))'" }
        return found == 0x20 ? "a space" : "byte 0x" + (found < 16 ? "0" : "") + String(found, radix: 16, uppercase: true)
    }

    private var keyHint: String {
        found == 0x7D ? "; remove the comma before it" : ""
    }
}
