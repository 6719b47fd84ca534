// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The masking transform of RFC 6455 section 5.3; it is its own inverse.
enum WebSocketMask {
    /// Transforms `count` bytes at `base` in place.
    ///
    /// - Parameters:
    ///   - key: the four key bytes as a little-endian number.
    ///   - offset: position of the first byte in its payload, so that a payload can be transformed piece by piece.
    @inline(__always)
    static func apply(_ base: UnsafeMutableRawPointer, count: Int, key: UInt32, offset: Int) {
        let turn = UInt32(truncatingIfNeeded: (offset & 3) &<< 3)
        // A shift by 32 would be a shift by 0 here, and x | x is x.
        let turned = (key &>> turn) | (key &<< (32 &- turn))
        let word = (UInt64(turned) | UInt64(turned) &<< 32).littleEndian
        var index = 0
        if count >= 32 {
            let wide = SIMD4<UInt64>(repeating: word)
            while index &+ 32 <= count {
                let piece = base.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
                base.storeBytes(of: piece ^ wide, toByteOffset: index, as: SIMD4<UInt64>.self)
                index &+= 32
            }
        }
        while index &+ 8 <= count {
            let piece = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            base.storeBytes(of: piece ^ word, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        var rest = UInt64(littleEndian: word)
        while index < count {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            base.storeBytes(of: byte ^ UInt8(truncatingIfNeeded: rest), toByteOffset: index, as: UInt8.self)
            rest &>>= 8
            index &+= 1
        }
    }
}
