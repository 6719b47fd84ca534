// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// A raw DEFLATE decompressor of zlib (RFC 1951). Used by one thread at a time.
final class InflateStream {
    // zlib keeps the address of this structure, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let step: UnsafeMutableBufferPointer<UInt8>

    /// Creates a decompressor.
    ///
    /// - Parameter windowBits: 8 to 15: how far back the input may refer, as a power of two.
    init(windowBits: Int) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        step = .allocate(capacity: 16 * 1024)
        let result = inflateInit2_(stream, -Int32(max(8, min(15, windowBits))), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(result == Z_OK, "a decompressor cannot fail except when memory is exhausted")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        step.deallocate()
    }

    /// Forgets what it has seen.
    func reset() {
        inflateReset(stream)
    }

    /// Decompresses a message that was flushed and lost the four bytes every flush ends with (RFC 7692 section 7.2.2).
    ///
    /// Memory grows in steps with what has really been decompressed, so a small message cannot claim much.
    ///
    /// - Returns: nil when the message is damaged or has more than `limit` bytes. The decompressor is then of no use until it is reset.
    func decompress(_ bytes: UnsafeRawBufferPointer, limit: Int) -> [UInt8]? {
        guard bytes.count <= Int(UInt32.max) else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(min(limit, max(64, bytes.count * 2)))
        guard run(bytes, limit: limit, into: &output) else { return nil }
        let isWhole = withUnsafeBytes(of: UInt32(0xffff_0000).littleEndian) { run($0, limit: limit, into: &output) }
        // Bit 7 says that the input ended between two blocks; otherwise the message was cut off.
        guard isWhole, stream.pointee.data_type & 128 != 0 else { return nil }
        return output
    }

    private func run(_ bytes: UnsafeRawBufferPointer, limit: Int, into output: inout [UInt8]) -> Bool {
        // zlib does not write to its input.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        defer { stream.pointee.next_in = nil }
        while true {
            stream.pointee.next_out = step.baseAddress
            stream.pointee.avail_out = UInt32(step.count)
            let result = inflate(stream, Z_SYNC_FLUSH)
            let produced = step.count - Int(stream.pointee.avail_out)
            guard output.count + produced <= limit else { return false }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: step[..<produced]))
            switch result {
            case Z_STREAM_END:
                // A sender may mark a block as the last one and go on after it (RFC 7692 section 7.2.3.5).
                guard inflateResetKeep(stream) == Z_OK else { return false }
                if stream.pointee.avail_in == 0 { return true }
            case Z_OK, Z_BUF_ERROR:
                if stream.pointee.avail_out > 0 { return stream.pointee.avail_in == 0 }
            default:
                return false
            }
        }
    }
}
