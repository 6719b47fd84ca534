// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// The head of a request and where it came from.
public struct HTTPServerRequest: Sendable {
    /// Method, target, version and fields.
    public let head: HTTPRequestHead
    /// The address of the peer of the connection, which may be a proxy.
    public let remoteAddress: SocketAddress
    /// The name of the listener which accepted the connection.
    public let listener: String
    /// The port of that listener.
    public let localPort: UInt16
    /// Whether the connection is encrypted by this server.
    public let isEncrypted: Bool
    /// The client's certificate, if the listener asks for one and the client has presented it.
    public let peerCertificate: TLSCertificate?
    /// The loop of the connection, on which ``HTTPServerHandler/handle(_:)`` is called.
    public let loop: EventLoop
    let trustedProxies: [IPNetwork]

    /// Makes a request, for instance to test a handler without a socket.
    public init(
        head: HTTPRequestHead,
        remoteAddress: SocketAddress,
        listener: String = "main",
        localPort: UInt16 = 0,
        isEncrypted: Bool = false,
        peerCertificate: TLSCertificate? = nil,
        loop: EventLoop,
        trustedProxies: [IPNetwork] = []
    ) {
        self.head = head
        self.remoteAddress = remoteAddress
        self.listener = listener
        self.localPort = localPort
        self.isEncrypted = isEncrypted
        self.peerCertificate = peerCertificate
        self.loop = loop
        self.trustedProxies = trustedProxies
    }

    /// Whether the peer of the connection is this machine.
    public var isLoopbackPeer: Bool { remoteAddress.isLoopback }

    /// Whether the peer of the connection is a proxy whose fields are believed.
    public var isFromTrustedProxy: Bool { isTrusted(remoteAddress) }

    /// Whether a proxy has left its mark on the request.
    public var isForwarded: Bool {
        head.fields.contains(.xForwardedFor) || head.fields.contains(.forwarded) || head.fields.contains("X-Real-IP")
    }

    /// Whether the client, not merely a proxy, is on this machine: the peer is, and nothing says it speaks for somebody else.
    public var isLoopbackClient: Bool { remoteAddress.isLoopback && !isForwarded }

    /// The address of the client: the peer, or behind trusted proxies the last address in `X-Forwarded-For` that is not one of them.
    public var clientAddress: SocketAddress {
        guard isTrusted(remoteAddress) else { return remoteAddress }
        var client = remoteAddress
        for value in head.fields.values(.xForwardedFor).reversed() {
            for part in value.split(separator: ",").reversed() {
                guard let address = Self.address(part) else { return client }
                client = address
                if !isTrusted(address) { return client }
            }
        }
        return client
    }

    /// Whether the client's own connection is encrypted, as far as this server or a trusted proxy knows.
    public var isSecure: Bool {
        if isEncrypted { return true }
        return isTrusted(remoteAddress) && head.fields["X-Forwarded-Proto"]?.lowercased() == "https"
    }

    private func isTrusted(_ address: SocketAddress) -> Bool {
        trustedProxies.contains { $0.contains(address) }
    }

    /// Reads `address`, `v4:port`, `[v6]` or `[v6]:port`.
    private static func address(_ text: Substring) -> SocketAddress? {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            return SocketAddress(ip: String(text[text.index(after: text.startIndex)..<end]), port: 0)
        }
        if let whole = SocketAddress(ip: String(text), port: 0) { return whole }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        return SocketAddress(ip: String(text[..<colon]), port: 0)
    }
}
