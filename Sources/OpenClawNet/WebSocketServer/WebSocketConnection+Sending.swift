// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension WebSocketConnection {
    /// Sends a text message. The bytes must be UTF-8. Ignored once the connection is closing.
    public func send(text bytes: UnsafeRawBufferPointer) {
        send(bytes, .text)
    }

    /// Sends a text message. The bytes must be UTF-8. Ignored once the connection is closing.
    public func send(text bytes: [UInt8]) {
        bytes.withUnsafeBytes { send($0, .text) }
    }

    /// Sends a text message. Ignored once the connection is closing.
    public func send(text: String) {
        var text = text
        text.withUTF8 { send(UnsafeRawBufferPointer($0), .text) }
    }

    /// Sends a binary message. Ignored once the connection is closing.
    public func send(binary bytes: UnsafeRawBufferPointer) {
        send(bytes, .binary)
    }

    /// Sends a text message which `body` appends straight to the output, without a copy.
    ///
    /// The output may already hold bytes; `body` must leave them alone. Not called once the connection is closing.
    public func sendText(_ body: (inout ByteQueue) -> Void) {
        guard isOpen, stream.beginWrite() else { return }
        if compression != nil {
            var message = ByteQueue()
            body(&message)
            append(UnsafeRawBufferPointer(message.readable), .text)
        } else {
            stream.output.appendTextFrame(body)
        }
        stream.endWrite()
    }

    /// Sends a text message made of two parts: one that many connections share and one of this connection.
    public func sendShared(prefix: [UInt8], suffix: UnsafeRawBufferPointer) {
        guard isOpen, stream.beginWrite() else { return }
        let count = prefix.count + suffix.count
        if compression != nil, count >= options.deflateThreshold {
            var message = ByteQueue()
            message.append(prefix)
            message.append(suffix)
            append(UnsafeRawBufferPointer(message.readable), .text)
        } else {
            stream.output.appendFrameHeader(.text, count: count)
            stream.output.append(prefix)
            stream.output.append(suffix)
        }
        stream.endWrite()
    }

    /// Sends a ping with at most 125 bytes.
    public func ping(_ payload: [UInt8] = []) {
        guard isOpen else { return }
        payload.prefix(125).withUnsafeBytes { send($0, .ping) }
    }

    /// Like ``send(text:)-([UInt8])`` from any thread: the message is sent on the loop, in the order of the calls.
    public func post(text bytes: [UInt8]) {
        if loop.inLoop {
            send(text: bytes)
        } else {
            loop.execute { self.send(text: bytes) }
        }
    }

    /// Like ``close(code:reason:)`` from any thread.
    public func postClose(code: UInt16, reason: String = "") {
        if loop.inLoop {
            close(code: code, reason: reason)
        } else {
            loop.execute { self.close(code: code, reason: reason) }
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer, _ opcode: WebSocketOpcode) {
        guard isOpen, stream.beginWrite() else { return }
        append(bytes, opcode)
        stream.endWrite()
    }

    private func append(_ bytes: UnsafeRawBufferPointer, _ opcode: WebSocketOpcode) {
        if let compression, bytes.count >= options.deflateThreshold, opcode == .text || opcode == .binary {
            var compressed = ByteQueue()
            compression.deflate(bytes, into: &compressed)
            stream.output.appendFrameHeader(opcode, count: compressed.count, isCompressed: true)
            stream.output.append(UnsafeRawBufferPointer(compressed.readable))
        } else {
            stream.output.appendFrameHeader(opcode, count: bytes.count)
            stream.output.append(bytes)
        }
    }
}
