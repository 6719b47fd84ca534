// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ChatMessage {
    /// Reads a message object at the scanner's place; `nil` when it has no `role`. The scanner is left behind it.
    package init?(scanning scanner: inout JSONScanner) throws(JSONError) {
        var role: String?
        var content: [ContentBlock] = []
        var timestamp = Timestamp(milliseconds: 0)
        var extra = JSONObject()
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.matches(key, "role") {
                role = try scanner.string()
            } else if scanner.matches(key, "content") {
                content = try Self.content(scanning: &scanner)
            } else if scanner.matches(key, "timestamp") {
                if case .int(let milliseconds) = try JSONValue(scanning: &scanner) { timestamp = Timestamp(milliseconds: milliseconds) }
            } else {
                let name = scanner.decodeString(key)
                extra[name] = try JSONValue(scanning: &scanner)
            }
        }
        guard let role else { return nil }
        self.init(role: ChatRole(rawValue: role), content: content, timestamp: timestamp, extra: extra)
    }

    private static func content(scanning scanner: inout JSONScanner) throws(JSONError) -> [ContentBlock] {
        switch try scanner.nextKind() {
        case .string:
            return [.text(try scanner.string())]
        case .array:
            var blocks: [ContentBlock] = []
            try scanner.beginArray()
            while try scanner.nextElement() {
                if let text = try Self.plainText(scanning: &scanner) {
                    blocks.append(.text(text))
                } else {
                    blocks.append(ContentBlock(json: try JSONValue(scanning: &scanner)))
                }
            }
            return blocks
        default:
            _ = try scanner.skipValue()
            return []
        }
    }

    /// The words of a block that is exactly `{"type":"text","text":…}`; otherwise `nil`, and the scanner stays where it was.
    private static func plainText(scanning scanner: inout JSONScanner) throws(JSONError) -> String? {
        guard try scanner.nextKind() == .object else { return nil }
        var ahead = scanner
        try ahead.beginObject()
        guard let first = try ahead.nextKey(), ahead.matches(first, "type"), try ahead.nextKind() == .string else { return nil }
        let (kind, _) = try ahead.scanString()
        guard ahead.matches(kind, "text"), let second = try ahead.nextKey(), ahead.matches(second, "text"), try ahead.nextKind() == .string
        else { return nil }
        let text = try ahead.string()
        guard try ahead.nextKey() == nil else { return nil }
        scanner = ahead
        return text
    }
}
