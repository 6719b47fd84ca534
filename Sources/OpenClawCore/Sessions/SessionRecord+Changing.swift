// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension SessionRecord {
    /// The longest title, in Unicode scalars.
    static let titleLength = 120
    /// The longest preview, in Unicode scalars.
    static let previewLength = 240

    /// Moves the record on by entries that were appended.
    mutating func advance(over entries: [SessionEntry], at now: Timestamp) {
        self.version = SessionVersion(self.version.rawValue + entries.count)
        self.updatedAt = max(self.updatedAt, now)
        if entries.contains(where: \.isInteraction) { self.lastInteractionAt = max(self.lastInteractionAt, now) }
        if self.derivedTitle == nil { self.derivedTitle = Self.title(of: entries) }
        if let preview = Self.preview(of: entries) { self.lastMessagePreview = preview }
    }

    /// Begins a new transcript under the same key; the settable properties stay.
    mutating func restart(sessionID: String, at now: Timestamp) {
        self.sessionID = sessionID
        self.createdAt = now
        self.updatedAt = max(self.updatedAt, now)
        self.lastInteractionAt = now
        self.version = .empty
        self.derivedTitle = nil
        self.lastMessagePreview = nil
    }

    /// The beginning of the first user message with words.
    static func title(of entries: [SessionEntry]) -> String? {
        for entry in entries {
            if let message = entry.message, message.role == .user, let text = self.words(of: message) {
                return text.prefixOfScalars(self.titleLength)
            }
        }
        return nil
    }

    /// The beginning of the newest message with words.
    static func preview(of entries: [SessionEntry]) -> String? {
        for entry in entries.reversed() {
            if let message = entry.message, let text = self.words(of: message) { return text.prefixOfScalars(self.previewLength) }
        }
        return nil
    }

    private static func words(of message: ChatMessage) -> String? {
        let text = message.text
        return text.isEmpty ? nil : text
    }
}

extension JSONObject {
    /// Sets the given properties; a `null` removes one. Returns whether anything changed.
    mutating func patch(with changes: JSONObject) -> Bool {
        var hasChanged = false
        for (key, value) in changes {
            if value.isNull {
                if self.removeValue(forKey: key) != nil { hasChanged = true }
            } else if self[key] != value {
                self[key] = value
                hasChanged = true
            }
        }
        return hasChanged
    }
}

extension String {
    /// The first so many Unicode scalars; cheap for long texts, and the text itself when it is short.
    func prefixOfScalars(_ limit: Int) -> String {
        if self.utf8.count <= limit { return self }
        var copy = self
        let length = copy.withUTF8 { bytes -> Int in
            var scalars = 0
            for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
                if scalars == limit { return offset }
                scalars += 1
            }
            return bytes.count
        }
        return length == copy.utf8.count ? copy : String(copy.utf8.prefix(length)) ?? String(copy.unicodeScalars.prefix(limit))
    }
}
