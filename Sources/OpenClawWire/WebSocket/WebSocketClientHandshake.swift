// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The client's side of an opening handshake (RFC 6455 section 4.1).
public struct WebSocketClientHandshake: Sendable {
    /// What the server agreed to.
    public struct Outcome: Sendable, Hashable {
        /// The chosen subprotocol.
        public var subprotocol: String?
        /// The agreed compression.
        public var deflate: PermessageDeflate?
    }

    /// The request to send.
    public let request: HTTPRequestHead
    private let key: String
    private let subprotocols: [String]
    private let deflate: PermessageDeflateOffer?

    /// Makes the request.
    ///
    /// - Parameters:
    ///   - nonce: 16 unpredictable bytes.
    ///   - deflate: offer permessage-deflate with these parameters; nil offers nothing.
    ///   - fields: more fields, such as `Origin` or `Authorization`.
    public init(
        url: WireURL,
        nonce: [UInt8],
        subprotocols: [String] = [],
        deflate: PermessageDeflateOffer? = nil,
        fields: HTTPFields = HTTPFields()
    ) {
        precondition(nonce.count == 16, "RFC 6455 asks for a nonce of 16 bytes")
        self.key = Base64.encode(nonce)
        self.subprotocols = subprotocols
        self.deflate = deflate
        var all = HTTPFields()
        all.append(.host, url.hostField)
        all.append(.upgrade, "websocket")
        all.append(.connection, "Upgrade")
        all.append(.secWebSocketKey, key)
        all.append(.secWebSocketVersion, "13")
        if !subprotocols.isEmpty { all.append(.secWebSocketProtocol, subprotocols.joined(separator: ", ")) }
        if let deflate { all.append(.secWebSocketExtensions, deflate.requestValue) }
        all.append(contentsOf: fields)
        self.request = HTTPRequestHead(method: .get, target: url.target, fields: all)
    }

    /// Checks the response. Bytes behind its head belong to the first frame.
    public func verify(
        _ response: HTTPResponseHead,
        sha1: ([UInt8]) -> [UInt8]
    ) throws(WebSocketHandshakeError) -> Outcome {
        guard response.status == .switchingProtocols, response.version == .http11 else { throw WebSocketHandshakeError(.status) }
        let fields = response.fields
        guard fields.containsToken(.upgrade, "websocket"), fields.containsToken(.connection, "upgrade") else {
            throw WebSocketHandshakeError(.responseUpgrade)
        }
        guard fields.only(.secWebSocketAccept) == WebSocketKey.accept(key, sha1: sha1) else {
            throw WebSocketHandshakeError(.accept)
        }
        var outcome = Outcome()
        if fields.contains(.secWebSocketProtocol) {
            guard let chosen = fields.only(.secWebSocketProtocol), subprotocols.contains(chosen) else {
                throw WebSocketHandshakeError(.unexpectedProtocol)
            }
            outcome.subprotocol = chosen
        }
        guard let extensions = WebSocketExtension.parse(fields) else { throw WebSocketHandshakeError(.extensions) }
        for answer in extensions {
            guard outcome.deflate == nil, let agreed = deflate?.agreement(answer) else {
                throw WebSocketHandshakeError(.unexpectedExtension)
            }
            outcome.deflate = agreed
        }
        return outcome
    }
}
