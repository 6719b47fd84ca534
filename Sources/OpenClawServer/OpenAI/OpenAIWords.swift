// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides which words of a run may be sent as additions, since these interfaces cannot take words back.
///
/// A beginning that may turn out to be the agent's sign for silence is held back; a replacement adds what it says beyond the words sent.
struct OpenAIWords {
    private static let silence = "NO_REPLY"
    private var held = ""
    private(set) var sent = ""

    /// Takes further words; returns those to send now.
    mutating func add(_ delta: String) -> String {
        guard self.sent.isEmpty else {
            self.sent += delta
            return delta
        }
        self.held += delta
        return self.release()
    }

    /// Takes words that stand for all before; returns those to send now.
    mutating func replace(_ text: String) -> String {
        if self.sent.isEmpty {
            self.held = text
            return self.release()
        }
        let rest = text.hasPrefix(self.sent) ? String(text.dropFirst(self.sent.count)) : "\n\n\(text)"
        self.sent += rest
        return rest
    }

    /// Takes the whole answer at the end; returns what has not been sent.
    mutating func finish(_ text: String) -> String {
        self.held = ""
        guard text != self.sent, text.hasPrefix(self.sent) else { return "" }
        let rest = String(text.dropFirst(self.sent.count))
        self.sent = text
        return rest
    }

    private mutating func release() -> String {
        if Self.silence.hasPrefix(self.held) { return "" }
        self.sent = self.held
        self.held = ""
        return self.sent
    }
}
