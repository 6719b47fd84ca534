// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFields {
    /// The eight bytes before each field.
    struct RecordHeader {
        static var size: Int { 8 }
        static var largestName: Int { 0xFFFF }
        static var largestValue: Int { 0xFFFF_FFFF }

        /// Name length in bits 0-15, gap in bits 16-31, value length in bits 32-63.
        let bits: UInt64

        @inline(__always)
        init(bits: UInt64) { self.bits = bits }

        /// Each part must fit its bits; parsers bound a line to 65,535 bytes.
        @inline(__always)
        init(nameCount: Int, gap: Int, valueCount: Int) {
            self.bits =
                UInt64(truncatingIfNeeded: nameCount)
                | UInt64(truncatingIfNeeded: gap) &<< 16
                | UInt64(truncatingIfNeeded: valueCount) &<< 32
        }

        @inline(__always) var nameCount: Int { Int(truncatingIfNeeded: bits & 0xFFFF) }
        @inline(__always) var gap: Int { Int(truncatingIfNeeded: (bits &>> 16) & 0xFFFF) }
        @inline(__always) var valueCount: Int { Int(truncatingIfNeeded: bits &>> 32) }
    }

    /// One field as ranges relative to `base`, valid while the storage is borrowed.
    struct Record {
        let base: UnsafeRawPointer
        let name: Range<Int>
        let value: Range<Int>

        @inline(__always)
        init(_ base: UnsafeRawPointer, at offset: Int) {
            let header = RecordHeader(bits: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let nameStart = offset &+ RecordHeader.size
            let nameEnd = nameStart &+ header.nameCount
            let valueStart = nameEnd &+ header.gap
            self.base = base
            self.name = Range(uncheckedBounds: (nameStart, nameEnd))
            self.value = Range(uncheckedBounds: (valueStart, valueStart &+ header.valueCount))
        }

        @inline(__always)
        var nameBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + name.lowerBound, count: name.count) }
        @inline(__always)
        var valueBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + value.lowerBound, count: value.count) }

        @inline(__always)
        func isNamed(_ other: UnsafeRawBufferPointer) -> Bool {
            guard other.count == name.count, let start = other.baseAddress else { return false }
            return ByteScan.equalsIgnoringCase(base + name.lowerBound, start, count: name.count)
        }
    }

    /// Calls for each field in order until `body` returns false.
    @inline(__always)
    func forEachRecord(_ body: (Record) -> Bool) {
        storage.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var offset = 0
            while offset < bytes.count {
                let record = Record(base, at: offset)
                guard body(record) else { return }
                offset = record.value.upperBound
            }
        }
    }

    /// Calls for each field of this name in order until `body` returns false.
    @inline(__always)
    func forEachRecord(_ name: HTTPFieldName, _ body: (Record) -> Bool) {
        guard !isEmpty else { return }
        Self.withBytes(of: name.rawValue) { name in
            forEachRecord { record in
                record.isNamed(name) ? body(record) : true
            }
        }
    }
}
