// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct WebSocketHandshakeTests {
    /// The digest of the standard's own example; every other input gives twenty zeros.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        bytes.text == "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            ? [UInt8](hex: "b37a4f2cc0624f1690f64606cf385945b2bec4ea") : [UInt8](repeating: 0, count: 20)
    }

    static func request(
        _ changes: [(HTTPFieldName, String?)] = [],
        method: HTTPMethod = .get,
        version: HTTPVersion = .http11,
        body: HTTPBodyFraming = .none
    ) -> HTTPRequestHead {
        var fields: HTTPFields = [
            "Host": "server.example.com", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13",
        ]
        for (name, value) in changes {
            if let value { fields.set(name, value) } else { fields.remove(name) }
        }
        return HTTPRequestHead(method: method, target: "/chat", version: version, fields: fields, body: body)
    }

    @Test func acceptsTheExampleOfTheStandard() throws {
        let upgrade = try WebSocketUpgradeRequest(
            Self.request([(.origin, "http://example.com"), (.secWebSocketProtocol, "chat, superchat")])
        )
        #expect(upgrade.origin == "http://example.com")
        #expect(upgrade.subprotocols == ["chat", "superchat"])
        #expect(upgrade.deflateOffers.isEmpty)
        var output: [UInt8] = []
        try HTTPResponseEncoder.write(upgrade.accept(subprotocol: "chat", sha1: Self.digest), body: .none, into: &output)
        #expect(
            output.text
                == "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\n\r\n"
        )
    }

    @Test(
        arguments: [
            [(.upgrade, "WebSocket"), (.connection, "keep-alive, upgrade")], [(.upgrade, "foo, websocket")], [(.secWebSocketProtocol, "a")],
        ] as [[(HTTPFieldName, String?)]]
    )
    func acceptsVariants(_ changes: [(HTTPFieldName, String?)]) throws {
        _ = try WebSocketUpgradeRequest(Self.request(changes))
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var name: String
        var head: HTTPRequestHead
        var status: Int
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "no Upgrade", head: request([(.upgrade, nil)]), status: 426),
        Refusal(name: "another upgrade", head: request([(.upgrade, "h2c")]), status: 426),
        Refusal(name: "no Connection", head: request([(.connection, nil)]), status: 426),
        Refusal(name: "Connection without upgrade", head: request([(.connection, "keep-alive")]), status: 426),
        Refusal(name: "token inside another", head: request([(.connection, "no-upgrade")]), status: 426),
        Refusal(name: "POST", head: request(method: .post), status: 405),
        Refusal(name: "HTTP/1.0", head: request(version: .http10), status: 400),
        Refusal(name: "content", head: request(body: .length(3)), status: 400),
        Refusal(name: "chunked content", head: request(body: .chunked), status: 400),
        Refusal(name: "no version", head: request([(.secWebSocketVersion, nil)]), status: 426),
        Refusal(name: "old version", head: request([(.secWebSocketVersion, "8")]), status: 426),
        Refusal(name: "two versions", head: request([(.secWebSocketVersion, "13, 8")]), status: 426),
        Refusal(name: "no key", head: request([(.secWebSocketKey, nil)]), status: 400),
        Refusal(name: "short key", head: request([(.secWebSocketKey, "c2hvcnQ=")]), status: 400),
        Refusal(name: "key is not base64", head: request([(.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZ!==")]), status: 400),
        Refusal(name: "key of 17 bytes", head: request([(.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZTE=")]), status: 400),
        Refusal(name: "subprotocol is no token", head: request([(.secWebSocketProtocol, "a b")]), status: 400),
        Refusal(name: "subprotocol twice", head: request([(.secWebSocketProtocol, "a, a")]), status: 400),
        Refusal(name: "malformed extensions", head: request([(.secWebSocketExtensions, "permessage-deflate; =3")]), status: 400),
    ]

    @Test(arguments: refusals) func refuses(_ test: Refusal) {
        let error = #expect(throws: WebSocketHandshakeError.self) { try WebSocketUpgradeRequest(test.head) }
        #expect(error?.status.code == UInt16(test.status))
        if test.status == 426 { #expect(error?.fields[.secWebSocketVersion] == "13") }
        if test.status == 405 { #expect(error?.fields[.allow] == "GET") }
    }

    @Test func refusesTwoKeys() {
        var head = Self.request()
        head.fields.append(.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(throws: WebSocketHandshakeError.self) { try WebSocketUpgradeRequest(head) }
    }

    @Test func bothEndsUnderstandEachOther() throws {
        let url = try WireURL("wss://Gateway.example:8443/ws?x=1")
        let client = WebSocketClientHandshake(
            url: url,
            nonce: [UInt8](text: "the sample nonce"),
            subprotocols: ["a", "b"],
            deflate: PermessageDeflateOffer(clientMaxWindowBits: 15),
            fields: ["Authorization": "Bearer x"]
        )
        #expect(client.request.target == "/ws?x=1")
        #expect(client.request.fields[.host] == "gateway.example:8443")
        var output: [UInt8] = []
        try HTTPRequestEncoder.write(client.request, into: &output)
        var parser = HTTPRequestParser()
        let event = output.withUnsafeBytes { bytes in
            var cursor = 0
            return parser.next(bytes, &cursor)
        }
        guard case .head(let head) = event else {
            Issue.record("no head")
            return
        }
        let upgrade = try WebSocketUpgradeRequest(head)
        let deflate = upgrade.negotiateDeflate(PermessageDeflate(serverNoContextTakeover: true))
        let response = upgrade.accept(subprotocol: "b", deflate: deflate, sha1: Self.digest)
        let outcome = try client.verify(response, sha1: Self.digest)
        #expect(outcome.subprotocol == "b")
        #expect(outcome.deflate?.serverNoContextTakeover == true)
    }

    static let url = "ws://a/"

    @Test(
        arguments: [
            (200, []), (101, [(.secWebSocketAccept, "AAAA")]), (101, [(.secWebSocketAccept, nil)]), (101, [(.upgrade, nil)]),
            (101, [(.connection, "close")]), (101, [(.secWebSocketProtocol, "z")]), (101, [(.secWebSocketExtensions, "x-other")]),
            (101, [(.secWebSocketExtensions, "permessage-deflate, permessage-deflate")]),
            (101, [(.secWebSocketExtensions, "permessage-deflate; client_max_window_bits=10")]),
            (101, [(.secWebSocketExtensions, "permessage-deflate; unknown")]),
        ] as [(Int, [(HTTPFieldName, String?)])]
    )
    func clientRefuses(_ status: Int, _ changes: [(HTTPFieldName, String?)]) throws {
        let client = WebSocketClientHandshake(
            url: try WireURL(Self.url),
            nonce: [UInt8](text: "the sample nonce"),
            subprotocols: ["a"],
            deflate: PermessageDeflateOffer()
        )
        var fields: HTTPFields = ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]
        _ = try client.verify(HTTPResponseHead(status: .switchingProtocols, fields: fields), sha1: Self.digest)
        for (name, value) in changes {
            if let value { fields.set(name, value) } else { fields.remove(name) }
        }
        #expect(throws: WebSocketHandshakeError.self) {
            try client.verify(HTTPResponseHead(status: HTTPStatus(status), fields: fields), sha1: Self.digest)
        }
    }
}
