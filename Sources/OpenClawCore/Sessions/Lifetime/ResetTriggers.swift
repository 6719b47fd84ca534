// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Words with which a message begins a new conversation, such as `/new` (PROTOCOL 5.3).
///
/// A message is such a word alone, or begins with it and white space. Case does not matter.
public struct ResetTriggers: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// What a message says beside the word.
    struct Match: Equatable {
        /// The word, in lower case.
        var trigger: String
        /// What follows it; empty when nothing does.
        var rest: String
    }

    /// The words, in lower case.
    public let words: [String]

    /// Makes a set of words; white space around them, and words without anything, are left out.
    public init(_ words: [String]) {
        self.words = words.map { Self.trimmed($0[...]).lowercased() }.filter { !$0.isEmpty }
    }

    /// Makes a set of words.
    public init(arrayLiteral words: String...) { self.init(words) }

    /// Whether no message begins a conversation anew.
    public var isEmpty: Bool { self.words.isEmpty }

    /// The word that a text begins with; `nil` for all other texts, without making anything.
    func match(_ text: String) -> Match? {
        let bytes = text.utf8
        guard !self.words.isEmpty, let start = bytes.firstIndex(where: { !Self.isSpace($0) }) else { return nil }
        for word in self.words {
            guard let end = self.end(of: word, in: text, from: start) else { continue }
            if end < bytes.endIndex, !text[end].isWhitespace { continue }
            return Match(trigger: word, rest: String(Self.trimmed(text[end...])))
        }
        return nil
    }

    /// Where a word ends that a text has at its start.
    private func end(of word: String, in text: String, from start: String.Index) -> String.Index? {
        let bytes = text.utf8
        var index = start
        for byte in word.utf8 {
            if byte >= 0x80 { return self.end(ofAny: word, in: text[start...]) }
            guard index < bytes.endIndex else { return nil }
            let found = bytes[index]
            guard byte == (found >= 0x41 && found <= 0x5A ? found | 0x20 : found) else { return nil }
            index = bytes.index(after: index)
        }
        return index
    }

    /// The same for a word of other alphabets.
    private func end(ofAny word: String, in text: Substring) -> String.Index? {
        let head = text.prefix(word.count)
        return head.lowercased() == word ? head.endIndex : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
