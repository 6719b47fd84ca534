// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The compression of one WebSocket connection (permessage-deflate, RFC 7692).
public protocol WebSocketCompression: AnyObject {
    /// Inflates a message; nil if it is damaged or larger than `limit` bytes.
    func inflate(_ bytes: UnsafeRawBufferPointer, limit: Int) -> [UInt8]?

    /// Appends the compressed form of a message.
    func deflate(_ bytes: UnsafeRawBufferPointer, into output: inout ByteQueue)
}
