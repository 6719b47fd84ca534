// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How long the steps of a request may take.
public struct HTTPClientTimeouts: Hashable, Sendable {
    /// Waiting for a free connection when the pool is at its limit.
    public var acquire: Duration
    /// Resolving the name, connecting, and the TLS handshake, together.
    public var connect: Duration
    /// From the request being written to the head of the response.
    public var head: Duration
    /// Between two pieces of the content. It stands still while the reader is slower than the server.
    public var read: Duration
    /// From the call to the last byte of the content, redirects included; nil for no limit.
    public var total: Duration?

    /// Creates timeouts.
    public init(
        acquire: Duration = .seconds(15),
        connect: Duration = .seconds(10),
        head: Duration = .seconds(60),
        read: Duration = .seconds(60),
        total: Duration? = nil
    ) {
        self.acquire = acquire
        self.connect = connect
        self.head = head
        self.read = read
        self.total = total
    }
}
