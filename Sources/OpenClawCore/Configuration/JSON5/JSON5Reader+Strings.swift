// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSON5Reader {
    /// Reads a string in single or double quotes.
    mutating func readString() throws(JSON5Error) -> String {
        let opening = place
        let quote = scalars[place]
        var text = String.UnicodeScalarView()
        place += 1
        while let next = peek {
            if next == quote {
                place += 1
                return String(text)
            } else if next == "\\" {
                if let scalar = try readEscape() { text.append(scalar) }
            } else if next == "\n" || next == "\r" {
                throw error(
                    .invalidString,
                    "This text has no closing \(quote) on its line; close it, or end the line with a backslash to go on in the next.",
                    at: opening
                )
            } else {
                text.append(next)
                place += 1
            }
        }
        throw error(.unclosed, "This text is not closed; add \(quote).", at: opening)
    }

    /// Reads an escape; `nil` for a line which goes on.
    private mutating func readEscape() throws(JSON5Error) -> Unicode.Scalar? {
        let start = place
        place += 1
        guard let next = peek else { throw error(.unclosed, "The text ends after a backslash.", at: start) }
        place += 1
        switch next {
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{B}"
        case "0":
            if let digit = peek, ("0"..."9").contains(digit) {
                throw error(.invalidEscape, "\\0 must not be followed by a digit; write \\x00.", at: start)
            }
            return "\0"
        case "1"..."9":
            throw error(
                .invalidEscape,
                "\\\(next) means nothing; write \\x and two hexadecimal digits, or \\\\ for a backslash.",
                at: start
            )
        case "x":
            return Unicode.Scalar(UInt8(try readHexadecimal(2, from: start)))
        case "u":
            return try readUnicode(from: start)
        case "\r":
            if peek == "\n" { place += 1 }
            return nil
        case "\n", "\u{2028}", "\u{2029}":
            return nil
        default:
            return next
        }
    }

    /// Reads what follows `\u`, and a second escape if the first is half of a pair.
    mutating func readUnicode(from start: Int) throws(JSON5Error) -> Unicode.Scalar {
        let first = try readHexadecimal(4, from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, peek == "\\", peek(1) == "u" else { throw loneSurrogate(start) }
        place += 2
        let second = try readHexadecimal(4, from: start)
        guard second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)) else {
            throw loneSurrogate(start)
        }
        return scalar
    }

    private func loneSurrogate(_ start: Int) -> JSON5Error {
        error(.loneSurrogate, "This escape names half of a surrogate pair; write both halves or the character itself.", at: start)
    }

    private mutating func readHexadecimal(_ count: Int, from start: Int) throws(JSON5Error) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let next = peek, next.isASCII, let digit = JSONBytes.hexadecimal(UInt8(next.value)) else {
                throw error(.invalidEscape, "This escape needs \(count) hexadecimal digits; for a backslash write \\\\.", at: start)
            }
            value = value << 4 | digit
            place += 1
        }
        return value
    }

    /// Reads a key without quotes, which starts at the current place.
    mutating func readIdentifier() throws(JSON5Error) -> String {
        var name = String.UnicodeScalarView()
        while let next = peek {
            if next == "\\" {
                let start = place
                guard peek(1) == "u" else { throw error(.invalidEscape, "A key without quotes allows only \\u escapes; put it in quotes.") }
                place += 2
                let scalar = try readUnicode(from: start)
                guard name.isEmpty ? JSON5Reader.startsIdentifier(scalar) : JSON5Reader.continuesIdentifier(scalar) else {
                    throw error(.expectedKey, "This character cannot be part of a key without quotes; put the key in quotes.", at: start)
                }
                name.append(scalar)
            } else if JSON5Reader.continuesIdentifier(next) {
                name.append(next)
                place += 1
            } else {
                break
            }
        }
        return String(name)
    }

    /// Whether an ECMAScript 5.1 identifier name may start with this (section 7.6), `\` for an escape included.
    static func startsIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "$", "_", "\\": return true
        default: break
        }
        guard !scalar.isASCII else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: return true
        default: return false
        }
    }

    static func continuesIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        if startsIdentifier(scalar) { return scalar != "\\" }
        if scalar.isASCII { return ("0"..."9").contains(scalar) }
        if scalar == "\u{200C}" || scalar == "\u{200D}" { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: return true
        default: return false
        }
    }
}
