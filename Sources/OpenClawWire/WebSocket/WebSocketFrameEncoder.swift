// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes frames into a byte array.
///
/// Servers leave `maskingKey` nil; clients pass an unpredictable key for each frame (RFC 6455 section 5.3).
public enum WebSocketFrameEncoder {
    /// Writes a whole frame: header and payload.
    ///
    /// - Parameter isCompressed: sets RSV1; only on the first frame of a message, only when negotiated.
    public static func write(
        _ opcode: WebSocketOpcode,
        _ payload: UnsafeRawBufferPointer,
        isFinal: Bool = true,
        isCompressed: Bool = false,
        maskingKey: UInt32? = nil,
        into output: inout [UInt8]
    ) {}

    /// Writes only the header of a frame with `count` payload bytes: for payloads which many connections share.
    public static func writeHeader(
        _ opcode: WebSocketOpcode,
        count: Int,
        isFinal: Bool = true,
        isCompressed: Bool = false,
        maskingKey: UInt32? = nil,
        into output: inout [UInt8]
    ) {}

    /// The size in bytes of a header: 2, 4 or 10, and 4 more with a key.
    public static func headerSize(count: Int, isMasked: Bool) -> Int { 0 }

    /// Writes a pong; at most 125 bytes of payload.
    public static func writePong(_ payload: UnsafeRawBufferPointer, maskingKey: UInt32? = nil, into output: inout [UInt8]) {}

    /// Writes a ping; at most 125 bytes of payload.
    public static func writePing(_ payload: UnsafeRawBufferPointer, maskingKey: UInt32? = nil, into output: inout [UInt8]) {}
}
