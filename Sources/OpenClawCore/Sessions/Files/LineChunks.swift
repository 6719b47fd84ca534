// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads a file line by line, a mebibyte at a time.
enum LineChunks {
    /// Calls `visit` with every line from an offset on, without its end, its offset, and whether it has an end: the last one may lack it.
    static func read(
        _ file: any File,
        from start: Int = 0,
        _ visit: (_ line: UnsafeRawBufferPointer, _ offset: Int, _ isWhole: Bool) throws(FileSystemError) -> Void
    ) throws(FileSystemError) {
        let size = try file.size()
        var rest: [UInt8] = []
        var position = start
        while true {
            // A small file takes a small buffer; one that grows meanwhile is read to its end.
            var bytes = try file.read(at: position, count: min(1 << 20, max(4 << 10, size - position)))
            if bytes.isEmpty { break }
            let offset = position - rest.count
            position += bytes.count
            if !rest.isEmpty { bytes = rest + bytes }
            var start = 0
            try bytes.withRawBytes { (buffer) throws(FileSystemError) in
                while let newline = Self.newline(in: buffer, from: start) {
                    try visit(UnsafeRawBufferPointer(rebasing: buffer[start..<newline]), offset + start, true)
                    start = newline + 1
                }
            }
            rest = Array(bytes[start...])
        }
        guard !rest.isEmpty else { return }
        let offset = position - rest.count
        try rest.withRawBytes { (buffer) throws(FileSystemError) in try visit(buffer, offset, false) }
    }

    private static func newline(in buffer: UnsafeRawBufferPointer, from start: Int) -> Int? {
        // Eight bytes at a time: a byte equal to the line end becomes zero, and the lowest zero byte is found by borrowing.
        let ones: UInt64 = 0x0101_0101_0101_0101
        var offset = start
        while offset + 8 <= buffer.count {
            let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ (ones &* 0x0A)
            let zeros = (word &- ones) & ~word & (ones &* 0x80)
            if zeros != 0 { return offset + zeros.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < buffer.count {
            if buffer[offset] == 0x0A { return offset }
            offset += 1
        }
        return nil
    }
}
