// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What came of a task that was done.
public struct TaskOutcome: Sendable, Hashable {
    /// The answer in words.
    public var text: String?
    /// What a node or worker answered.
    public var value: JSONValue
    /// Whether something was left out because it was too large to keep.
    public var isTruncated: Bool

    /// Makes an outcome.
    public init(text: String? = nil, value: JSONValue = .null) {
        self.text = text
        self.value = value
        self.isTruncated = false
    }

    /// The outcome with at most so many bytes of text and of value.
    func bounded(_ limit: Int) -> TaskOutcome {
        var copy = self
        if let text, text.utf8.count > limit {
            copy.text = String(decoding: Array(text.utf8.prefix(limit)), as: UTF8.self)
            copy.isTruncated = true
        }
        if !self.value.isNull, self.value.serialized().count > limit {
            copy.value = .null
            copy.isTruncated = true
        }
        return copy
    }

    /// About how much memory it takes.
    var byteCount: Int { (self.text?.utf8.count ?? 0) + (self.value.isNull ? 0 : self.value.serialized().count) }
}
