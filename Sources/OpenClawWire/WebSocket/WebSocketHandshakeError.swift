// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why an upgrade was refused, with the answer to give.
public struct WebSocketHandshakeError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Rule: UInt8 {
        case notAnUpgrade, method, version, httpVersion, key, body, origin, protocols, extensions
        case status, accept, responseUpgrade, unexpectedProtocol, unexpectedExtension
    }

    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// The status a server answers with: 400, 405 or 426.
    public var status: HTTPStatus {
        switch rule {
        case .method: .methodNotAllowed
        case .notAnUpgrade, .version: .upgradeRequired
        default: .badRequest
        }
    }

    /// Fields which belong to the answer: `Upgrade`, `Sec-WebSocket-Version` or `Allow`.
    public var fields: HTTPFields {
        var fields = HTTPFields()
        switch rule {
        case .method:
            fields.append(.allow, "GET")
        case .notAnUpgrade, .version:
            fields.append(.connection, "Upgrade")
            fields.append(.upgrade, "websocket")
            fields.append(.secWebSocketVersion, "13")
        default:
            break
        }
        return fields
    }

    /// What is wrong, in one sentence which is safe to send to the peer.
    public var description: String {
        switch rule {
        case .notAnUpgrade: "This endpoint speaks WebSocket; send an upgrade request."
        case .method: "A WebSocket handshake is a GET request."
        case .version: "Only WebSocket version 13 is supported."
        case .httpVersion: "A WebSocket handshake needs HTTP/1.1."
        case .key: "Sec-WebSocket-Key must be one base64 value of 16 bytes."
        case .body: "A WebSocket handshake has no content."
        case .origin: "There is more than one Origin field."
        case .protocols: "Sec-WebSocket-Protocol is malformed."
        case .extensions: "Sec-WebSocket-Extensions is malformed."
        case .status: "The server did not switch protocols."
        case .accept: "The server's Sec-WebSocket-Accept does not fit the key."
        case .responseUpgrade: "The server's response lacks Upgrade or Connection."
        case .unexpectedProtocol: "The server chose a subprotocol which was not offered."
        case .unexpectedExtension: "The server chose an extension which was not offered."
        }
    }
}
