// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// Bounds and times of WebSocket connections. A class, so that thousands of connections share one.
public final class WebSocketOptions: Sendable {
    /// The largest message in bytes until ``WebSocketConnection/maximumMessageBytes`` is changed.
    public let maximumMessageBytes: Int
    /// A ping is sent to a peer which has been silent this long; nil for never.
    public let pingInterval: Duration?
    /// How long the peer may take to answer a ping with anything.
    public let pingTimeout: Duration
    /// How long the peer may take to answer a close frame.
    public let closeTimeout: Duration
    /// How long a connection may stay before ``WebSocketConnection/markEstablished()``; nil for no limit.
    public let establishTimeout: Duration?
    /// What to agree to if the client offers permessage-deflate; nil refuses.
    public let deflate: PermessageDeflate?
    /// Messages shorter than this are not compressed.
    public let deflateThreshold: Int

    /// Makes the compression of a connection from what was agreed on; without it nothing is agreed on.
    public let makeCompression: (@Sendable (PermessageDeflate) -> any WebSocketCompression)?

    /// The bounds of the output after ``WebSocketConnection/markEstablished()``; nil keeps those of the server.
    let establishedSettings: StreamSettings?

    /// Makes options.
    /// - Parameter establishedStream: the bounds of the output after ``WebSocketConnection/markEstablished()``; nil keeps those of the server.
    public init(
        maximumMessageBytes: Int = 64 * 1024,
        pingInterval: Duration? = .seconds(30),
        pingTimeout: Duration = .seconds(10),
        closeTimeout: Duration = .seconds(5),
        establishTimeout: Duration? = nil,
        deflate: PermessageDeflate? = nil,
        deflateThreshold: Int = 1024,
        establishedStream: StreamOptions? = nil,
        makeCompression: (@Sendable (PermessageDeflate) -> any WebSocketCompression)? = nil
    ) {
        self.maximumMessageBytes = maximumMessageBytes
        self.pingInterval = pingInterval
        self.pingTimeout = pingTimeout
        self.closeTimeout = closeTimeout
        self.establishTimeout = establishTimeout
        self.deflate = deflate
        self.deflateThreshold = deflateThreshold
        self.makeCompression = makeCompression
        establishedSettings = establishedStream.map { StreamSettings($0) }
    }
}
