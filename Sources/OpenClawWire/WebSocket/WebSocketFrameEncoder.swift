// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes frames into a byte array.
///
/// Servers leave `maskingKey` nil; clients pass an unpredictable key for each frame (RFC 6455 section 5.3).
public enum WebSocketFrameEncoder {
    /// The largest payload of a control frame.
    public static var maximumControlBytes: Int { 125 }

    /// Writes a whole frame: header and payload.
    ///
    /// - Parameters:
    ///   - isFinal: false for all but the last frame of a fragmented message.
    ///   - isCompressed: sets RSV1; only on the first frame of a message, only when negotiated.
    ///   - maskingKey: its bytes go out in little-endian order.
    public static func write(
        _ opcode: WebSocketOpcode,
        _ payload: UnsafeRawBufferPointer,
        isFinal: Bool = true,
        isCompressed: Bool = false,
        maskingKey: UInt32? = nil,
        into output: inout [UInt8]
    ) {
        writeHeader(
            opcode,
            count: payload.count,
            isFinal: isFinal,
            isCompressed: isCompressed,
            maskingKey: maskingKey,
            into: &output
        )
        let start = output.count
        output.append(contentsOf: payload)
        guard let maskingKey else { return }
        output.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            WebSocketMask.apply(base + start, count: payload.count, key: maskingKey, offset: 0)
        }
    }

    /// Writes only the header of a frame with `count` payload bytes: for payloads which many connections share.
    public static func writeHeader(
        _ opcode: WebSocketOpcode,
        count: Int,
        isFinal: Bool = true,
        isCompressed: Bool = false,
        maskingKey: UInt32? = nil,
        into output: inout [UInt8]
    ) {
        precondition(count >= 0 && (opcode.rawValue < 8 || count <= maximumControlBytes), "a control frame carries at most 125 bytes")
        let first = opcode.rawValue | (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0)
        let maskBit: UInt8 = maskingKey == nil ? 0 : 0x80
        if count < 126 {
            append(first, UInt8(truncatingIfNeeded: count) | maskBit, into: &output)
        } else if count <= 0xFFFF {
            append(first, 126 | maskBit, into: &output)
            append(UInt8(truncatingIfNeeded: count &>> 8), UInt8(truncatingIfNeeded: count), into: &output)
        } else {
            append(first, 127 | maskBit, into: &output)
            withUnsafeBytes(of: UInt64(count).bigEndian) { output.append(contentsOf: $0) }
        }
        if let maskingKey {
            withUnsafeBytes(of: maskingKey.littleEndian) { output.append(contentsOf: $0) }
        }
    }

    /// The size in bytes of a header: 2, 4 or 10, and 4 more with a key.
    public static func headerSize(count: Int, isMasked: Bool) -> Int {
        (count < 126 ? 2 : count <= 0xFFFF ? 4 : 10) + (isMasked ? 4 : 0)
    }

    /// Writes a pong; a payload beyond 125 bytes is cut.
    public static func writePong(_ payload: UnsafeRawBufferPointer, maskingKey: UInt32? = nil, into output: inout [UInt8]) {
        write(.pong, control(payload), maskingKey: maskingKey, into: &output)
    }

    /// Writes a ping; a payload beyond 125 bytes is cut.
    public static func writePing(_ payload: UnsafeRawBufferPointer, maskingKey: UInt32? = nil, into output: inout [UInt8]) {
        write(.ping, control(payload), maskingKey: maskingKey, into: &output)
    }

    /// Writes a close frame: empty when the code may not stand on the wire, else code and as much of the reason as fits.
    static func writeClose(_ code: WebSocketCloseCode, reason: String, maskingKey: UInt32?, into output: inout [UInt8]) {
        var payload: [UInt8] = []
        if code.isAllowedOnWire {
            payload.append(UInt8(truncatingIfNeeded: code.rawValue >> 8))
            payload.append(UInt8(truncatingIfNeeded: code.rawValue))
            for scalar in reason.unicodeScalars {
                let bytes = UTF8.encode(scalar)
                guard let bytes, payload.count + bytes.count <= maximumControlBytes else { break }
                payload.append(contentsOf: bytes)
            }
        }
        payload.withUnsafeBytes { write(.close, $0, maskingKey: maskingKey, into: &output) }
    }

    private static func control(_ payload: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: payload.prefix(maximumControlBytes))
    }

    @inline(__always)
    private static func append(_ first: UInt8, _ second: UInt8, into output: inout [UInt8]) {
        let pair = (UInt16(first) | UInt16(second) &<< 8).littleEndian
        withUnsafeBytes(of: pair) { output.append(contentsOf: $0) }
    }
}
