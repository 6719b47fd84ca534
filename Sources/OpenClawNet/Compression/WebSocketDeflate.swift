// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// Makes permessage-deflate compressions by zlib (RFC 7692), for servers and clients.
///
/// Give ``makeServerCompression`` to `WebSocketOptions`. Connections that forget each message share a few streams; a connection
/// that remembers costs up to 300 KiB once it has sent and received a compressed message.
public final class WebSocketDeflate: Sendable {
    private let pool: DeflateStreamPool
    private let level: Int

    /// Creates a factory.
    ///
    /// - Parameters:
    ///   - level: 1 (fast) to 9 (small).
    ///   - maximumKeptStreams: How many shared streams of each kind wait for reuse.
    public init(level: Int = 3, maximumKeptStreams: Int = 16) {
        self.level = level
        pool = DeflateStreamPool(level: level, limit: maximumKeptStreams)
    }

    /// What a server should wish for: nothing is remembered between messages, so that idle connections cost nothing.
    public static var frugalWishes: PermessageDeflate {
        PermessageDeflate(serverNoContextTakeover: true, clientNoContextTakeover: true)
    }

    /// Makes the server's compression of one connection.
    public var makeServerCompression: @Sendable (PermessageDeflate) -> any WebSocketCompression {
        { [self] in ZlibWebSocketCompression(agreed: $0, role: .server, pool: pool, level: level) }
    }

    /// Makes the client's compression of one connection.
    func makeClientCompression(_ agreed: PermessageDeflate) -> any WebSocketCompression {
        ZlibWebSocketCompression(agreed: agreed, role: .client, pool: pool, level: level)
    }
}
