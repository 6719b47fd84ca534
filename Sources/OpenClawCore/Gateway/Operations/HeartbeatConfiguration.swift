// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Turns that an agent takes by itself now and then (PROTOCOL 7.4).
public struct HeartbeatConfiguration: Sendable, Hashable {
    /// The time between two of them; `nil` is never, and then only `wake` makes one.
    public var every: Duration?
    /// What the agent is told.
    public var prompt: String
    /// How many characters beside the sign of well-being still count as nothing to say.
    public var acknowledgementCharacters: Int

    /// What an agent answers when there is nothing to do.
    public static let acknowledgement = "HEARTBEAT_OK"

    /// Makes a configuration; by default there are none.
    public init(
        every: Duration? = nil,
        prompt: String = "Look at what is waiting for you and act on it. If nothing needs attention, answer HEARTBEAT_OK.",
        acknowledgementCharacters: Int = 300
    ) {
        self.every = every
        self.prompt = prompt
        self.acknowledgementCharacters = acknowledgementCharacters
    }

    /// Whether an answer says that there is nothing to do: the sign at its beginning or end, and little beside it.
    package func isAcknowledgement(_ text: String) -> Bool {
        let text = Self.trimmed(text[...])
        if text == Self.acknowledgement { return true }
        guard text.hasPrefix(Self.acknowledgement) || text.hasSuffix(Self.acknowledgement) else { return false }
        return text.count - Self.acknowledgement.count <= self.acknowledgementCharacters
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
