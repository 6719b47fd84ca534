// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The checksum CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), eight bytes at a time.
enum CRC32C {
    /// Eight tables of 256 entries, one behind the other.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1 }
            tables[byte] = value
        }
        for byte in 0..<256 {
            for table in 1..<8 {
                let before = tables[(table - 1) * 256 + byte]
                tables[table * 256 + byte] = tables[Int(before & 0xFF)] ^ (before >> 8)
            }
        }
        return tables
    }()

    /// The checksum of some bytes.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        self.tables.withUnsafeBufferPointer { table in
            var crc = ~UInt32(0)
            var index = 0
            let end = bytes.count
            while index &+ 8 <= end {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(crc)
                crc =
                    table[1792 &+ Int(word & 0xFF)] ^ table[1536 &+ Int((word >> 8) & 0xFF)]
                    ^ table[1280 &+ Int((word >> 16) & 0xFF)] ^ table[1024 &+ Int((word >> 24) & 0xFF)]
                crc ^=
                    table[768 &+ Int((word >> 32) & 0xFF)] ^ table[512 &+ Int((word >> 40) & 0xFF)]
                    ^ table[256 &+ Int((word >> 48) & 0xFF)] ^ table[Int(word >> 56)]
                index &+= 8
            }
            while index < end {
                crc = table[Int((crc ^ UInt32(bytes[index])) & 0xFF)] ^ (crc >> 8)
                index &+= 1
            }
            return ~crc
        }
    }
}
