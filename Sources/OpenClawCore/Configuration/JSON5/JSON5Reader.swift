// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads JSON5, one scalar after the other.
struct JSON5Reader {
    let scalars: [Unicode.Scalar]
    var place = 0
    var path = JSONPath.root
    var positions = SourcePositions()

    private let lineStarts: [Int]
    private let maximumDepth: Int
    private let duplicateKeys: JSON5Document.DuplicateKeys
    private var depth = 0

    init(_ bytes: [UInt8], limits: JSONLimits, duplicateKeys: JSON5Document.DuplicateKeys) throws(JSON5Error) {
        self.scalars = try JSON5Reader.decode(bytes, limit: limits.maximumBytes)
        self.lineStarts = JSON5Reader.lineStarts(of: scalars)
        self.maximumDepth = limits.maximumDepth
        self.duplicateKeys = duplicateKeys
    }

    mutating func readDocument() throws(JSON5Error) -> JSONValue {
        try skipTrivia()
        let value = try readValue(key: nil)
        try skipTrivia()
        guard place == scalars.count else {
            throw error(.trailingContent, "More text (\(found)) follows the value; a file holds exactly one.")
        }
        return value
    }

    /// Reads a value whose first scalar is at the current place, and notes where it stands.
    mutating func readValue(key: SourcePosition?) throws(JSON5Error) -> JSONValue {
        positions.record(path, key: key, value: position(of: place))
        guard let first = peek else {
            throw error(
                .unexpectedEnd,
                path.steps.isEmpty ? "The text is empty; write at least {}." : "The text ends where a value belongs."
            )
        }
        switch first {
        case "{":
            return try nested { (reader) throws(JSON5Error) in try reader.readObject() }
        case "[":
            return try nested { (reader) throws(JSON5Error) in try reader.readArray() }
        case "\"", "'":
            return .string(try readString())
        case "0"..."9", "+", "-", ".":
            return try readNumber()
        default:
            return try readWord()
        }
    }

    private mutating func nested(_ body: (inout JSON5Reader) throws(JSON5Error) -> JSONValue) throws(JSON5Error) -> JSONValue {
        guard depth < maximumDepth else {
            throw error(.tooDeep, "Arrays and objects nest more than \(maximumDepth) deep; flatten the document.")
        }
        depth += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func readObject() throws(JSON5Error) -> JSONValue {
        let opening = position(of: place)
        var members = JSONObject()
        var keys: [String: SourcePosition] = [:]
        place += 1
        while true {
            try skipTrivia()
            guard let next = peek else { throw unclosed("object", opening, "}") }
            if next == "}" { break }
            let keyPlace = place
            let keyPosition = position(of: place)
            let key = try readKey()
            if let earlier = keys.updateValue(keyPosition, forKey: key), duplicateKeys == .reject {
                throw error(.duplicateKey, "The key '\(key)' stands here and at \(earlier); keep one of them.", at: keyPlace)
            }
            try skipTrivia()
            guard peek == ":" else { throw expectedColon(after: key) }
            place += 1
            try skipTrivia()
            path.steps.append(.key(key))
            members[key] = try readValue(key: keyPosition)
            path.steps.removeLast()
            try skipTrivia()
            if peek == "," {
                place += 1
            } else if peek != "}" {
                throw peek == nil ? unclosed("object", opening, "}") : expectedComma("member", "}")
            }
        }
        place += 1
        return .object(members)
    }

    private mutating func readArray() throws(JSON5Error) -> JSONValue {
        let opening = position(of: place)
        var elements: [JSONValue] = []
        place += 1
        while true {
            try skipTrivia()
            guard let next = peek else { throw unclosed("array", opening, "]") }
            if next == "]" { break }
            path.steps.append(.index(elements.count))
            elements.append(try readValue(key: nil))
            path.steps.removeLast()
            try skipTrivia()
            if peek == "," {
                place += 1
            } else if peek != "]" {
                throw peek == nil ? unclosed("array", opening, "]") : expectedComma("element", "]")
            }
        }
        place += 1
        return .array(elements)
    }

    private mutating func readKey() throws(JSON5Error) -> String {
        guard let first = peek else { throw error(.unexpectedEnd, "The text ends where a key belongs.") }
        if first == "\"" || first == "'" { return try readString() }
        guard JSON5Reader.startsIdentifier(first) else { throw expectedKey() }
        return try readIdentifier()
    }

    var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    func peek(_ ahead: Int) -> Unicode.Scalar? { place + ahead < scalars.count ? scalars[place + ahead] : nil }

    /// Line and column of a place.
    func position(of place: Int) -> SourcePosition {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= place { low = middle } else { high = middle }
        }
        return SourcePosition(line: low + 1, column: place - lineStarts[low] + 1)
    }

    func error(_ code: JSON5Error.Code, _ message: String, at place: Int? = nil) -> JSON5Error {
        JSON5Error(code: code, position: position(of: place ?? self.place), path: path, message: message)
    }
}
