// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

/// Requests which must not be served: each could be read in two ways, or costs more than it may.
@Suite struct HTTPRequestRejectionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var input: String
        var failure: String
        var testDescription: String { name }

        init(_ name: String, _ input: String, _ failure: String) {
            self.name = name
            self.input = input
            self.failure = failure
        }
    }

    static let startLines: [Case] = [
        Case("no version", "GET /\r\n", "invalidStartLine 400"),
        Case("no version, longer", "GET /index.html\r\n", "invalidVersion 400"),
        Case("no target", "GET HTTP/1.1\r\n", "invalidStartLine 400"),
        Case("empty target", "GET  HTTP/1.1\r\n", "invalidStartLine 400"),
        Case("two spaces before the target", "GET  / HTTP/1.1\r\n", "invalidTarget 400"),
        Case("two spaces after the target", "GET /  HTTP/1.1\r\n", "invalidTarget 400"),
        Case("space in the target", "GET /a b HTTP/1.1\r\n", "invalidTarget 400"),
        Case("tab for space", "GET\t/\tHTTP/1.1\r\n", "invalidStartLine 400"),
        Case("space at the start", " GET / HTTP/1.1\r\n", "invalidStartLine 400"),
        Case("space at the end", "GET / HTTP/1.1 \r\n", "invalidVersion 400"),
        Case("target beyond ASCII", "GET /ü HTTP/1.1\r\n", "invalidTarget 400"),
        Case("method is no token", "G(T / HTTP/1.1\r\n", "invalidStartLine 400"),
        Case("endless method", String(repeating: "G", count: 40) + " / HTTP/1.1\r\n", "invalidStartLine 400"),
        Case("lower-case version", "GET / http/1.1\r\n", "invalidVersion 400"),
        Case("another protocol", "GET / ICAP/1.0\r\n", "invalidVersion 400"),
        Case("version 2.0", "GET / HTTP/2.0\r\n", "unsupportedVersion 505"),
        Case("version 1.2", "GET / HTTP/1.2\r\n", "unsupportedVersion 505"),
        Case("version 0.9", "GET / HTTP/0.9\r\n", "unsupportedVersion 505"),
        Case("version 1.10", "GET / HTTP/1.10\r\n", "invalidVersion 400"),
        Case("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "unsupportedVersion 505"),
        Case("line feed only", "GET / HTTP/1.1\nHost: a\n\n", "bareLineFeed 400"),
        Case("carriage return only", "GET / HTTP/1.1\rHost: a\r\r", "bareCarriageReturn 400"),
        Case("carriage return in the target", "GET /\rx HTTP/1.1\r\n", "bareCarriageReturn 400"),
        Case("NUL", "GET /\u{0} HTTP/1.1\r\n", "invalidControlByte 400"),
        Case("a TLS hello", "\u{16}\u{3}\u{1}", "invalidControlByte 400"),
        Case("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", "connectUnsupported 501"),
        Case("a third empty line", "\r\n\r\n\r\n", "invalidStartLine 400"),
    ]

    static let fields: [Case] = [
        Case("space before the colon", "Host : a", "spaceBeforeColon 400"),
        Case("tab before the colon", "Host\t: a", "spaceBeforeColon 400"),
        Case("no colon", "Host", "invalidFieldName 400"),
        Case("empty name", ": a", "invalidFieldName 400"),
        Case("name is no token", "Ho(st: a", "invalidFieldName 400"),
        Case("name beyond ASCII", "Höst: a", "invalidFieldName 400"),
        Case("folding", "Host: a\r\nX: 1\r\n 2", "obsoleteFolding 400"),
        Case("folding by tab", "Host: a\r\nX: 1\r\n\t2", "obsoleteFolding 400"),
        Case("folding of the first field", " Host: a", "obsoleteFolding 400"),
        Case("a line of one blank", "Host: a\r\n ", "obsoleteFolding 400"),
        Case("NUL in a value", "Host: a\r\nX: a\u{0}b", "invalidControlByte 400"),
        Case("DEL in a value", "Host: a\r\nX: a\u{7F}b", "invalidControlByte 400"),
        Case("escape in a value", "Host: a\r\nX: a\u{1B}[2Jb", "invalidControlByte 400"),
        Case("vertical tab in a coding", "Host: a\r\nTransfer-Encoding: \u{B}chunked", "invalidControlByte 400"),
        Case("control byte in a name", "Host: a\r\nX\u{1}: b", "invalidControlByte 400"),
        Case("bare carriage return in a value", "Host: a\r\nX: a\rY: b", "bareCarriageReturn 400"),
        Case("bare line feed in a value", "Host: a\r\nX: a\nY: b", "bareLineFeed 400"),
        Case("no Host", "X: a", "missingHost 400"),
        Case("two Hosts", "Host: a\r\nHost: b", "repeatedHost 400"),
        Case("two equal Hosts", "Host: a\r\nhost: a", "repeatedHost 400"),
        Case("Host with a path", "Host: a/b", "invalidHost 400"),
        Case("Host with userinfo", "Host: a@b", "invalidHost 400"),
        Case("Host list", "Host: a, b", "invalidHost 400"),
        Case("Host beyond ASCII", "Host: ä", "invalidHost 400"),
        Case("unknown expectation", "Host: a\r\nExpect: miracles", "unsupportedExpectation 417"),
    ]

    static let framing: [Case] = [
        Case("length and coding", "Content-Length: 5\r\nTransfer-Encoding: chunked", "lengthWithTransferEncoding 400"),
        Case("coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 5", "lengthWithTransferEncoding 400"),
        Case("coding and length zero", "Transfer-Encoding: chunked\r\nContent-Length: 0", "lengthWithTransferEncoding 400"),
        Case("two lengths", "Content-Length: 5\r\nContent-Length: 6", "conflictingContentLength 400"),
        Case("the same length twice", "Content-Length: 5\r\nContent-Length: 5", "conflictingContentLength 400"),
        Case("length list", "Content-Length: 5, 5", "invalidContentLength 400"),
        Case("signed length", "Content-Length: +5", "invalidContentLength 400"),
        Case("negative length", "Content-Length: -1", "invalidContentLength 400"),
        Case("hexadecimal length", "Content-Length: 0x5", "invalidContentLength 400"),
        Case("length with a space", "Content-Length: 5 5", "invalidContentLength 400"),
        Case("empty length", "Content-Length:", "invalidContentLength 400"),
        Case("length beyond 63 bits", "Content-Length: 9223372036854775808", "invalidContentLength 400"),
        Case("length beyond 64 bits", "Content-Length: 18446744073709551617", "invalidContentLength 400"),
        Case("length of many digits", "Content-Length: 00000000000000000000000000005", "invalidContentLength 400"),
        Case("length beyond the limit", "Content-Length: 1048577", "bodyTooLarge 413"),
        Case("coding without chunked", "Transfer-Encoding: gzip", "invalidTransferEncoding 400"),
        Case("identity", "Transfer-Encoding: identity", "invalidTransferEncoding 400"),
        Case("chunked not last", "Transfer-Encoding: chunked, gzip", "invalidTransferEncoding 400"),
        Case("chunked twice", "Transfer-Encoding: chunked, chunked", "invalidTransferEncoding 400"),
        Case("chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "invalidTransferEncoding 400"),
        Case("chunked then identity", "Transfer-Encoding: chunked\r\nTransfer-encoding: identity", "invalidTransferEncoding 400"),
        Case("almost chunked", "Transfer-Encoding: xchunked", "invalidTransferEncoding 400"),
        Case("quoted chunked", "Transfer-Encoding: \"chunked\"", "invalidTransferEncoding 400"),
        Case("chunked with a parameter", "Transfer-Encoding: chunked;q=1", "invalidTransferEncoding 400"),
        Case("empty coding", "Transfer-Encoding:", "invalidTransferEncoding 400"),
        Case("a coding before chunked", "Transfer-Encoding: gzip, chunked", "unsupportedTransferEncoding 501"),
    ]

    static let chunks: [Case] = [
        Case("no size", "\r\nabc", "invalidChunkSize 400"),
        Case("size is no number", "xyz\r\n", "invalidChunkSize 400"),
        Case("signed size", "+5\r\nhello", "invalidChunkSize 400"),
        Case("negative size", "-1\r\n", "invalidChunkSize 400"),
        Case("size with prefix", "0x5\r\nhello", "invalidChunkSize 400"),
        Case("space before the size", " 5\r\nhello", "invalidChunkSize 400"),
        Case("space after the size", "5 \r\nhello", "invalidChunkSize 400"),
        Case("underscore in the size", "1_0\r\n", "invalidChunkSize 400"),
        Case("line feed only after the size", "5\nhello", "invalidChunkSize 400"),
        Case("carriage return only after the size", "5\rhello", "invalidChunkSize 400"),
        Case("size beyond 64 bits", "FFFFFFFFFFFFFFFFF\r\n", "chunkSizeOverflow 400"),
        Case("size which wraps to 5", "10000000000000005\r\nhello", "chunkSizeOverflow 400"),
        Case("size of endless zeros", String(repeating: "0", count: 20) + "5\r\nhello", "chunkSizeOverflow 400"),
        Case("size beyond the limit", "100001\r\n", "bodyTooLarge 413"),
        Case("data longer than its size", "2\r\nhello\r\n", "invalidChunkEnd 400"),
        Case("line feed only after the data", "5\r\nhello\n0\r\n\r\n", "invalidChunkEnd 400"),
        Case("carriage return only after the data", "5\r\nhello\r0\r\n", "invalidChunkEnd 400"),
        Case("an extension without a name", "5;\r\nhello", "invalidChunkSize 400"),
        Case("a control byte in an extension", "5;a=\u{1}\r\n", "invalidChunkSize 400"),
        Case("line feed in an extension", "5;a\nhello", "invalidChunkSize 400"),
        Case("an absurd extension", "5;" + String(repeating: "a", count: 300) + "\r\nhello", "chunkExtensionTooLong 400"),
        Case(
            "absurdly many extensions",
            String(repeating: "1;" + String(repeating: "a", count: 200) + "\r\nx\r\n", count: 30),
            "chunkExtensionTooLong 400"
        ),
        Case("length as trailer", "0\r\nContent-Length: 5\r\n\r\n", "invalidTrailer 400"),
        Case("coding as trailer", "0\r\nTransfer-Encoding: chunked\r\n\r\n", "invalidTrailer 400"),
        Case("Host as trailer", "0\r\nHost: b\r\n\r\n", "invalidTrailer 400"),
        Case("folded trailer", "0\r\nX: a\r\n b\r\n\r\n", "obsoleteFolding 400"),
        Case("trailer name with space", "0\r\nX : a\r\n\r\n", "spaceBeforeColon 400"),
    ]

    private func lastEvent(_ text: String, limits: HTTPLimits = HTTPLimits()) -> String? {
        readEveryWay([UInt8](text: text)) { requestTranscript($0, limits: limits) }.last
    }

    @Test(arguments: startLines) func refusesStartLine(_ test: Case) {
        #expect(lastEvent(test.input) == "failed \(test.failure)")
    }

    @Test(arguments: fields) func refusesField(_ test: Case) {
        #expect(lastEvent("GET / HTTP/1.1\r\n\(test.input)\r\n\r\n") == "failed \(test.failure)")
    }

    @Test(arguments: framing) func refusesFraming(_ test: Case) {
        #expect(lastEvent("POST / HTTP/1.1\r\nHost: a\r\n\(test.input)\r\n\r\n") == "failed \(test.failure)")
    }

    @Test(arguments: chunks) func refusesChunks(_ test: Case) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(lastEvent(head + test.input) == "failed \(test.failure)")
    }

    @Test func refusesCodingInHTTP10() {
        #expect(
            lastEvent("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == "failed transferEncodingInHTTP10 400"
        )
    }

    /// A second request hidden in the first must never come out.
    @Test(arguments: [
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 40\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n Content-Length: 40\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding\r\n : chunked\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\nContent-Length: 40\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func neverLetsAHiddenRequestOut(_ input: String) {
        let transcript = readEveryWay([UInt8](text: input)) { requestTranscript($0) }
        #expect(transcript.last?.hasPrefix("failed") == true)
        #expect(!transcript.contains { $0.contains("/evil") })
    }

    static let small = HTTPLimits(startLineBytes: 20, headerBytes: 60, fieldBytes: 30, fieldCount: 3, bodyBytes: 10)

    static let limited: [Case] = [
        Case("longest request line", "GET /123456 HTTP/1.1\r\nHost: a\r\n\r\n", "end"),
        Case("request line too long", "GET /1234567 HTTP/1.1\r\nHost: a\r\n\r\n", "failed startLineTooLong 414"),
        Case("endless request line", "GET /" + String(repeating: "a", count: 100), "failed startLineTooLong 414"),
        Case("longest field", "GET / HTTP/1.1\r\nHost: 345678901234567890\r\nX: 456789012345678901234567890\r\n\r\n", "end"),
        Case("field too long", "GET / HTTP/1.1\r\nHost: a\r\nX: 4567890123456789012345678901\r\n\r\n", "failed fieldTooLong 431"),
        Case("endless field", "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "a", count: 100), "failed fieldTooLong 431"),
        Case("endless value", "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 100), "failed fieldTooLong 431"),
        Case(
            "header too large",
            "GET / HTTP/1.1\r\nHost: 345678901234567890\r\nX: 4567890123456789012345\r\nY: 45678901234567\r\n\r\n",
            "failed headerTooLarge 431"
        ),
        Case("as many fields as allowed", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 2\r\n\r\n", "end"),
        Case("too many fields", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 2\r\nX: 3\r\n\r\n", "failed tooManyFields 431"),
        Case("largest content", "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789", "end"),
        Case("content too large", "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", "failed bodyTooLarge 413"),
        Case("trailers too many", trailers(4), "failed tooManyFields 431"),
        Case("trailers as many as allowed", trailers(3), "end"),
    ]

    @Test(arguments: limited) func keepsLimits(_ test: Case) {
        #expect(lastEvent(test.input, limits: Self.small) == test.failure)
    }

    private static func trailers(_ count: Int) -> String {
        "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + String(repeating: "X: 1\r\n", count: count) + "\r\n"
    }

    @Test func chunkedContentIsCountedOverAllChunks() {
        let head = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(lastEvent(head + "5\r\n12345\r\n5\r\n67890\r\n0\r\n\r\n", limits: Self.small) == "end")
        #expect(lastEvent(head + "5\r\n12345\r\n6\r\n678901\r\n0\r\n\r\n", limits: Self.small) == "failed bodyTooLarge 413")
    }

    @Test(arguments: ["Content-Length: 5", "Transfer-Encoding: chunked"])
    func driverSetsTheBodyLimitAfterTheHead(_ field: String) {
        let body = field.hasPrefix("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n"
        let bytes = [UInt8](text: "PUT / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n\(body)")
        #expect(readEveryWay(bytes) { requestTranscript($0, bodyLimit: 4) }.last == "failed bodyTooLarge 413")
        #expect(readEveryWay(bytes) { requestTranscript($0, bodyLimit: 5) }.last == "end")
    }
}
