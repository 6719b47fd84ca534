// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads frames from a byte stream and keeps the rules of RFC 6455: one value per connection, for either end.
///
/// The driver calls ``next(_:_:)`` with a mutable buffer of what it has read until the answer is ``Event/needMoreData``.
/// Frames are unmasked in place. A message whose only frame lies wholly in the input is reported as a range of it;
/// others are collected in memory which exists only until the message is complete. Text has been validated as UTF-8,
/// unless it is compressed: then validate after inflating with ``UTF8Validator``.
///
/// ```swift
/// switch machine.next(bytes, &cursor) {
/// case .needMoreData: return                                            // wait for the next read
/// case .text(let payload, let isCompressed): …                          // payload.withBytes(in: …)
/// case .ping(let payload): …                                            // WebSocketFrameEncoder.writePong
/// case .close(let code, let reason): machine.replyToClose(into: &out)   // send, half-close, wait a little
/// case .failed(let error): machine.close(code: error.closeCode, into: &out)
/// …
/// }
/// ```
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
        /// Every further call says the same.
        case failed(WebSocketError)
    }

    private enum Phase: UInt8 {
        case header, data, control, closed, failed
    }

    /// The largest message in bytes (before inflation). May be raised later, for example after authentication.
    public var maximumMessageBytes: Int

    /// Which end this is.
    public let role: WebSocketRole
    private let allowsCompression: Bool
    private var phase = Phase.header
    private var error = WebSocketError(.reservedBits)

    /// Whether this end has written its close frame: no further frame may be sent, and messages are not reported any more.
    public private(set) var hasSentClose = false
    /// Whether the peer's close frame has arrived.
    public private(set) var hasReceivedClose = false
    private var receivedCode = WebSocketCloseCode.noCode

    /// The first bytes of a header which the input cut off.
    private var cutHeader: [UInt8] = []

    // The current frame.
    private var frameOpcode = WebSocketOpcode.continuation
    private var frameIsFinal = false
    private var maskingKey: UInt32 = 0
    private var frameCount = 0
    private var frameOffset = 0

    // The current message; its opcode is `.continuation` when there is none.
    private var messageOpcode = WebSocketOpcode.continuation
    private var messageIsCompressed = false
    private var message: [UInt8] = []
    private var utf8 = UTF8Validator()
    private var control: [UInt8] = []

    /// Makes a machine for a connection whose handshake is done.
    ///
    /// - Parameters:
    ///   - maximumMessageBytes: the largest message; a larger one fails with 1009 as soon as its header tells.
    ///   - allowsCompression: whether permessage-deflate was negotiated, so that RSV1 may be set.
    public init(role: WebSocketRole, maximumMessageBytes: Int = 64 * 1024, allowsCompression: Bool = false) {
        self.role = role
        self.maximumMessageBytes = maximumMessageBytes
        self.allowsCompression = allowsCompression
    }

    /// Whether a frame or a fragmented message is under way, so that memory is held for it.
    public var isInsideMessage: Bool {
        phase == .data || phase == .control || messageOpcode != .continuation || !cutHeader.isEmpty
    }

    /// Consumes input from `cursor` on and says what it found. Bytes of payloads are unmasked in place.
    ///
    /// - Parameters:
    ///   - input: bytes from the connection; ranges in events index into it and are valid as long as the driver keeps it.
    ///   - cursor: where to go on; moved behind what was consumed.
    public mutating func next(_ input: UnsafeMutableRawBufferPointer, _ cursor: inout Int) -> Event {
        guard let base = input.baseAddress else {
            return phase == .failed ? .failed(error) : .needMoreData
        }
        do throws(WebSocketError) {
            while true {
                let found: Event?
                switch phase {
                case .header:
                    guard try nextHeader(base, count: input.count, &cursor) else { return .needMoreData }
                    continue
                case .data:
                    found = try nextData(base, count: input.count, &cursor)
                case .control:
                    found = try nextControl(base, count: input.count, &cursor)
                case .closed:
                    cursor = input.count
                    return .needMoreData
                case .failed:
                    cursor = input.count
                    return .failed(error)
                }
                guard let found else {
                    // Either the input ends inside the frame or the frame is done and reports nothing.
                    if cursor >= input.count, phase != .header { return .needMoreData }
                    continue
                }
                if hasSentClose, isSilenced(found) { continue }
                return found
            }
        } catch {
            phase = .failed
            self.error = error
            message = []
            control = []
            cutHeader = []
            return .failed(error)
        }
    }

    /// Writes a close frame, unless one has been written before.
    ///
    /// A code which may not stand on the wire writes an empty close frame; the reason is cut to 123 bytes at a character.
    /// - Parameter maskingKey: an unpredictable key, for clients; servers leave it.
    /// - Returns: whether a frame was written. After it no other frame may be sent.
    @discardableResult
    public mutating func close(
        code: WebSocketCloseCode,
        reason: String = "",
        maskingKey: UInt32 = 0,
        into output: inout [UInt8]
    ) -> Bool {
        guard !hasSentClose else { return false }
        hasSentClose = true
        WebSocketFrameEncoder.writeClose(code, reason: reason, maskingKey: role == .client ? maskingKey : nil, into: &output)
        return true
    }

    /// Answers the peer's close frame with its own code, unless a close frame has been written before.
    @discardableResult
    public mutating func replyToClose(maskingKey: UInt32 = 0, into output: inout [UInt8]) -> Bool {
        guard hasReceivedClose else { return false }
        return close(code: receivedCode, maskingKey: maskingKey, into: &output)
    }

    /// After this end's close frame only the peer's matters.
    private func isSilenced(_ event: Event) -> Bool {
        switch event {
        case .text, .binary, .ping, .pong: true
        case .needMoreData, .close, .failed: false
        }
    }

    // MARK: Headers

    /// Reads a header and enters the frame; false when the input ends before.
    @inline(__always)
    private mutating func nextHeader(
        _ base: UnsafeMutableRawPointer,
        count: Int,
        _ cursor: inout Int
    ) throws(WebSocketError) -> Bool {
        if cutHeader.isEmpty, count &- cursor >= 2 {
            let start = UnsafeRawPointer(base) + cursor
            let first = start.load(as: UInt8.self)
            let second = start.load(fromByteOffset: 1, as: UInt8.self)
            try WebSocketFrameHeader.check(first, second, role: role, allowsCompression: allowsCompression)
            let size = WebSocketFrameHeader.size(first, second)
            if count &- cursor >= size {
                cursor &+= size
                try enter(WebSocketFrameHeader(start))
                return true
            }
        }
        return try nextCutHeader(base, count: count, &cursor)
    }

    private mutating func nextCutHeader(
        _ base: UnsafeMutableRawPointer,
        count: Int,
        _ cursor: inout Int
    ) throws(WebSocketError) -> Bool {
        while cursor < count {
            cutHeader.append(base.load(fromByteOffset: cursor, as: UInt8.self))
            cursor += 1
            guard cutHeader.count >= 2 else { continue }
            if cutHeader.count == 2 {
                try WebSocketFrameHeader.check(cutHeader[0], cutHeader[1], role: role, allowsCompression: allowsCompression)
            }
            guard cutHeader.count == WebSocketFrameHeader.size(cutHeader[0], cutHeader[1]) else { continue }
            let bytes = cutHeader
            cutHeader = []
            let header = try bytes.withRawBytes { (bytes: UnsafeRawBufferPointer) throws(WebSocketError) -> WebSocketFrameHeader? in
                guard let base = bytes.baseAddress else { return nil }
                return try WebSocketFrameHeader(base)
            }
            guard let header else { continue }
            try enter(header)
            return true
        }
        return false
    }

    @inline(__always)
    private mutating func enter(_ header: WebSocketFrameHeader) throws(WebSocketError) {
        frameOpcode = header.opcode
        frameIsFinal = header.isFinal
        maskingKey = header.maskingKey
        frameCount = header.count
        frameOffset = 0
        switch header.opcode {
        case .text, .binary:
            guard messageOpcode == .continuation else { throw WebSocketError(.unfinishedMessage) }
            messageOpcode = header.opcode
            messageIsCompressed = header.isCompressed
            utf8 = UTF8Validator()
        case .continuation:
            guard messageOpcode != .continuation else { throw WebSocketError(.unexpectedContinuation) }
        case .close, .ping, .pong:
            phase = .control
            return
        }
        guard header.count <= maximumMessageBytes &- message.count else { throw WebSocketError(.messageTooBig) }
        phase = .data
    }

    // MARK: Payloads

    /// Takes what the input holds of a data frame; reports the message when this completes it.
    @inline(__always)
    private mutating func nextData(
        _ base: UnsafeMutableRawPointer,
        count: Int,
        _ cursor: inout Int
    ) throws(WebSocketError) -> Event? {
        let piece = min(frameCount &- frameOffset, count &- cursor)
        let start = base + cursor
        if role == .server { WebSocketMask.apply(start, count: piece, key: maskingKey, offset: frameOffset) }
        let range = Range(uncheckedBounds: (cursor, cursor &+ piece))
        cursor &+= piece
        let isText = messageOpcode == .text && !messageIsCompressed
        if isText, piece > 0, !utf8.feed(UnsafeRawBufferPointer(start: start, count: piece)) {
            throw WebSocketError(.invalidText)
        }
        let isWhole = piece == frameCount
        frameOffset &+= piece
        guard frameOffset == frameCount else {
            collect(start, count: piece)
            return nil
        }
        phase = .header
        guard frameIsFinal else {
            collect(start, count: piece)
            return nil
        }
        if isText, !utf8.isComplete { throw WebSocketError(.invalidText) }
        let payload: WebSocketPayload
        if isWhole, frameOpcode != .continuation {
            payload = .input(range)
        } else {
            collect(start, count: piece)
            payload = .owned(message)
            message = []
        }
        let opcode = messageOpcode
        messageOpcode = .continuation
        return opcode == .text
            ? .text(payload, isCompressed: messageIsCompressed) : .binary(payload, isCompressed: messageIsCompressed)
    }

    private mutating func collect(_ start: UnsafeRawPointer, count: Int) {
        guard count > 0 else { return }
        if message.isEmpty, frameIsFinal {
            // The rest of a single frame: grow to its size at once unless a header alone would take much memory.
            message.reserveCapacity(min(frameCount, max(4 * count, 16 * 1024)))
        }
        message.append(start, count: count)
    }

    /// Takes what the input holds of a control frame; reports it when it is complete.
    private mutating func nextControl(
        _ base: UnsafeMutableRawPointer,
        count: Int,
        _ cursor: inout Int
    ) throws(WebSocketError) -> Event? {
        let piece = min(frameCount - frameOffset, count - cursor)
        let start = base + cursor
        if role == .server { WebSocketMask.apply(start, count: piece, key: maskingKey, offset: frameOffset) }
        let range = cursor..<cursor + piece
        cursor += piece
        frameOffset += piece
        guard piece != frameCount else {
            return try finishControl(.input(range), UnsafeRawBufferPointer(start: start, count: piece))
        }
        control.append(start, count: piece)
        guard frameOffset == frameCount else { return nil }
        let collected = control
        control = []
        return try collected.withRawBytes { (bytes: UnsafeRawBufferPointer) throws(WebSocketError) -> Event in
            try finishControl(.owned(collected), bytes)
        }
    }

    private mutating func finishControl(
        _ payload: WebSocketPayload,
        _ bytes: UnsafeRawBufferPointer
    ) throws(WebSocketError) -> Event {
        phase = .header
        switch frameOpcode {
        case .ping: return .ping(payload)
        case .pong: return .pong(payload)
        default: break
        }
        guard bytes.count != 1 else { throw WebSocketError(.shortClosePayload) }
        var reason = ""
        if bytes.count >= 2 {
            receivedCode = WebSocketCloseCode(UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
            guard receivedCode.isAllowedOnWire else { throw WebSocketError(.invalidCloseCode) }
            let text = UnsafeRawBufferPointer(rebasing: bytes[2...])
            guard UTF8Validator.isValid(text) else { throw WebSocketError(.invalidCloseReason) }
            reason = String(decoding: text, as: UTF8.self)
        }
        hasReceivedClose = true
        phase = .closed
        message = []
        return .close(receivedCode, reason: reason)
    }
}
