// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The lines of a transcript file, one JSON object each.
///
/// The first is the header `{"type":"session","version":3,"id":…,"timestamp":…,"cwd":…,"sessionKey":…}`; every other object with a `type`
/// is an entry. Lines that are neither are left alone and not counted.
enum TranscriptLine {
    /// The version of the format in the header.
    static let formatVersion = 3

    /// What a line is.
    enum Kind: Equatable {
        case header
        case entry
        case unreadable
    }

    /// What a header says.
    struct Header: Equatable {
        var sessionID: String
        var key: SessionKey?
        var createdAt: Timestamp?
    }

    // MARK: Writing

    static func writeHeader(_ header: Header, workingDirectory: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("type", "session")
        writer.field("version", self.formatVersion)
        writer.field("id", header.sessionID)
        writer.field("timestamp", (header.createdAt ?? .epoch).description)
        writer.field("cwd", workingDirectory)
        if let key = header.key { writer.field("sessionKey", key.rawValue) }
        writer.endObject()
        writer.endLine()
    }

    static func write(_ entry: SessionEntry, to writer: inout JSONWriter) {
        writer.beginObject()
        switch entry.kind {
        case .message: writer.field("type", "message")
        case .compaction: writer.field("type", "compaction")
        case .other(let type, _): writer.field("type", type == "session" ? "custom" : type)
        }
        writer.field("id", entry.id)
        writer.key("parentId")
        if let parentID = entry.parentID { writer.string(parentID) } else { writer.null() }
        writer.field("timestamp", entry.timestamp.description)
        switch entry.kind {
        case .message(let message):
            writer.key("message")
            message.write(to: &writer)
        case .compaction(let summary, let firstKeptEntryID, let tokensBefore):
            writer.field("summary", summary)
            writer.fieldIfPresent("firstKeptEntryId", firstKeptEntryID)
            writer.field("tokensBefore", tokensBefore)
        case .other(_, let fields):
            for (key, value) in fields where key != "type" && key != "id" && key != "parentId" && key != "timestamp" {
                writer.key(key)
                writer.value(value)
            }
        }
        writer.endObject()
        writer.endLine()
    }

    // MARK: Reading

    static func kind(of line: UnsafeRawBufferPointer) -> Kind {
        var scanner = JSONScanner(line)
        var kind = Kind.unreadable
        do throws(JSONError) {
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                if scanner.matches(key, "type"), try scanner.nextKind() == .string {
                    let (type, _) = try scanner.scanString()
                    kind = scanner.matches(type, "session") ? .header : .entry
                } else {
                    _ = try scanner.skipValue()
                }
            }
            try scanner.finish()
        } catch {
            return .unreadable
        }
        return kind
    }

    static func header(_ line: UnsafeRawBufferPointer) -> Header? {
        guard let object = self.object(line), object["type"]?.stringValue == "session" else { return nil }
        return Header(
            sessionID: object["id"]?.stringValue ?? "",
            key: object["sessionKey"]?.stringValue.map { SessionKey($0) },
            createdAt: object["timestamp"].flatMap(self.timestamp)
        )
    }

    /// Reads an entry; `nil` exactly for lines whose ``kind(of:)`` is not an entry.
    static func entry(_ line: UnsafeRawBufferPointer) -> SessionEntry? {
        self.messageEntry(line) ?? self.anyEntry(line)
    }

    /// A message entry whose first member is its type, as this store and others write it.
    private static func messageEntry(_ line: UnsafeRawBufferPointer) -> SessionEntry? {
        var scanner = JSONScanner(line)
        do throws(JSONError) {
            try scanner.beginObject()
            guard let first = try scanner.nextKey(), scanner.matches(first, "type"), try scanner.nextKind() == .string else { return nil }
            let (type, _) = try scanner.scanString()
            guard scanner.matches(type, "message") else { return nil }
            var id = ""
            var parentID: String?
            var timestamp: Timestamp?
            var message: ChatMessage?
            while let key = try scanner.nextKey() {
                if scanner.matches(key, "message"), try scanner.nextKind() == .object {
                    guard let found = try ChatMessage(scanning: &scanner) else { return nil }
                    message = found
                } else if scanner.matches(key, "id"), try scanner.nextKind() == .string {
                    id = try scanner.string()
                } else if scanner.matches(key, "parentId"), try scanner.nextKind() == .string {
                    parentID = try scanner.string()
                } else if scanner.matches(key, "timestamp") {
                    timestamp = self.timestamp(try JSONValue(scanning: &scanner))
                } else if scanner.matches(key, "type") {
                    return nil
                } else {
                    _ = try scanner.skipValue()
                }
            }
            try scanner.finish()
            guard let message else { return nil }
            return SessionEntry(id: id, parentID: parentID, timestamp: timestamp ?? message.timestamp, kind: .message(message))
        } catch {
            return nil
        }
    }

    private static func anyEntry(_ line: UnsafeRawBufferPointer) -> SessionEntry? {
        guard var object = self.object(line), let type = object["type"]?.stringValue, type != "session" else { return nil }
        let id = object["id"]?.stringValue ?? ""
        let parentID = object["parentId"]?.stringValue
        let timestamp = object["timestamp"].flatMap(self.timestamp)
        let kind: SessionEntry.Kind
        if type == "message", let message = object["message"].flatMap(ChatMessage.init(json:)) {
            let time = timestamp ?? message.timestamp
            return SessionEntry(id: id, parentID: parentID, timestamp: time, kind: .message(message))
        } else if type == "compaction", let summary = object["summary"]?.stringValue {
            kind = .compaction(
                summary: summary,
                firstKeptEntryID: object["firstKeptEntryId"]?.stringValue,
                tokensBefore: object["tokensBefore"]?.intValue.map(Int.init) ?? 0
            )
        } else {
            for key in ["type", "id", "parentId", "timestamp"] { object.removeValue(forKey: key) }
            kind = .other(type: type, fields: object)
        }
        return SessionEntry(id: id, parentID: parentID, timestamp: timestamp ?? .epoch, kind: kind)
    }

    private static func object(_ line: UnsafeRawBufferPointer) -> JSONObject? {
        do throws(JSONError) {
            return try JSONValue(parsing: line, limits: JSONLimits(maximumBytes: .max)).objectValue
        } catch {
            return nil
        }
    }

    /// A time as text (RFC 3339) or as milliseconds.
    private static func timestamp(_ value: JSONValue) -> Timestamp? {
        if let text = value.stringValue { return Timestamp(iso8601: text) }
        return value.intValue.map { Timestamp(milliseconds: $0) }
    }
}
