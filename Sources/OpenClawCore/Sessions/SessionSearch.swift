// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Words that must all occur in a session's key, label or title, without regard to ASCII case.
struct SessionSearch: Sendable {
    private let words: [[UInt8]]

    /// Splits a search text at white space; `nil` when it has no words.
    init?(_ text: String?) {
        guard let text else { return nil }
        self.words = text.utf8.split { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }.map { $0.map(Self.fold) }
        if self.words.isEmpty { return nil }
    }

    /// Whether every word occurs in the bytes.
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        self.words.allSatisfy { Self.contains($0, in: bytes) }
    }

    /// Whether every word occurs in the record's key, label or title.
    func matches(_ record: SessionRecord) -> Bool {
        var text = Array(record.key.rawValue.utf8)
        for part in [record.label, record.derivedTitle] {
            text.append(0)
            if let part { text += part.utf8 }
        }
        return text.withUnsafeBufferPointer { self.matches($0) }
    }

    @inline(__always)
    private static func fold(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }

    private static func contains(_ word: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let last = bytes.count - word.count
        guard last >= 0 else { return false }
        return word.withUnsafeBufferPointer { word in
            let first = word[0]
            for start in 0...last where Self.fold(bytes[start]) == first {
                var length = 1
                while length < word.count, Self.fold(bytes[start + length]) == word[length] { length += 1 }
                if length == word.count { return true }
            }
            return false
        }
    }
}
