// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Frames content as chunks (RFC 9112 section 7.1).
public enum HTTPChunkEncoder {
    /// Writes one whole chunk. An empty chunk writes nothing, because it would end the content.
    public static func writeChunk(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        output.reserveCapacity(output.count + bytes.count + 20)
        writeChunkHeader(count: bytes.count, into: &output)
        output.append(contentsOf: bytes)
        writeChunkEnd(into: &output)
    }

    /// Writes only the size line of a chunk of `count` bytes; the data and ``writeChunkEnd(into:)`` follow.
    public static func writeChunkHeader(count: Int, into output: inout [UInt8]) {
        precondition(count > 0, "a chunk of no bytes ends the content: use writeEnd")
        output.appendHexadecimal(count)
        output.append("\r\n")
    }

    /// Writes the line end after chunk data.
    public static func writeChunkEnd(into output: inout [UInt8]) {
        output.append("\r\n")
    }

    /// Writes the last chunk and trailers. Nothing is written when it throws.
    public static func writeEnd(trailers: HTTPFields = HTTPFields(), into output: inout [UInt8]) throws(HTTPEncodeError) {
        guard !trailers.isEmpty else {
            output.append("0\r\n\r\n")
            return
        }
        let lines = try HTTPResponseEncoder.encodeFields(trailers)
        output.append("0\r\n")
        output.append(contentsOf: lines)
        output.append("\r\n")
    }
}
