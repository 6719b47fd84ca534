// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A line of the index file. The last line about a session wins.
enum SessionIndexLine {
    /// The version of the format.
    static let formatVersion: Int64 = 1

    /// The first line: `{"type":"index","version":1}`.
    case header(version: Int64)
    /// `{"state":"open"}` before transcripts are written to, `{"state":"clean"}` when all rows before it are up to date.
    case state(isClean: Bool)
    /// The newest epoch that was seen: `{"epoch":7}`.
    case epoch(Epoch)
    /// The state of a session.
    case row(SessionIndexRow)
    /// A session is gone; `removesTranscript` says what was to happen to its transcript.
    case deleted(key: SessionKey, sessionID: String, removesTranscript: Bool)

    // MARK: Writing

    static func writeHeader(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("type", "index")
        writer.field("version", self.formatVersion)
        writer.endObject()
        writer.endLine()
    }

    static func writeState(isClean: Bool, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("state", isClean ? "clean" : "open")
        writer.endObject()
        writer.endLine()
    }

    static func write(_ epoch: Epoch, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("epoch", Int64(clamping: epoch.rawValue))
        writer.endObject()
        writer.endLine()
    }

    static func writeDeleted(key: SessionKey, sessionID: String, removesTranscript: Bool, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("key", key.rawValue)
        writer.field("id", sessionID)
        writer.field("deleted", removesTranscript ? "remove" : "archive")
        writer.endObject()
        writer.endLine()
    }

    // MARK: Reading

    /// Reads a line; `nil` when it is damaged.
    static func parse(_ line: UnsafeRawBufferPointer) -> SessionIndexLine? {
        var fields = Fields(line)
        do throws(JSONError) {
            try fields.scan()
        } catch {
            return nil
        }
        return fields.line
    }

    private struct Fields {
        private var scanner: JSONScanner
        private var key: Range<Int>?
        private var id: Range<Int>?
        private var title: Range<Int>?
        private var preview: Range<Int>?
        private var attributes: Range<Int>?
        private var label: Range<Int>?
        private var deleted: Range<Int>?
        private var state: Range<Int>?
        private var created: Int64 = 0
        private var updated: Int64 = 0
        private var interacted: Int64?
        private var version: Int64 = 0
        private var bytes: Int64 = 0
        private var epoch: Int64?
        private var isHeader = false
        private var isArchived = false

        init(_ line: UnsafeRawBufferPointer) { self.scanner = JSONScanner(line) }

        mutating func scan() throws(JSONError) {
            try self.scanner.beginObject()
            while let key = try self.scanner.nextKey() {
                if self.scanner.matches(key, "key") {
                    self.key = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "id") {
                    self.id = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "created") {
                    self.created = try self.scanner.scanInt()
                } else if self.scanner.matches(key, "updated") {
                    self.updated = try self.scanner.scanInt()
                } else if self.scanner.matches(key, "interacted") {
                    self.interacted = try self.scanner.scanInt()
                } else if self.scanner.matches(key, "version") {
                    self.version = try self.scanner.scanInt()
                } else if self.scanner.matches(key, "bytes") {
                    self.bytes = try self.scanner.scanInt()
                } else if self.scanner.matches(key, "title") {
                    self.title = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "preview") {
                    self.preview = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "attributes") {
                    try self.scanAttributes()
                } else if self.scanner.matches(key, "deleted") {
                    self.deleted = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "state") {
                    self.state = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "epoch") {
                    self.epoch = try self.scanner.scanInt()
                } else if self.scanner.matches(key, "type") {
                    let (range, _) = try self.scanner.scanString()
                    self.isHeader = self.scanner.matches(range, "index")
                } else {
                    _ = try self.scanner.skipValue()
                }
            }
            try self.scanner.finish()
        }

        private mutating func scanAttributes() throws(JSONError) {
            _ = try self.scanner.nextKind()
            let start = self.scanner.offset
            try self.scanner.beginObject()
            while let key = try self.scanner.nextKey() {
                if self.scanner.matches(key, "label"), try self.scanner.nextKind() == .string {
                    self.label = try self.scanner.scanString().range
                } else if self.scanner.matches(key, "archived"), try self.scanner.nextKind() == .bool {
                    self.isArchived = try self.scanner.scanBool()
                } else {
                    _ = try self.scanner.skipValue()
                }
            }
            self.attributes = start..<self.scanner.offset
        }

        var line: SessionIndexLine? {
            if let epoch { return .epoch(Epoch(UInt64(clamping: epoch))) }
            if let state { return .state(isClean: self.scanner.matches(state, "clean")) }
            if self.isHeader { return .header(version: self.version) }
            guard let key, let id, !key.isEmpty, !id.isEmpty else { return nil }
            let sessionID = self.scanner.decodeString(id)
            guard SessionIdentifier.isValid(sessionID) else { return nil }
            if let deleted {
                return .deleted(
                    key: SessionKey(self.scanner.decodeString(key)),
                    sessionID: sessionID,
                    removesTranscript: self.scanner.matches(deleted, "remove")
                )
            }
            return .row(self.row(key: key, id: id))
        }

        private func row(key: Range<Int>, id: Range<Int>) -> SessionIndexRow {
            var row = self.withText(key) { key in
                self.withText(id) { id in
                    self.withText(self.label) { label in
                        self.withText(self.title) { title in
                            SessionIndexRow(
                                key: key ?? UnsafeRawBufferPointer(start: nil, count: 0),
                                sessionID: id ?? UnsafeRawBufferPointer(start: nil, count: 0),
                                label: label,
                                title: title,
                                attributes: UnsafeRawBufferPointer(rebasing: self.scanner.bytes[self.attributes ?? 0..<0]),
                                isArchived: self.isArchived
                            )
                        }
                    }
                }
            }
            row.createdAt = self.created
            row.updatedAt = self.updated
            row.interactedAt = self.interacted ?? self.updated
            row.version = Int(clamping: self.version)
            row.byteCount = Int(clamping: self.bytes)
            row.preview = self.preview.map { self.scanner.decodeString($0) } ?? ""
            return row
        }

        /// Runs a closure on the text of a string; only strings with escapes are copied.
        private func withText<Value>(_ range: Range<Int>?, _ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
            guard let range else { return body(nil) }
            let raw = UnsafeRawBufferPointer(rebasing: self.scanner.bytes[range])
            guard raw.contains(0x5C) else { return body(raw) }
            return Array(self.scanner.decodeString(range).utf8).withUnsafeBytes { body($0) }
        }
    }
}
