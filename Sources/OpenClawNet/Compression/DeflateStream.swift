// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// A raw DEFLATE compressor of zlib (RFC 1951). Used by one thread at a time.
final class DeflateStream {
    // zlib keeps the address of this structure, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Creates a compressor.
    ///
    /// - Parameters:
    ///   - windowBits: 8 to 15: how far back it refers, as a power of two.
    ///   - level: 1 (fast) to 9 (small).
    init(windowBits: Int, level: Int) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // zlib has no raw window of 256 bytes; without references to earlier bytes any window will do.
        let isTiny = windowBits <= 8
        let result = deflateInit2_(
            stream,
            Int32(max(1, min(9, level))),
            Z_DEFLATED,
            -Int32(max(9, min(15, windowBits))),
            8,
            isTiny ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        precondition(result == Z_OK, "a compressor cannot fail except when memory is exhausted")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Forgets what it has seen.
    func reset() {
        deflateReset(stream)
    }

    /// Appends the compressed form of `bytes`, flushed, without the four bytes every flush ends with (RFC 7692 section 7.2.1).
    func compress(_ bytes: UnsafeRawBufferPointer, into output: inout ByteQueue) {
        if bytes.isEmpty {
            // zlib writes nothing for nothing; an empty block is this byte and the four that are left out.
            output.append(UInt8(0))
            return
        }
        var rest = bytes
        repeat {
            // zlib counts in 32 bits.
            let piece = rest.prefix(1 << 30)
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.endIndex...])
            step(UnsafeRawBufferPointer(rebasing: piece), flush: rest.isEmpty ? Z_SYNC_FLUSH : Z_NO_FLUSH, into: &output)
        } while !rest.isEmpty
        precondition(output.readable.suffix(4).elementsEqual([0, 0, 0xff, 0xff]), "a flush ends with an empty block")
        output.removeLast(4)
    }

    private func step(_ bytes: UnsafeRawBufferPointer, flush: Int32, into output: inout ByteQueue) {
        // zlib does not write to its input.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        var room = Int(deflateBound(stream, UInt(bytes.count))) + 16
        repeat {
            let space = output.reserve(room)
            stream.pointee.next_out = space.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(room)
            let result = deflate(stream, flush)
            precondition(result == Z_OK || result == Z_BUF_ERROR, "a compressor is never used after its end")
            output.commit(room - Int(stream.pointee.avail_out))
            if stream.pointee.avail_out > 0 { break }
            room = 4096
        } while true
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
    }
}
