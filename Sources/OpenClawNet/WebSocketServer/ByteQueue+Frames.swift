// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension ByteQueue {
    /// Appends the header of an unmasked frame with `count` bytes of payload.
    @inline(__always)
    mutating func appendFrameHeader(_ opcode: WebSocketOpcode, count: Int, isCompressed: Bool = false) {
        let first = 0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue
        if count < 126 {
            reserve(2 + count).storeBytes(of: (UInt16(count) << 8 | UInt16(first)).littleEndian, as: UInt16.self)
            commit(2)
        } else if count <= 0xffff {
            let start = reserve(4 + count)
            start.storeBytes(of: (UInt16(126) << 8 | UInt16(first)).littleEndian, as: UInt16.self)
            start.storeBytes(of: UInt16(count).bigEndian, toByteOffset: 2, as: UInt16.self)
            commit(4)
        } else {
            let start = reserve(10 + count)
            start.storeBytes(of: (UInt16(127) << 8 | UInt16(first)).littleEndian, as: UInt16.self)
            start.storeBytes(of: UInt64(count).bigEndian, toByteOffset: 2, as: UInt64.self)
            commit(10)
        }
    }

    /// How many bytes after the first `count` end the frame that is cut there. The queue holds whole, unmasked frames after the
    /// `first` bytes, which end one.
    func frameRest(after count: Int, first: Int) -> Int {
        if count == self.count { return 0 }
        let bytes = UnsafeRawBufferPointer(readable)
        var position = first
        while position < count {
            switch bytes[position + 1] & 0x7f {
            case 126: position += 4 + Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: position + 2, as: UInt16.self)))
            case 127: position += 10 + Int(UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: position + 2, as: UInt64.self)))
            case let length: position += 2 + Int(length)
            }
        }
        return position - count
    }

    /// Appends a text frame whose payload `body` appends; the header is made to fit afterwards.
    mutating func appendTextFrame(_ body: (inout ByteQueue) -> Void) {
        // Room for the header of a payload of 126 to 65,535 bytes.
        let before = count
        _ = reserve(4)
        commit(4)
        body(&self)
        let payload = count - before - 4
        precondition(payload >= 0, "a message is appended, nothing is taken away")
        if payload > 0xffff {
            _ = reserve(6)
            let start = readable.baseAddress.map { $0 + before }
            guard let start else { return }
            memoryMove(to: start + 10, from: start + 4, count: payload)
            start.storeBytes(of: 0x81, as: UInt8.self)
            start.storeBytes(of: 127, toByteOffset: 1, as: UInt8.self)
            start.storeBytes(of: UInt64(payload).bigEndian, toByteOffset: 2, as: UInt64.self)
            commit(6)
            return
        }
        guard let start = readable.baseAddress.map({ $0 + before }) else { return }
        start.storeBytes(of: 0x81, as: UInt8.self)
        if payload < 126 {
            start.storeBytes(of: UInt8(payload), toByteOffset: 1, as: UInt8.self)
            memoryMove(to: start + 2, from: start + 4, count: payload)
            tail -= 2
        } else {
            start.storeBytes(of: 126, toByteOffset: 1, as: UInt8.self)
            start.storeBytes(of: UInt16(payload).bigEndian, toByteOffset: 2, as: UInt16.self)
        }
    }

    private func memoryMove(to destination: UnsafeMutableRawPointer, from source: UnsafeMutableRawPointer, count: Int) {
        // Handles overlap.
        destination.copyMemory(from: source, byteCount: count)
    }
}
