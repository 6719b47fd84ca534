// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One session of a ``SessionIndex``, packed: what is searched lies side by side, the properties stay JSON text until somebody asks.
struct SessionIndexRow: Sendable {
    /// Key, label, title, transcript identifier and properties, one behind the other; a zero byte ends each of the first three.
    private var text: [UInt8]
    private var keyEnd: UInt32
    private var labelEnd: UInt32
    private var titleEnd: UInt32
    private var idEnd: UInt32
    private var hasLabel: Bool
    /// Whether a title is known.
    private(set) var hasTitle: Bool
    /// Whether the session is out of the active set.
    private(set) var isArchived: Bool
    /// Whether the index file has an older state of this row.
    var isDirty = false
    /// The place of the session among those in use, or -1.
    var hot: Int32 = -1
    /// When the transcript began, in milliseconds since 1970.
    var createdAt: Int64
    /// When the session last changed, in milliseconds since 1970.
    var updatedAt: Int64
    /// When somebody last said something, in milliseconds since 1970.
    var interactedAt: Int64
    /// How many entries the transcript has.
    var version: Int
    /// How many bytes of the transcript are good and counted.
    var byteCount: Int
    /// The beginning of the newest message; empty when there is none.
    var preview: String

    /// Packs a session; `attributes` is the JSON text of the properties, or empty when there are none.
    init(
        key: UnsafeRawBufferPointer,
        sessionID: UnsafeRawBufferPointer,
        label: UnsafeRawBufferPointer?,
        title: UnsafeRawBufferPointer?,
        attributes: UnsafeRawBufferPointer,
        isArchived: Bool
    ) {
        let size = key.count + (label?.count ?? 0) + (title?.count ?? 0) + 3 + sessionID.count + attributes.count
        self.text = []
        self.text.reserveCapacity(size)
        self.text.append(contentsOf: key)
        self.keyEnd = UInt32(self.text.count)
        self.text.append(0)
        if let label { self.text.append(contentsOf: label) }
        self.labelEnd = UInt32(self.text.count)
        self.text.append(0)
        if let title { self.text.append(contentsOf: title) }
        self.titleEnd = UInt32(self.text.count)
        self.text.append(0)
        self.text.append(contentsOf: sessionID)
        self.idEnd = UInt32(self.text.count)
        self.text.append(contentsOf: attributes)
        self.hasLabel = label != nil
        self.hasTitle = title != nil
        self.isArchived = isArchived
        self.createdAt = 0
        self.updatedAt = 0
        self.interactedAt = 0
        self.version = 0
        self.byteCount = 0
        self.preview = ""
    }

    /// Packs a record.
    init(_ record: SessionRecord, byteCount: Int) {
        let attributes = record.attributes.isEmpty ? [] : JSONValue.object(record.attributes).serialized()
        self = Array(record.key.rawValue.utf8).withUnsafeBytes { key in
            Array(record.sessionID.utf8).withUnsafeBytes { id in
                Self.withBytes(record.label) { label in
                    Self.withBytes(record.derivedTitle) { title in
                        attributes.withUnsafeBytes { attributes in
                            SessionIndexRow(
                                key: key,
                                sessionID: id,
                                label: label,
                                title: title,
                                attributes: attributes,
                                isArchived: record.isArchived
                            )
                        }
                    }
                }
            }
        }
        self.createdAt = record.createdAt.milliseconds
        self.updatedAt = record.updatedAt.milliseconds
        self.interactedAt = record.lastInteractionAt.milliseconds
        self.version = record.version.rawValue
        self.byteCount = byteCount
        self.preview = record.lastMessagePreview ?? ""
    }

    private static func withBytes<Value>(_ text: String?, _ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
        guard let text else { return body(nil) }
        return Array(text.utf8).withUnsafeBytes { body($0) }
    }

    /// Replaces what is packed by a record's, and keeps the rest.
    mutating func repack(_ record: SessionRecord) {
        var row = SessionIndexRow(record, byteCount: self.byteCount)
        row.isDirty = self.isDirty
        row.hot = self.hot
        self = row
    }

    private func string(_ range: Range<UInt32>) -> String {
        self.text.withUnsafeBytes {
            String(decoding: UnsafeRawBufferPointer(rebasing: $0[Int(range.lowerBound)..<Int(range.upperBound)]), as: UTF8.self)
        }
    }

    /// The session's key.
    var key: SessionKey { SessionKey(self.string(0..<self.keyEnd)) }

    /// The identifier of the transcript.
    var sessionID: String { self.string(self.titleEnd + 1..<self.idEnd) }

    /// Unpacks everything.
    var record: SessionRecord { self.record(key: self.key) }

    /// Unpacks everything but the key, which the caller has.
    func record(key: SessionKey) -> SessionRecord {
        SessionRecord(
            key: key,
            sessionID: self.sessionID,
            createdAt: Timestamp(milliseconds: self.createdAt),
            updatedAt: Timestamp(milliseconds: self.updatedAt),
            lastInteractionAt: Timestamp(milliseconds: self.interactedAt),
            version: SessionVersion(self.version),
            derivedTitle: self.hasTitle ? self.string(self.labelEnd + 1..<self.titleEnd) : nil,
            lastMessagePreview: self.preview.isEmpty ? nil : self.preview,
            attributes: self.attributes
        )
    }

    /// What maintenance needs to know; properties are unpacked only where they may matter.
    var usage: SessionUsage {
        let attributes = self.isArchived || self.mayBePinned ? self.attributes : [:]
        return SessionUsage(
            key: self.key,
            sessionID: self.sessionID,
            version: SessionVersion(self.version),
            updatedAt: Timestamp(milliseconds: self.updatedAt),
            byteCount: max(0, self.byteCount),
            isArchived: self.isArchived,
            archivedAt: self.isArchived ? attributes["archivedAt"]?.intValue.map { Timestamp(milliseconds: $0) } : nil,
            isPinned: attributes["pinned"]?.boolValue ?? false
        )
    }

    /// Whether the word stands in the properties.
    private var mayBePinned: Bool {
        guard self.idEnd < self.text.count else { return false }
        return self.text.withUnsafeBytes { text in
            let text = UnsafeRawBufferPointer(rebasing: text[Int(self.idEnd)...])
            guard text.count > 8 else { return false }
            for start in 0..<text.count - 7 where text[start] == 0x22 && text[start + 7] == 0x22 {
                if text[start + 1..<start + 7].elementsEqual("pinned".utf8) { return true }
            }
            return false
        }
    }

    /// The settable properties.
    var attributes: JSONObject {
        guard self.idEnd < self.text.count else { return [:] }
        do throws(JSONError) {
            return try JSONValue(parsing: self.text[Int(self.idEnd)...]).objectValue ?? [:]
        } catch {
            return [:]  // Only text that was checked or written here is packed.
        }
    }

    /// Whether the row has this key.
    func hasKey(_ key: UnsafeRawBufferPointer) -> Bool {
        key.count == Int(self.keyEnd) && self.text.withUnsafeBytes { $0.prefix(key.count).elementsEqual(key) }
    }

    /// Whether the row has this transcript identifier.
    func hasSessionID(_ id: [UInt8]) -> Bool {
        id.count == Int(self.idEnd - self.titleEnd - 1) && self.text[Int(self.titleEnd + 1)..<Int(self.idEnd)].elementsEqual(id)
    }

    /// Whether both rows name the same transcript.
    func hasTranscript(of other: SessionIndexRow) -> Bool {
        self.text[Int(self.titleEnd + 1)..<Int(self.idEnd)].elementsEqual(other.text[Int(other.titleEnd + 1)..<Int(other.idEnd)])
    }

    /// Whether the row's key begins with these bytes.
    func hasKeyPrefix(_ prefix: [UInt8]) -> Bool {
        prefix.count <= Int(self.keyEnd) && self.text.withUnsafeBytes { $0.prefix(prefix.count).elementsEqual(prefix) }
    }

    /// Whether the row has exactly this label.
    func hasLabel(_ label: [UInt8]) -> Bool {
        self.hasLabel && self.text[Int(self.keyEnd + 1)..<Int(self.labelEnd)].elementsEqual(label)
    }

    /// Whether the words occur in key, label or title.
    func matches(_ search: SessionSearch) -> Bool {
        self.text.withUnsafeBufferPointer { search.matches(UnsafeBufferPointer(rebasing: $0[..<Int(self.titleEnd)])) }
    }

    /// Runs a closure on the bytes of the key.
    func withKey<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        self.text.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<Int(self.keyEnd)])) }
    }

    /// Writes the row as a line of the index file.
    func write(to writer: inout JSONWriter) {
        self.text.withUnsafeBytes { text in
            func part(_ start: UInt32, _ end: UInt32) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: text[Int(start)..<Int(end)])
            }
            writer.beginObject()
            writer.key("key")
            writer.string(utf8: part(0, self.keyEnd))
            writer.key("id")
            writer.string(utf8: part(self.titleEnd + 1, self.idEnd))
            writer.field("created", self.createdAt)
            writer.field("updated", self.updatedAt)
            if self.interactedAt != self.updatedAt { writer.field("interacted", self.interactedAt) }
            writer.field("version", self.version)
            writer.field("bytes", self.byteCount)
            if self.hasTitle {
                writer.key("title")
                writer.string(utf8: part(self.labelEnd + 1, self.titleEnd))
            }
            if !self.preview.isEmpty { writer.field("preview", self.preview) }
            if Int(self.idEnd) < text.count {
                writer.key("attributes")
                writer.raw(part(self.idEnd, UInt32(text.count)))
            }
            writer.endObject()
            writer.endLine()
        }
    }
}
