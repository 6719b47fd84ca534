// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A whole message.
public struct WebSocketMessage: Hashable, Sendable {
    /// Whether it is text; its bytes are then valid UTF-8.
    public var isText: Bool
    /// The content.
    public var bytes: [UInt8]

    /// Creates a message.
    public init(isText: Bool, bytes: [UInt8]) {
        self.isText = isText
        self.bytes = bytes
    }

    /// A text message.
    public static func text(_ text: String) -> WebSocketMessage {
        WebSocketMessage(isText: true, bytes: Array(text.utf8))
    }

    /// A binary message.
    public static func binary(_ bytes: [UInt8]) -> WebSocketMessage {
        WebSocketMessage(isText: false, bytes: bytes)
    }

    /// The content as text; damaged UTF-8 of a binary message is repaired.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
