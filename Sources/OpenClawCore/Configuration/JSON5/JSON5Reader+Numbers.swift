// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSON5Reader {
    /// Reads a number with its sign.
    mutating func readNumber() throws(JSON5Error) -> JSONValue {
        let start = place
        var text = ""
        if peek == "-" { text = "-" }
        if peek == "-" || peek == "+" { place += 1 }
        if peek == "I" || peek == "N" || peek == "i" || peek == "n" { throw notFinite(start) }
        if peek == "0", peek(1) == "x" || peek(1) == "X" { return try readHexadecimalNumber(from: start, sign: text) }
        let whole = readDigits()
        if whole.count > 1, whole.hasPrefix("0") {
            throw error(.invalidNumber, "A number must not start with 0; write it without, or as a text in quotes.", at: start)
        }
        text += whole.isEmpty ? "0" : whole
        var isInteger = true
        var fraction = ""
        if peek == "." {
            isInteger = false
            place += 1
            fraction = readDigits()
            if !fraction.isEmpty { text += "." + fraction }
        }
        guard !whole.isEmpty || !fraction.isEmpty else { throw invalidNumber(start) }
        if peek == "e" || peek == "E" {
            isInteger = false
            place += 1
            text += "e"
            if let sign = peek, sign == "+" || sign == "-" {
                text.unicodeScalars.append(sign)
                place += 1
            }
            let exponent = readDigits()
            guard !exponent.isEmpty else { throw invalidNumber(start) }
            text += exponent
        }
        try checkEndOfNumber(from: start)
        if isInteger, let value = Int64(text) { return .int(value) }
        guard let value = Double(text), value.isFinite else { throw numberOutOfRange(start) }
        return .double(value)
    }

    private mutating func readHexadecimalNumber(from start: Int, sign: String) throws(JSON5Error) -> JSONValue {
        place += 2
        var digits = sign
        while let next = peek, next.isASCII, JSONBytes.hexadecimal(UInt8(next.value)) != nil {
            digits.unicodeScalars.append(next)
            place += 1
        }
        guard digits != sign else {
            throw error(.invalidNumber, "0x must be followed by hexadecimal digits.", at: start)
        }
        try checkEndOfNumber(from: start)
        guard let value = Int64(digits, radix: 16) else { throw numberOutOfRange(start) }
        return .int(value)
    }

    private mutating func readDigits() -> String {
        var digits = ""
        while let next = peek, ("0"..."9").contains(next) {
            digits.unicodeScalars.append(next)
            place += 1
        }
        return digits
    }

    private func checkEndOfNumber(from start: Int) throws(JSON5Error) {
        func belongs(_ scalar: Unicode.Scalar) -> Bool {
            JSON5Reader.continuesIdentifier(scalar) || scalar == "." || scalar == "-" || scalar == ":" || scalar == "%" || scalar == "\\"
        }
        guard let next = peek, belongs(next) else { return }
        var end = place
        while end < scalars.count, belongs(scalars[end]) { end += 1 }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[start..<min(end, start + 40)])
        throw error(.invalidNumber, "This is no number; put it in quotes: \"\(String(word))\".", at: start)
    }

    private func invalidNumber(_ start: Int) -> JSON5Error {
        error(.invalidNumber, "This is no number; write digits, or put the text in quotes.", at: start)
    }

    private func numberOutOfRange(_ start: Int) -> JSON5Error {
        error(.numberOutOfRange, "The number is too large; put very large numbers in quotes.", at: start)
    }

    func notFinite(_ start: Int) -> JSON5Error {
        error(.notFinite, "NaN and Infinity cannot be settings; write a number, or leave the key out for the default.", at: start)
    }
}
