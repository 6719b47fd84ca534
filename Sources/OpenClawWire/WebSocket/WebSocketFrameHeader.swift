// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The header of a frame, checked by the rules which need no state of the connection (RFC 6455 section 5.2).
struct WebSocketFrameHeader: Sendable {
    let opcode: WebSocketOpcode
    let isFinal: Bool
    /// RSV1.
    let isCompressed: Bool
    let maskingKey: UInt32
    let count: Int

    /// The number of bytes of the header which starts with these two.
    @inline(__always)
    static func size(_ first: UInt8, _ second: UInt8) -> Int {
        let length = second & 0x7F
        return 2 &+ (length < 126 ? 0 : length == 126 ? 2 : 8) &+ (second & 0x80 == 0 ? 0 : 4)
    }

    /// Checks what the first two bytes tell.
    @inline(__always)
    static func check(_ first: UInt8, _ second: UInt8, role: WebSocketRole, allowsCompression: Bool) throws(WebSocketError) {
        let reserved = first & 0x70
        let opcode = first & 0x0F
        if reserved != 0 {
            // RSV1 belongs to permessage-deflate, on the first frame of a data message only.
            guard reserved == 0x40, allowsCompression, opcode == 1 || opcode == 2 else { throw WebSocketError(.reservedBits) }
        }
        guard opcode <= 2 || opcode >= 8 && opcode <= 10 else { throw WebSocketError(.reservedOpcode) }
        if opcode >= 8 {
            guard first & 0x80 != 0 else { throw WebSocketError(.fragmentedControl) }
            guard second & 0x7F <= 125 else { throw WebSocketError(.controlTooLong) }
        }
        if role == .server {
            guard second & 0x80 != 0 else { throw WebSocketError(.missingMask) }
        } else {
            guard second & 0x80 == 0 else { throw WebSocketError(.unexpectedMask) }
        }
    }

    /// Reads a header whose first two bytes have been checked and which lies wholly at `base`.
    @inline(__always)
    init(_ base: UnsafeRawPointer) throws(WebSocketError) {
        let first = base.load(as: UInt8.self)
        let second = base.load(fromByteOffset: 1, as: UInt8.self)
        guard let opcode = WebSocketOpcode(rawValue: first & 0x0F) else { throw WebSocketError(.reservedOpcode) }
        self.opcode = opcode
        self.isFinal = first & 0x80 != 0
        self.isCompressed = first & 0x40 != 0
        var index = 2
        switch second & 0x7F {
        case 126:
            let length = UInt16(bigEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
            guard length > 125 else { throw WebSocketError(.lengthNotMinimal) }
            count = Int(length)
            index = 4
        case 127:
            let length = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
            guard length > 0xFFFF else { throw WebSocketError(.lengthNotMinimal) }
            guard let length = Int(exactly: length) else { throw WebSocketError(.lengthTooLarge) }
            count = length
            index = 10
        case let length:
            count = Int(length)
        }
        maskingKey = second & 0x80 == 0 ? 0 : UInt32(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt32.self))
    }
}
