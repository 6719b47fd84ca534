// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Frames content as chunks (RFC 9112 section 7.1).
public enum HTTPChunkEncoder {
    /// Writes one whole chunk. An empty chunk writes nothing, because it would end the content.
    public static func writeChunk(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {}

    /// Writes only the size line of a chunk of `count` bytes (> 0); the data and ``writeChunkEnd(into:)`` follow.
    public static func writeChunkHeader(count: Int, into output: inout [UInt8]) {}

    /// Writes the line end after chunk data.
    public static func writeChunkEnd(into output: inout [UInt8]) {}

    /// Writes the last chunk and trailers.
    public static func writeEnd(trailers: HTTPFields = HTTPFields(), into output: inout [UInt8]) throws(HTTPEncodeError) {}
}
