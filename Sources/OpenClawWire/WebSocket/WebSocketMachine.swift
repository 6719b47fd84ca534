// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads frames from a byte stream and keeps the rules of RFC 6455: one value per connection, for either end.
///
/// The driver calls ``next(_:_:)`` with a mutable buffer of what it has read until the answer is ``Event/needMoreData``.
/// Frames are unmasked in place. A message whose only frame lies wholly in the input is reported as a range of it;
/// others are collected in memory which exists only until the message is complete. Text has been validated as UTF-8,
/// unless it is compressed: then validate after inflating with ``UTF8Validator``.
public struct WebSocketMachine: Sendable {
    /// What was found in the input.
    public enum Event: Sendable, Equatable {
        /// The input is used up.
        case needMoreData
        /// A text message. `isCompressed` tells that it must be inflated.
        case text(WebSocketPayload, isCompressed: Bool)
        /// A binary message.
        case binary(WebSocketPayload, isCompressed: Bool)
        /// A ping; answer with ``WebSocketFrameEncoder/writePong(_:maskingKey:into:)``.
        case ping(WebSocketPayload)
        /// A pong.
        case pong(WebSocketPayload)
        /// The peer's close frame; ``WebSocketCloseCode/noCode`` when it had no code. Answer with
        /// ``replyToClose(maskingKey:into:)``, then half-close. Nothing follows: the rest of the input is ignored.
        case close(WebSocketCloseCode, reason: String)
        /// The peer broke the protocol. Send ``close(code:reason:maskingKey:into:)`` with the error's code, then close.
        case failed(WebSocketError)
    }

    /// The largest message in bytes (before inflation). May be raised later, for example after authentication.
    public var maximumMessageBytes: Int

    /// Makes a machine.
    ///
    /// - Parameter allowsCompression: whether permessage-deflate was negotiated, so that RSV1 may be set.
    public init(role: WebSocketRole, maximumMessageBytes: Int = 64 * 1024, allowsCompression: Bool = false) {
        self.maximumMessageBytes = maximumMessageBytes
    }

    /// Consumes input from `cursor` on and says what it found. Bytes of payloads are unmasked in place.
    public mutating func next(_ input: UnsafeMutableRawBufferPointer, _ cursor: inout Int) -> Event {
        cursor = input.count
        return .needMoreData
    }

    /// Writes a close frame, unless one has been written before.
    ///
    /// A code which may not stand on the wire writes an empty close frame; the reason is cut to 123 bytes at a character.
    /// - Returns: whether a frame was written. After it no other frame may be sent.
    @discardableResult
    public mutating func close(
        code: WebSocketCloseCode, reason: String = "", maskingKey: UInt32 = 0, into output: inout [UInt8]
    ) -> Bool { false }

    /// Answers the peer's close frame with its own code, unless a close frame has been written before.
    @discardableResult
    public mutating func replyToClose(maskingKey: UInt32 = 0, into output: inout [UInt8]) -> Bool { false }

    /// Whether this end has written its close frame: no further frame may be sent.
    public var hasSentClose: Bool { false }
    /// Whether the peer's close frame has arrived.
    public var hasReceivedClose: Bool { false }
}
