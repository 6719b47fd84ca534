// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSON5Reader {
    /// The scalars of UTF-8 bytes, without a byte order mark.
    static func decode(_ bytes: [UInt8], limit: Int) throws(JSON5Error) -> [Unicode.Scalar] {
        let start = SourcePosition(line: 1, column: 1)
        guard bytes.count <= limit else {
            throw JSON5Error(
                code: .tooLarge,
                position: start,
                path: .root,
                message: "The text has \(bytes.count) bytes, more than the \(limit) allowed; split it into several files."
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let place = firstInvalidByte(bytes)
            let line = bytes[..<place].reduce(into: 1) { if $1 == 0x0A { $0 += 1 } }
            let lineStart = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let column = bytes[lineStart..<place].reduce(into: 1) { if $1 & 0xC0 != 0x80 { $0 += 1 } }
            throw JSON5Error(
                code: .invalidUTF8,
                position: SourcePosition(line: line, column: column),
                path: .root,
                message: "This byte is not UTF-8; save the file as UTF-8."
            )
        }
        let scalars = Array(text.unicodeScalars)
        return scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { raw in
            let scanner = JSONScanner(raw)
            var place = 0
            while place < raw.count {
                if raw[place] < 0x80 {
                    place += 1
                    continue
                }
                do throws(JSONError) {
                    place = try scanner.checkUTF8(at: place)
                } catch {
                    return error.offset
                }
            }
            return place
        }
    }

    /// Where lines start: after LF, CR, CR LF and the Unicode separators.
    static func lineStarts(of scalars: [Unicode.Scalar]) -> [Int] {
        var starts = [0]
        for place in scalars.indices where isLineEnd(scalars[place]) {
            if scalars[place] == "\r", place + 1 < scalars.count, scalars[place + 1] == "\n" { continue }
            starts.append(place + 1)
        }
        return starts
    }

    static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    /// Moves over white space and comments.
    mutating func skipTrivia() throws(JSON5Error) {
        while let next = peek {
            if JSON5Reader.isSpace(next) {
                place += 1
            } else if next == "/", peek(1) == "/" {
                while let character = peek, !JSON5Reader.isLineEnd(character) { place += 1 }
            } else if next == "/", peek(1) == "*" {
                let opening = place
                place += 2
                while !(peek == "*" && peek(1) == "/") {
                    guard peek != nil else { throw error(.unclosed, "This comment is not closed; add */.", at: opening) }
                    place += 1
                }
                place += 2
            } else {
                return
            }
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{2029}": true
        default: scalar.value > 0x7F && scalar.properties.generalCategory == .spaceSeparator
        }
    }
}
