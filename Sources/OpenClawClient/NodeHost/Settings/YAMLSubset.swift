// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// Reads the part of YAML that `node.yaml` needs: mappings by indentation, lists of texts, plain and quoted scalars, comments.
///
/// Strict: tabs, anchors, tags, block texts, documents and repeated keys are refused with their line and what to write instead.
/// Bounds: 64 KiB, 8 levels.
public enum YAMLSubset {
    /// Reads a document whose top is a mapping.
    public static func parse(_ text: String) throws(YAMLError) -> JSONObject {
        guard text.utf8.count <= 64 << 10 else { throw YAMLError(line: 1, "the file has more than 65536 bytes") }
        var lines: [Line] = []
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let line = try Line(raw.last == "\r" ? raw.dropLast() : raw, number: index + 1) { lines.append(line) }
        }
        var reader = Reader(lines: lines)
        let object = try reader.mapping(indent: 0, depth: 0)
        if let line = reader.current { throw YAMLError(line: line.number, "this line is indented differently than the ones above") }
        return object
    }

    /// A line with something on it.
    fileprivate struct Line {
        var number: Int
        var indent: Int
        var text: Substring

        init?(_ raw: Substring, number: Int) throws(YAMLError) {
            let indent = raw.prefix { $0 == " " }.count
            let rest = raw.dropFirst(indent)
            if rest.first == "\t" { throw YAMLError(line: number, "a tab indents this line; use spaces") }
            let text = Self.withoutComment(rest)
            guard !text.isEmpty else { return nil }
            if indent == 0, text == "---", number == 1 { return nil }
            if indent == 0, text.hasPrefix("---") || text.hasPrefix("...") {
                throw YAMLError(line: number, "only one document is read; remove \"\(text.prefix(3))\"")
            }
            self.number = number
            self.indent = indent
            self.text = text
        }

        private static func withoutComment(_ text: Substring) -> Substring {
            var quote: Character?
            var previous: Character = " "
            var end = text.endIndex
            for index in text.indices {
                let character = text[index]
                if let open = quote {
                    if character == open, !(open == "\"" && previous == "\\") { quote = nil }
                } else if character == "#", previous == " " {
                    end = index
                    break
                } else if character == "\"" || character == "'", previous == " " || previous == "[" || previous == "," {
                    quote = character
                }
                previous = character
            }
            var kept = text[..<end]
            while kept.last == " " { kept.removeLast() }
            return kept
        }
    }

    fileprivate struct Reader {
        var lines: [Line]
        var place = 0

        var current: Line? { self.place < self.lines.count ? self.lines[self.place] : nil }

        mutating func mapping(indent: Int, depth: Int) throws(YAMLError) -> JSONObject {
            var object: JSONObject = [:]
            guard depth <= 8 else { throw YAMLError(line: self.current?.number ?? 1, "more than 8 levels") }
            while let line = self.current, line.indent == indent {
                if line.text == "-" || line.text.hasPrefix("- ") { throw YAMLError(line: line.number, "a list item where a key is expected; write key: value") }
                guard let colon = Self.colon(in: line.text) else {
                    throw YAMLError(line: line.number, "there is no \": \" here; write key: value")
                }
                let key = try YAMLSubset.key(line.text[..<colon], line.number)
                guard object[key] == nil else { throw YAMLError(line: line.number, "\(key) is set twice; remove one of them") }
                let rest = line.text[line.text.index(after: colon)...].drop { $0 == " " }
                self.place += 1
                object[key] = rest.isEmpty ? try self.nested(under: line, depth: depth) : try YAMLSubset.scalar(rest, line.number)
            }
            return object
        }

        private mutating func nested(under line: Line, depth: Int) throws(YAMLError) -> JSONValue {
            guard let next = self.current, next.indent > line.indent || (next.indent == line.indent && next.text.hasPrefix("- ")) else {
                return .null
            }
            guard next.text.hasPrefix("- ") else { return .object(try self.mapping(indent: next.indent, depth: depth + 1)) }
            var items: [JSONValue] = []
            while let item = self.current, item.indent == next.indent, item.text.hasPrefix("- ") {
                let text = item.text.dropFirst(2).drop { $0 == " " }
                items.append(try YAMLSubset.scalar(text, item.number))
                self.place += 1
            }
            return .array(items)
        }

        private static func colon(in text: Substring) -> Substring.Index? {
            var previous: Substring.Index?
            for index in text.indices {
                if let before = previous, text[before] == ":", text[index] == " " { return before }
                previous = index
            }
            return previous.flatMap { text[$0] == ":" ? $0 : nil }
        }
    }

    fileprivate static func key(_ text: Substring, _ line: Int) throws(YAMLError) -> String {
        guard !text.isEmpty, text.utf8.allSatisfy({ ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 95 || $0 == 45 }) else {
            throw YAMLError(line: line, "\"\(DisplayText.plain(String(text), maximumLength: 64))\" is no key; keys are letters, digits, _ and -")
        }
        return String(text)
    }

    fileprivate static func scalar(_ text: Substring, _ line: Int) throws(YAMLError) -> JSONValue {
        switch text.first {
        case "\"", "'": return .string(try Self.quoted(text, line))
        case "[":
            guard text.last == "]" else { throw YAMLError(line: line, "the list is not closed; write [a, b] on one line") }
            let inner = text.dropFirst().dropLast()
            if inner.allSatisfy({ $0 == " " }) { return .array([]) }
            var items: [JSONValue] = []
            for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
                var part = part.drop { $0 == " " }
                while part.last == " " { part.removeLast() }
                guard !part.isEmpty, part.first != "[" else { throw YAMLError(line: line, "an item of the list is empty or a list itself") }
                items.append(try Self.scalar(part, line))
            }
            return .array(items)
        case "{": throw YAMLError(line: line, "mappings in braces are not read; write the keys on lines of their own")
        case "|", ">": throw YAMLError(line: line, "texts over several lines are not read; write the text in quotes on one line")
        case "&", "*", "!", "%", "@", "`":
            throw YAMLError(line: line, "a value cannot begin with \(text.prefix(1)); put it in quotes")
        default: break
        }
        if text.contains(": ") { throw YAMLError(line: line, "a value with \": \" in it belongs in quotes") }
        switch text {
        case "null", "~": return .null
        case "true": return true
        case "false": return false
        case "yes", "no", "on", "off": throw YAMLError(line: line, "\(text) is ambiguous; write true, false or put it in quotes")
        default: break
        }
        if let number = Int64(text) { return .int(number) }
        if text.first.map({ $0.isNumber || $0 == "-" }) == true, let number = Double(text) { return .double(number) }
        return .string(String(text))
    }

    private static func quoted(_ text: Substring, _ line: Int) throws(YAMLError) -> String {
        guard let quote = text.first, text.count >= 2, text.last == quote else { throw YAMLError(line: line, "the quote is not closed") }
        let inner = text.dropFirst().dropLast()
        if quote == "'" {
            guard !inner.replacing("''", with: "").contains("'") else { throw YAMLError(line: line, "write a quote inside single quotes twice") }
            return String(inner.replacing("''", with: "'"))
        }
        var output = ""
        var isEscaped = false
        for character in inner {
            if isEscaped {
                switch character {
                case "n": output.append("\n")
                case "t": output.append("\t")
                case "\\", "\"", "/": output.append(character)
                default: throw YAMLError(line: line, "\\\(character) is not known; use \\n, \\t, \\\" or \\\\")
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                throw YAMLError(line: line, "write a quote inside double quotes as \\\"")
            } else {
                output.append(character)
            }
        }
        guard !isEscaped else { throw YAMLError(line: line, "the quote is not closed") }
        return output
    }
}
