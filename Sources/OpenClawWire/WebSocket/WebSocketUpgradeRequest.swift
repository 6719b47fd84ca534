// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A valid opening handshake, server side (RFC 6455 section 4.2).
///
/// ```swift
/// let upgrade = try WebSocketUpgradeRequest(head)          // throws the answer otherwise
/// guard policy.allows(upgrade.origin) else { … 403 … }
/// let response = upgrade.accept(subprotocol: nil, deflate: nil, sha1: digest)
/// ```
public struct WebSocketUpgradeRequest: Sendable {
    /// `Origin`, if a browser sent one.
    public let origin: String?
    /// The offered subprotocols in order of preference.
    public let subprotocols: [String]
    /// The offered permessage-deflate variants in order of preference; offers with unknown parameters are left out.
    public let deflateOffers: [PermessageDeflateOffer]

    /// Whether a request asks for a WebSocket at all: `Upgrade: websocket` and `Connection: upgrade`.
    public static func isUpgrade(_ head: HTTPRequestHead) -> Bool { false }

    /// Checks a request head. The bytes behind the head belong to the first frame.
    public init(_ head: HTTPRequestHead) throws(WebSocketHandshakeError) {
        throw WebSocketHandshakeError(.notAnUpgrade)
    }

    /// The 101 response; write it with ``HTTPResponseEncoder`` and framing `.none`.
    ///
    /// - Parameter sha1: computes the SHA-1 digest (20 bytes) of its argument.
    public func accept(
        subprotocol: String? = nil,
        deflate: PermessageDeflate? = nil,
        sha1: ([UInt8]) -> [UInt8]
    ) -> HTTPResponseHead { HTTPResponseHead(status: .switchingProtocols) }
}
