// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// The compression of one connection. Streams that remember are made when they are first needed.
final class ZlibWebSocketCompression: WebSocketCompression {
    private let pool: DeflateStreamPool
    private let level: Int
    private let outgoingBits: Int
    private let incomingBits: Int
    private let forgetsOutgoing: Bool
    private let forgetsIncoming: Bool
    private var deflater: DeflateStream?
    private var inflater: InflateStream?

    init(agreed: PermessageDeflate, role: WebSocketRole, pool: DeflateStreamPool, level: Int) {
        self.pool = pool
        self.level = level
        let isServer = role == .server
        outgoingBits = isServer ? agreed.serverWindowBits : agreed.clientWindowBits
        incomingBits = isServer ? agreed.clientWindowBits : agreed.serverWindowBits
        forgetsOutgoing = isServer ? agreed.serverNoContextTakeover : agreed.clientNoContextTakeover
        forgetsIncoming = isServer ? agreed.clientNoContextTakeover : agreed.serverNoContextTakeover
    }

    func inflate(_ bytes: UnsafeRawBufferPointer, limit: Int) -> [UInt8]? {
        if forgetsIncoming {
            return pool.withInflater { $0.decompress(bytes, limit: limit) }
        }
        let stream = inflater ?? InflateStream(windowBits: incomingBits)
        inflater = stream
        return stream.decompress(bytes, limit: limit)
    }

    func deflate(_ bytes: UnsafeRawBufferPointer, into output: inout ByteQueue) {
        if forgetsOutgoing {
            pool.withDeflater(windowBits: outgoingBits) { $0.compress(bytes, into: &output) }
            return
        }
        let stream = deflater ?? DeflateStream(windowBits: outgoingBits, level: level)
        deflater = stream
        stream.compress(bytes, into: &output)
    }
}
