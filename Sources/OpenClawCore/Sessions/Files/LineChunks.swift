// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads a file line by line, a mebibyte at a time.
enum LineChunks {
    /// Calls `visit` with every line without its end, its offset, and whether it has an end: the last one may lack it.
    static func read(
        _ file: any File,
        _ visit: (_ line: UnsafeRawBufferPointer, _ offset: Int, _ isWhole: Bool) throws(FileSystemError) -> Void
    ) throws(FileSystemError) {
        var rest: [UInt8] = []
        var position = 0
        while true {
            var bytes = try file.read(at: position, count: 1 << 20)
            if bytes.isEmpty { break }
            let offset = position - rest.count
            position += bytes.count
            if !rest.isEmpty { bytes = rest + bytes }
            var start = 0
            try bytes.withRawBytes { (buffer) throws(FileSystemError) in
                while let newline = buffer[start...].firstIndex(of: 0x0A) {
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
}
