// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension LedgerSegmentBytes {
    /// How much is read first: most ledgers that were compacted, and all new ones, have no more records.
    private static let beginningCount = 64 << 10

    /// The beginning of a segment when everything behind it is zeros, so that a start does not keep megabytes of them in memory; `nil` when
    /// the segment is to be read as a whole.
    static func beginning(of file: any File, size: Int) throws(FileSystemError) -> [UInt8]? {
        guard size > Self.beginningCount else { return nil }
        let bytes = try file.read(at: 0, count: Self.beginningCount)
        guard bytes.count == Self.beginningCount, let end = Self.endOfFrames(bytes) else { return nil }
        guard bytes.withUnsafeBytes({ $0.firstNonZero(from: end) }) == nil else { return nil }
        var offset = bytes.count
        while offset < size {
            let piece = try file.read(at: offset, count: min(size - offset, Self.beginningCount))
            guard !piece.isEmpty, piece.withUnsafeBytes({ $0.firstNonZero(from: 0) }) == nil else { return nil }
            offset += piece.count
        }
        return bytes
    }

    /// Where nothing more was written, going by the lengths alone; `nil` when that is not among these bytes.
    private static func endOfFrames(_ bytes: [UInt8]) -> Int? {
        guard var offset = LedgerSegmentHeader(bytes)?.byteCount else { return nil }
        return bytes.withUnsafeBytes { buffer in
            while offset + 8 <= buffer.count {
                let head = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                if head == 0 { return offset }
                offset += 8 + Int(UInt32(truncatingIfNeeded: UInt64(littleEndian: head)))
            }
            return nil
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The place of the first byte from an offset on that is not zero.
    func firstNonZero(from start: Int) -> Int? {
        var offset = start
        while offset + 8 <= self.count, self.loadUnaligned(fromByteOffset: offset, as: UInt64.self) == 0 { offset += 8 }
        while offset < self.count {
            if self[offset] != 0 { return offset }
            offset += 1
        }
        return nil
    }
}
