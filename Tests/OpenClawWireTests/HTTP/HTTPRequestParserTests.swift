// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct HTTPRequestParserTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var input: String
        var events: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "smallest",
            input: "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            events: ["GET / 1.1 keep none", "Host=a", "end"]
        ),
        Case(
            name: "a browser's request",
            input: "GET /v1/models?limit=5&x=%20 HTTP/1.1\r\nHost: localhost:18789\r\nUser-Agent: Mozilla/5.0 (X11; Linux)\r\n"
                + "Accept: */*\r\nAccept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\nCookie: a=b; c=d\r\n\r\n",
            events: [
                "GET /v1/models?limit=5&x=%20 1.1 keep none", "Host=localhost:18789", "User-Agent=Mozilla/5.0 (X11; Linux)",
                "Accept=*/*", "Accept-Encoding=gzip, deflate, br", "Connection=keep-alive", "Cookie=a=b; c=d", "end",
            ]
        ),
        Case(
            name: "space around values is dropped, inside it stays",
            input: "GET / HTTP/1.1\r\nHost:a\r\nX: \t a \t b\t \r\nEmpty:\r\nBlank:   \r\n\r\n",
            events: ["GET / 1.1 keep none", "Host=a", "X=a \t b", "Empty=", "Blank=", "end"]
        ),
        Case(
            name: "obs-text in a value",
            input: "GET / HTTP/1.1\r\nHost: a\r\nX: größe\r\n\r\n",
            events: ["GET / 1.1 keep none", "Host=a", "X=größe", "end"]
        ),
        Case(
            name: "repeated fields keep their order",
            input: "GET / HTTP/1.1\r\nhost: a\r\nX: 1\r\nY: 2\r\nx: 3\r\n\r\n",
            events: ["GET / 1.1 keep none", "host=a", "X=1", "Y=2", "x=3", "end"]
        ),
        Case(
            name: "content of a known length",
            input: "POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello\r\nbody",
            events: ["POST /hook 1.1 keep length:11", "Host=a", "Content-Length=11", "body hello\r\nbody", "end"]
        ),
        Case(
            name: "content of no bytes",
            input: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            events: ["POST / 1.1 keep length:0", "Host=a", "Content-Length=0", "end"]
        ),
        Case(
            name: "chunks",
            input: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00A\r\n, chunked!\r\n0\r\n\r\n",
            events: ["POST / 1.1 keep chunked", "Host=a", "Transfer-Encoding=chunked", "body hello, chunked!", "end"]
        ),
        Case(
            name: "chunk extensions are skipped",
            input:
                "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b; c=\"d e;\"\r\nabc\r\n1 ; x\r\nd\r\n0;last\r\n\r\n",
            events: ["PUT / 1.1 keep chunked", "Host=a", "Transfer-Encoding=Chunked", "body abcd", "end"]
        ),
        Case(
            name: "trailers",
            input: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nDigest: 1\r\nSum: 2\r\n\r\n",
            events: [
                "POST / 1.1 keep chunked", "Host=a", "Transfer-Encoding=chunked", "body x", "trailer Digest=1", "trailer Sum=2", "end",
            ]
        ),
        Case(
            name: "pipelined requests",
            input:
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
                + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n",
            events: [
                "GET /1 1.1 keep none", "Host=a", "end", "POST /2 1.1 keep length:1", "Host=a", "Content-Length=1", "body x", "end",
                "GET /3 1.1 keep none", "Host=a", "end",
            ]
        ),
        Case(
            name: "empty lines before a request line",
            input: "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            events: ["GET / 1.1 keep none", "Host=a", "end"]
        ),
        Case(
            name: "an HTTP/1.0 probe",
            input: "GET /health HTTP/1.0\r\n\r\n",
            events: ["GET /health 1.0 close none", "end"]
        ),
        Case(
            name: "HTTP/1.0 with keep-alive",
            input: "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
            events: ["GET / 1.0 keep none", "Connection=Keep-Alive", "end"]
        ),
        Case(
            name: "HTTP/1.1 with close among other options",
            input: "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close ,y\r\n\r\n",
            events: ["GET / 1.1 close none", "Host=a", "Connection=x, Close ,y", "end"]
        ),
        Case(
            name: "close wins over keep-alive",
            input: "GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n",
            events: ["GET / 1.0 close none", "Connection=keep-alive", "Connection=close", "end"]
        ),
        Case(
            name: "expectation",
            input: "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\nok",
            events: ["POST / 1.1 keep length:2 continue", "Host=a", "Expect=100-Continue", "Content-Length=2", "body ok", "end"]
        ),
        Case(
            name: "an expectation without content is forgotten",
            input: "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
            events: ["GET / 1.1 keep none", "Host=a", "Expect=100-continue", "end"]
        ),
        Case(
            name: "asterisk and absolute targets",
            input: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\nGET http://b/c HTTP/1.1\r\nHost: b\r\n\r\n",
            events: ["OPTIONS * 1.1 keep none", "Host=a", "end", "GET http://b/c 1.1 keep none", "Host=b", "end"]
        ),
        Case(
            name: "a method of one's own",
            input: "M-SEARCH / HTTP/1.1\r\nHost:\r\n\r\n",
            events: ["M-SEARCH / 1.1 keep none", "Host=", "end"]
        ),
        Case(
            name: "an unfinished head",
            input: "GET / HTTP/1.1\r\nHost: a\r\n",
            events: []
        ),
    ]

    @Test(arguments: cases) func reads(_ test: Case) {
        #expect(readEveryWay([UInt8](text: test.input)) { requestTranscript($0) } == test.events)
    }

    @Test func waitsAfterEachMessage() {
        var parser = HTTPRequestParser()
        let bytes = [UInt8](text: "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
        bytes.withUnsafeBytes { bytes in
            var cursor = 0
            #expect(parser.isIdle)
            _ = parser.next(bytes, &cursor)
            #expect(parser.next(bytes, &cursor) == .end(HTTPFields()))
            let end = cursor
            #expect(parser.next(bytes, &cursor) == .paused)
            #expect(cursor == end)
            parser.startNext()
            #expect(parser.isIdle)
            guard case .head(let head) = parser.next(bytes, &cursor) else {
                Issue.record("no second head")
                return
            }
            #expect(head.target == "/2")
            #expect(cursor == bytes.count)
        }
    }

    @Test func tellsIdleFromBegun() {
        var parser = HTTPRequestParser()
        #expect(parser.isIdle && !parser.isInHead)
        for (text, isInHead) in [("\r\n", false), ("GE", true), ("T / HTTP/1.1\r\n", true), ("Host: a\r\n\r\n", false)] {
            [UInt8](text: text).withUnsafeBytes { bytes in
                var cursor = 0
                _ = parser.next(bytes, &cursor)
            }
            #expect(parser.isInHead == isInHead, "after \(text)")
        }
        #expect(!parser.isIdle)
    }

    @Test func reportsContentWithoutCopying() {
        var parser = HTTPRequestParser()
        let bytes = [UInt8](text: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
        bytes.withUnsafeBytes { bytes in
            var cursor = 0
            _ = parser.next(bytes, &cursor)
            #expect(parser.next(bytes, &cursor) == .body(bytes.count - 5..<bytes.count))
        }
    }

    @Test func saysAFailureAgain() {
        var parser = HTTPRequestParser()
        let bytes = [UInt8](text: "GET /\r\n\r\n")
        bytes.withUnsafeBytes { bytes in
            var cursor = 0
            #expect(parser.next(bytes, &cursor) == .failed(HTTPParseError(.invalidStartLine)))
            parser.startNext()
            #expect(parser.next(bytes, &cursor) == .failed(HTTPParseError(.invalidStartLine)))
        }
    }
}
