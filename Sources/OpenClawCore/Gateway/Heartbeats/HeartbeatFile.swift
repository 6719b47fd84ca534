// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What `HEARTBEAT.md` says to a heartbeat.
enum HeartbeatFile {
    static let name = "HEARTBEAT.md"

    /// Whether the file asks for nothing: headings, blank lines, comments and list items without words.
    static func isEmpty(_ text: String) -> Bool {
        var rest = text[...]
        while let start = rest.firstRange(of: "<!--") {
            guard self.lines(rest[..<start.lowerBound]).allSatisfy(self.isEmptyLine) else { return false }
            // A comment that does not end goes on to the end of the file.
            guard let end = rest[start.upperBound...].firstRange(of: "-->") else { return true }
            rest = rest[end.upperBound...]
        }
        return self.lines(rest).allSatisfy(self.isEmptyLine)
    }

    private static func lines(_ text: Substring) -> [Substring] { text.split(whereSeparator: \.isNewline) }

    private static func isEmptyLine(_ line: Substring) -> Bool {
        var line = line.drop(while: \.isWhitespace)
        while line.last?.isWhitespace == true { line.removeLast() }
        if line.isEmpty { return true }
        let hashes = line.prefix { $0 == "#" }.count
        if (1...6).contains(hashes) {
            let words = line.dropFirst(hashes)
            return words.first.map(\.isWhitespace) ?? true
        }
        return self.isEmptyItem(line)
    }

    /// `-`, `*`, `+`, `1.` or `1)`, with or without an empty box for a tick.
    private static func isEmptyItem(_ line: Substring) -> Bool {
        let digits = line.prefix { $0.isASCII && $0.isNumber }.count
        let marker = digits > 0 ? line.dropFirst(digits).prefix(1) : line.prefix(1)
        guard (digits > 0 ? [".", ")"] : ["-", "*", "+"]).contains(marker) else { return false }
        let words = line.dropFirst(digits + 1)
        return words.isEmpty || (words.first?.isWhitespace == true && ["[ ]", "[]"].contains(words.drop(while: \.isWhitespace)))
    }
}
