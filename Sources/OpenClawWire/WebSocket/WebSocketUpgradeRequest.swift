// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A valid opening handshake, server side (RFC 6455 section 4.2).
///
/// ```swift
/// let upgrade = try WebSocketUpgradeRequest(head)          // the error knows the answer to give
/// guard policy.allows(upgrade.origin) else { … 403 … }
/// let response = upgrade.accept(subprotocol: nil, deflate: nil, sha1: digest)
/// try HTTPResponseEncoder.write(response, body: .none, into: &output)
/// ```
public struct WebSocketUpgradeRequest: Sendable {
    /// `Origin`, if a browser sent one.
    public let origin: String?
    /// The offered subprotocols in order of preference.
    public let subprotocols: [String]
    /// The offered permessage-deflate variants in order of preference; offers with unknown parameters are left out.
    public let deflateOffers: [PermessageDeflateOffer]
    private let key: String

    /// Whether a request asks for a WebSocket at all: `Upgrade: websocket` and `Connection: upgrade`.
    public static func isUpgrade(_ head: HTTPRequestHead) -> Bool {
        head.fields.containsToken(.upgrade, "websocket") && head.fields.containsToken(.connection, "upgrade")
    }

    /// Checks a request head. The bytes behind the head belong to the first frame.
    public init(_ head: HTTPRequestHead) throws(WebSocketHandshakeError) {
        guard Self.isUpgrade(head) else { throw WebSocketHandshakeError(.notAnUpgrade) }
        guard head.method == .get else { throw WebSocketHandshakeError(.method) }
        guard head.version == .http11 else { throw WebSocketHandshakeError(.httpVersion) }
        guard head.body == .none || head.body == .length(0) else { throw WebSocketHandshakeError(.body) }
        let fields = head.fields
        guard fields.only(.secWebSocketVersion) == "13" else { throw WebSocketHandshakeError(.version) }
        guard let key = fields.only(.secWebSocketKey), WebSocketKey.isValid(key) else { throw WebSocketHandshakeError(.key) }
        guard fields.count(.origin) <= 1 else { throw WebSocketHandshakeError(.origin) }
        let subprotocols = fields.listElements(.secWebSocketProtocol)
        guard Set(subprotocols).count == subprotocols.count,
            subprotocols.allSatisfy({ $0.utf8.allSatisfy(ASCII.isToken) })
        else { throw WebSocketHandshakeError(.protocols) }
        guard let extensions = WebSocketExtension.parse(fields) else { throw WebSocketHandshakeError(.extensions) }
        self.key = key
        self.origin = fields[.origin]
        self.subprotocols = subprotocols
        self.deflateOffers = extensions.compactMap(PermessageDeflateOffer.init)
    }

    /// The first offer of permessage-deflate which can be met, in the client's order of preference.
    public func negotiateDeflate(_ wishes: PermessageDeflate) -> PermessageDeflate? {
        for offer in deflateOffers {
            if let agreed = offer.accepted(by: wishes) { return agreed }
        }
        return nil
    }

    /// The 101 response; write it with ``HTTPResponseEncoder`` and framing `.none`.
    ///
    /// - Parameters:
    ///   - subprotocol: one of ``subprotocols``, or nil.
    ///   - deflate: what ``negotiateDeflate(_:)`` returned, or nil for no compression.
    ///   - sha1: computes the SHA-1 digest (20 bytes) of its argument.
    public func accept(
        subprotocol: String? = nil,
        deflate: PermessageDeflate? = nil,
        sha1: ([UInt8]) -> [UInt8]
    ) -> HTTPResponseHead {
        var fields = HTTPFields()
        fields.append(.upgrade, "websocket")
        fields.append(.connection, "Upgrade")
        fields.append(.secWebSocketAccept, WebSocketKey.accept(key, sha1: sha1))
        if let subprotocol { fields.append(.secWebSocketProtocol, subprotocol) }
        if let deflate { fields.append(.secWebSocketExtensions, deflate.responseValue) }
        return HTTPResponseHead(status: .switchingProtocols, fields: fields)
    }
}
