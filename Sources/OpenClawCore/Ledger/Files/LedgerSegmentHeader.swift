// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The first 32 bytes of a segment: `OCLEDGR1`, the first position (8), the position through which a snapshot stands for all older
/// segments, or 0 (8), four bytes of zeros, and the CRC-32C of these 28 bytes.
struct LedgerSegmentHeader: Sendable, Hashable {
    var first: UInt64
    var through: UInt64 = 0

    static let byteCount = 32
    private static let magic = Array("OCLEDGR1".utf8)

    init(first: UInt64, through: UInt64 = 0) {
        self.first = first
        self.through = through
    }

    /// Reads a header; `nil` when it is none.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.byteCount, bytes.starts(with: Self.magic) else { return nil }
        let fields = bytes.withUnsafeBytes { buffer in
            (
                first: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                through: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                isRight: CRC32C.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<28]))
                    == UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: 28, as: UInt32.self))
            )
        }
        guard fields.isRight else { return nil }
        self.init(first: fields.first, through: fields.through)
    }

    var bytes: [UInt8] {
        var bytes = Self.magic + [UInt8](repeating: 0, count: Self.byteCount - Self.magic.count)
        bytes.withUnsafeMutableBytes { buffer in
            buffer.storeBytes(of: self.first.littleEndian, toByteOffset: 8, as: UInt64.self)
            buffer.storeBytes(of: self.through.littleEndian, toByteOffset: 16, as: UInt64.self)
            let crc = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<28]))
            buffer.storeBytes(of: crc.littleEndian, toByteOffset: 28, as: UInt32.self)
        }
        return bytes
    }
}
