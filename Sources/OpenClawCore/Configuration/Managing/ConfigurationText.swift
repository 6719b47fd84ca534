// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Changes single values in the text of a configuration file and leaves everything else, comments included, as it is.
package struct ConfigurationText: Sendable {
    /// The text.
    package let bytes: [UInt8]
    /// The text as a value.
    package let value: JSONValue
    private let positions: SourcePositions

    /// Reads a text; an empty one is an empty object.
    package init(_ bytes: [UInt8]) throws(JSON5Error) {
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        let document = try JSON5Document(parsing: isBlank ? Array("{}\n".utf8) : bytes)
        self.bytes = isBlank ? Array("{}\n".utf8) : bytes
        self.value = document.value
        self.positions = document.positions
    }

    /// The text with other values at some places; `nil` when a place is none of a single value.
    package func replacing(_ values: [JSONPath: JSONValue]) -> [UInt8]? {
        let starts = self.lineStarts()
        var edits: [(range: Range<Int>, text: [UInt8])] = []
        for (path, value) in values {
            guard let old = self.value[path], Self.isScalar(old), let position = self.positions.value(at: path),
                let range = self.token(at: position, starts)
            else { return nil }
            edits.append((range, value.serialized()))
        }
        var output: [UInt8] = []
        var cursor = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard edit.range.lowerBound >= cursor else { return nil }
            output += self.bytes[cursor..<edit.range.lowerBound]
            output += edit.text
            cursor = edit.range.upperBound
        }
        return output + self.bytes[cursor...]
    }

    /// The text without secrets. What cannot be changed in place is written anew, without comments.
    package var redacted: [UInt8] {
        let redacted = ConfigurationRedaction.redact(self.value)
        var hidden: [JSONPath: JSONValue] = [:]
        Self.walk(self.value) { path, value in
            if let shown = redacted[path], shown != value { hidden[path] = shown }
        }
        if hidden.isEmpty, redacted == self.value { return self.bytes }
        if let text = self.replacing(hidden), let check = try? ConfigurationText(text), check.value == redacted { return text }
        return redacted.serialized(pretty: true) + [0x0A]
    }

    /// The text with stored secrets in the places that only show that there is one.
    package func restoring(from stored: JSONValue?) throws(MethodError) -> [UInt8] {
        var secrets: [JSONPath: JSONValue] = [:]
        var missing: JSONPath?
        Self.walk(self.value) { path, value in
            guard value == .string(ConfigurationRedaction.placeholder) else { return }
            if let secret = stored?[path], secret != value { secrets[path] = secret } else { missing = path }
        }
        if let missing { throw Self.rejected(missing) }
        if secrets.isEmpty { return self.bytes }
        if let text = self.replacing(secrets) { return text }
        var value = self.value
        for (path, secret) in secrets { value = value.setting(path.steps[...], secret) }
        return value.serialized(pretty: true) + [0x0A]
    }

    /// Refuses the sign for a hidden secret where no secret is stored.
    package static func rejected(_ path: JSONPath) -> MethodError {
        .invalid("config write rejected: \"\(path)\" is redacted; give the real value, a reference, or leave the key out")
    }

    /// Every single value with its place.
    package static func walk(_ value: JSONValue, at path: JSONPath = .root, _ body: (JSONPath, JSONValue) -> Void) {
        switch value {
        case .object(let object): for (key, member) in object { self.walk(member, at: path.appending(key), body) }
        case .array(let elements): for (index, element) in elements.enumerated() { self.walk(element, at: path.appending(index), body) }
        default: body(path, value)
        }
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .object, .array: false
        default: true
        }
    }

    private func lineStarts() -> [Int] {
        var starts = [0]
        for (index, byte) in self.bytes.enumerated() {
            if byte == 0x0A || (byte == 0x0D && (index + 1 == self.bytes.count || self.bytes[index + 1] != 0x0A)) {
                starts.append(index + 1)
            }
        }
        return starts
    }

    /// The bytes of the single value that begins at a place.
    private func token(at position: SourcePosition, _ starts: [Int]) -> Range<Int>? {
        guard starts.indices.contains(position.line - 1) else { return nil }
        var start = starts[position.line - 1]
        var column = 1
        while column < position.column, start < self.bytes.count {
            start += 1
            while start < self.bytes.count, self.bytes[start] & 0xC0 == 0x80 { start += 1 }
            column += 1
        }
        guard start < self.bytes.count else { return nil }
        var end = start
        let quote = self.bytes[start]
        if quote == 0x22 || quote == 0x27 {
            end += 1
            while end < self.bytes.count, self.bytes[end] != quote { end += self.bytes[end] == 0x5C ? 2 : 1 }
            return end < self.bytes.count ? start..<(end + 1) : nil
        }
        let ends: Set<UInt8> = [0x2C, 0x7D, 0x5D, 0x20, 0x09, 0x0A, 0x0D, 0x2F]
        while end < self.bytes.count, !ends.contains(self.bytes[end]) { end += 1 }
        return end > start ? start..<end : nil
    }
}
