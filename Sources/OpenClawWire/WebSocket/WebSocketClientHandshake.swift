// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The client's side of an opening handshake (RFC 6455 section 4.1).
public struct WebSocketClientHandshake: Sendable {
    /// The request to send.
    public let request: HTTPRequestHead

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
        self.request = HTTPRequestHead(method: .get, target: url.target)
    }

    /// What the server agreed to.
    public struct Outcome: Sendable, Hashable {
        /// The chosen subprotocol.
        public var subprotocol: String?
        /// The agreed compression.
        public var deflate: PermessageDeflate?
    }

    /// Checks the response.
    public func verify(_ response: HTTPResponseHead, sha1: ([UInt8]) -> [UInt8]) throws(WebSocketHandshakeError) -> Outcome {
        throw WebSocketHandshakeError(.status)
    }
}
