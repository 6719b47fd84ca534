// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct HTTPResponseParserTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var input: String
        var methods: [HTTPMethod] = [.get]
        var finishes = false
        var events: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "content of a known length",
            input: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            events: ["200 1.1 keep length:2", "Content-Length=2", "body ok", "end"]
        ),
        Case(
            name: "no reason and no space before it",
            input: "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n",
            events: ["404 1.1 keep length:0", "Content-Length=0", "end"]
        ),
        Case(
            name: "an empty reason",
            input: "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n",
            events: ["404 1.1 keep length:0", "Content-Length=0", "end"]
        ),
        Case(
            name: "chunks and trailers",
            input: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nT: 1\r\n\r\n",
            events: ["200 1.1 keep chunked", "Transfer-Encoding=chunked", "body abcd", "trailer T=1", "end"]
        ),
        Case(
            name: "until the connection ends",
            input: "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n",
            finishes: true,
            events: ["200 1.1 close close-delimited", "Content-Type=text/event-stream", "body data: x\n\n", "end"]
        ),
        Case(
            name: "the end comes too early",
            input: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
            finishes: true,
            events: ["200 1.1 keep length:5", "Content-Length=5", "body abc", "failed unexpectedEnd"]
        ),
        Case(
            name: "the end comes inside a chunk",
            input: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n",
            finishes: true,
            events: ["200 1.1 keep chunked", "Transfer-Encoding=chunked", "body abcd", "failed unexpectedEnd"]
        ),
        Case(
            name: "the end comes inside a head",
            input: "HTTP/1.1 200 OK\r\nServer: x",
            finishes: true,
            events: ["failed unexpectedEnd"]
        ),
        Case(
            name: "HEAD has no content",
            input: "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
            methods: [.head, .get],
            events: ["200 1.1 keep none", "Content-Length=500", "end", "204 1.1 keep none", "end"]
        ),
        Case(
            name: "304 has no content",
            input: "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n",
            events: ["304 1.1 keep none", "Content-Length=500", "end"]
        ),
        Case(
            name: "interim responses",
            input: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
            events: ["info 100", "info 103", "200 1.1 keep length:1", "Content-Length=1", "body x", "end"]
        ),
        Case(
            name: "switching protocols",
            input: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            events: ["101 1.1 keep none", "Upgrade=websocket", "end"]
        ),
        Case(
            name: "HTTP/1.0",
            input: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
            events: ["200 1.0 close length:1", "Content-Length=1", "body x", "end"]
        ),
        Case(
            name: "close",
            input: "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
            events: ["200 1.1 close length:1", "Connection=close", "Content-Length=1", "body x", "end"]
        ),
        Case(name: "not HTTP", input: "SSH-2.0-OpenSSH\r\n", events: ["failed invalidVersion"]),
        Case(name: "HTTP/2", input: "HTTP/2.0 200 OK\r\n\r\n", events: ["failed unsupportedVersion"]),
        Case(name: "two digits", input: "HTTP/1.1 20 OK\r\n\r\n", events: ["failed invalidStatus"]),
        Case(name: "four digits", input: "HTTP/1.1 2000 OK\r\n\r\n", events: ["failed invalidStatus"]),
        Case(name: "status below 100", input: "HTTP/1.1 099 OK\r\n\r\n", events: ["failed invalidStatus"]),
        Case(
            name: "length and coding",
            input: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            events: ["failed lengthWithTransferEncoding"]
        ),
        Case(
            name: "two lengths",
            input: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            events: ["failed conflictingContentLength"]
        ),
        Case(name: "folding", input: "HTTP/1.1 200 OK\r\nX: 1\r\n 2\r\n\r\n", events: ["failed obsoleteFolding"]),
        Case(
            name: "endless interim responses",
            input: String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 20),
            events: Array(repeating: "info 100", count: 16) + ["failed invalidStatus"]
        ),
    ]

    @Test(arguments: cases) func reads(_ test: Case) {
        let events = readEveryWay([UInt8](text: test.input)) { responseTranscript($0, to: test.methods, finishes: test.finishes) }
        #expect(events == test.events)
    }

    @Test func limitsContentUntilClose() {
        let bytes = [UInt8](text: "HTTP/1.1 200 OK\r\n\r\n0123456789A")
        let limits = HTTPLimits(bodyBytes: 10)
        #expect(responseTranscript(bytes.map { [$0] }, limits: limits).last == "failed bodyTooLarge")
    }

    @Test func leavesBytesOfTheNewProtocolAlone() {
        let bytes = [UInt8](text: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u{1}\u{2}")
        var parser = HTTPResponseParser()
        parser.expectResponse(to: .get)
        bytes.withUnsafeBytes { bytes in
            var cursor = 0
            _ = parser.next(bytes, &cursor)
            #expect(cursor == bytes.count - 2)
            #expect(parser.next(bytes, &cursor) == .end(HTTPFields()))
            #expect(parser.next(bytes, &cursor) == .paused)
            #expect(cursor == bytes.count - 2)
        }
    }
}
