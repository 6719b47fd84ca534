// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// What the socket itself says about a client.
struct HandshakePeer: Sendable {
    var origin: String?
    var host: String?
    /// Whether the connection comes from this machine, be it from a proxy on it.
    var isLoopback: Bool
    /// Whether the client itself is on this machine.
    var isLoopbackClient: Bool
    /// The client's address without port.
    var address: String
    /// The name the client's address is counted under.
    var addressKey: String
    /// The client's address.
    var socketAddress: SocketAddress
    /// Whether the connection comes from a proxy whose fields are believed.
    var isTrustedProxy: Bool
    /// The client's certificate, which the listener has checked.
    var certificate: TLSFingerprint?
    /// What `tailscale serve` says about the client; counts when it is verified.
    var tailscale: TailscaleClaim?
    private var fields: HTTPFields

    /// What a request says about its client.
    init(_ request: HTTPServerRequest) {
        let client = request.clientAddress
        self.origin = request.head.fields[.origin]
        self.host = request.head.fields[.host]
        self.isLoopback = request.isLoopbackPeer
        self.isLoopbackClient = request.isLoopbackClient
        self.address = client.ip
        self.addressKey = AddressKey.text(client)
        self.socketAddress = client
        self.isTrustedProxy = request.isFromTrustedProxy
        self.certificate = request.peerCertificate?.fingerprint
        // Read by the WebSocket alone (CVE-2026-32045).
        self.tailscale = nil
        // A socket keeps this as long as it lives; nobody else's fields are believed anyway.
        self.fields = request.isFromTrustedProxy ? request.head.fields : HTTPFields()
    }

    /// One field of a trusted proxy's request; `nil` when it is not there or there more than once.
    func field(_ name: String) -> String? {
        let values = self.fields.values(HTTPFieldName(name))
        return values.count == 1 ? values[0] : nil
    }
}
