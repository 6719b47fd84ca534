// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Limits, times and trust of WebSocket clients.
public struct WebSocketClientConfiguration: Sendable {
    /// Whose certificates are believed for wss.
    public var tls: TLSClientConfiguration
    /// The largest message accepted, in bytes after decompression.
    public var maximumMessageBytes: Int
    /// How many bytes of received messages may wait for `receive()` before the client stops reading from the server.
    public var readAhead: Int
    /// Bounds of output: above its high mark `send` suspends.
    public var stream: StreamOptions
    /// Resolving, connecting, TLS and the opening handshake, together.
    public var connectTimeout: Duration
    /// A ping is sent to a server which has been silent this long; nil for never.
    public var pingInterval: Duration?
    /// How long the server may take to answer a ping with anything.
    public var pingTimeout: Duration
    /// How long the server may take to answer a close frame.
    public var closeTimeout: Duration
    /// Offers permessage-deflate; nil offers nothing.
    public var deflate: WebSocketDeflate?
    /// Messages shorter than this are not compressed.
    public var deflateThreshold: Int

    /// Creates a configuration.
    public init(
        tls: TLSClientConfiguration = TLSClientConfiguration(),
        maximumMessageBytes: Int = 16 * 1024 * 1024,
        readAhead: Int = 1024 * 1024,
        stream: StreamOptions = StreamOptions(),
        connectTimeout: Duration = .seconds(10),
        pingInterval: Duration? = .seconds(30),
        pingTimeout: Duration = .seconds(10),
        closeTimeout: Duration = .seconds(5),
        deflate: WebSocketDeflate? = nil,
        deflateThreshold: Int = 1024
    ) {
        self.tls = tls
        self.maximumMessageBytes = max(125, maximumMessageBytes)
        self.readAhead = max(1, readAhead)
        self.stream = stream
        self.connectTimeout = connectTimeout
        self.pingInterval = pingInterval
        self.pingTimeout = pingTimeout
        self.closeTimeout = closeTimeout
        self.deflate = deflate
        self.deflateThreshold = max(0, deflateThreshold)
    }
}
