// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct HTTPEncoderTests {
    private func response(_ head: HTTPResponseHead, _ body: HTTPBodyFraming, staticFields: [UInt8] = []) throws -> String {
        var output: [UInt8] = []
        try HTTPResponseEncoder.write(head, body: body, staticFields: staticFields, into: &output)
        return output.text
    }

    @Test func writesResponses() throws {
        #expect(
            try response(HTTPResponseHead(status: .ok, fields: ["Content-Type": "text/plain"]), .length(5))
                == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n"
        )
        #expect(
            try response(HTTPResponseHead(status: .notFound, keepAlive: false), .length(0))
                == "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        #expect(
            try response(HTTPResponseHead(status: HTTPStatus(299)), .chunked)
                == "HTTP/1.1 299 Unknown\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        #expect(
            try response(HTTPResponseHead(status: .ok, version: .http10), .length(1))
                == "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\n"
        )
        #expect(try response(HTTPResponseHead(status: .noContent), .length(0)) == "HTTP/1.1 204 No Content\r\n\r\n")
        #expect(
            try response(HTTPResponseHead(status: .switchingProtocols, fields: ["Connection": "Upgrade"]), .none)
                == "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n"
        )
    }

    @Test func writesStaticFields() throws {
        var date = try HTTPResponseEncoder.encodeFields(["Server": "x"])
        HTTPDate.writeField(unixSeconds: 784_111_777, into: &date)
        #expect(
            try response(HTTPResponseHead(status: .ok), .length(0), staticFields: date)
                == "HTTP/1.1 200 OK\r\nServer: x\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n"
        )
    }

    @Test(
        arguments: [
            ["X": "a\r\nSet-Cookie: evil"], ["X": "a\nb"], ["X": "a\rb"], ["X": "a\u{0}b"], ["X\r\nY": "a"], ["X Y": "a"], ["": "a"],
            ["X:": "a"],
            ["Content-Length": "5"], ["transfer-encoding": "chunked"], ["Ok": "1", "X": "\u{7F}"],
        ] as [HTTPFields]
    )
    func refusesWhatWouldBeReadDifferently(_ fields: HTTPFields) {
        var output: [UInt8] = [1, 2, 3]
        #expect(throws: HTTPEncodeError.self) {
            try HTTPResponseEncoder.write(HTTPResponseHead(status: .ok, fields: fields), body: .none, into: &output)
        }
        #expect(throws: HTTPEncodeError.self) {
            try HTTPRequestEncoder.write(HTTPRequestHead(method: .get, target: "/", fields: fields), into: &output)
        }
        #expect(throws: HTTPEncodeError.self) { try HTTPChunkEncoder.writeEnd(trailers: fields, into: &output) }
        #expect(throws: HTTPEncodeError.self) { try HTTPResponseEncoder.encodeFields(fields) }
        #expect(output == [1, 2, 3])
    }

    @Test func acceptsFieldsOnceTheBadOneIsGone() throws {
        var fields: HTTPFields = ["A": "1", "X": "a\nb"]
        fields.remove("X")
        #expect(try HTTPResponseEncoder.encodeFields(fields).text == "A: 1\r\n")
    }

    @Test(arguments: [("GE T", "/"), ("", "/"), ("GET", ""), ("GET", "/a b"), ("GET", "/\r\n"), ("GET", "/ü")])
    func refusesBadRequestLines(_ method: String, _ target: String) {
        var output: [UInt8] = []
        #expect(throws: HTTPEncodeError.self) {
            try HTTPRequestEncoder.write(HTTPRequestHead(method: HTTPMethod(method), target: target), into: &output)
        }
        #expect(output.isEmpty)
    }

    @Test func parsesWhatItWrote() throws {
        var output: [UInt8] = []
        let head = HTTPRequestHead(
            method: .post,
            target: "/v1/x?y=z",
            fields: ["Host": "a", "Accept": "*/*"],
            body: .chunked,
            keepAlive: false,
            expectsContinue: true
        )
        try HTTPRequestEncoder.write(head, into: &output)
        [UInt8](text: "hello").withUnsafeBytes { HTTPChunkEncoder.writeChunk($0, into: &output) }
        HTTPChunkEncoder.writeChunk(UnsafeRawBufferPointer(start: nil, count: 0), into: &output)
        [UInt8](repeating: 0x61, count: 300).withUnsafeBytes { HTTPChunkEncoder.writeChunk($0, into: &output) }
        try HTTPChunkEncoder.writeEnd(trailers: ["Sum": "1"], into: &output)
        #expect(
            requestTranscript([output]) == [
                "POST /v1/x?y=z 1.1 close chunked continue", "Host=a", "Accept=*/*", "Transfer-Encoding=chunked", "Connection=close",
                "Expect=100-continue", "body hello" + String(repeating: "a", count: 300), "trailer Sum=1", "end",
            ]
        )
    }

    @Test func writesErrors() {
        var output: [UInt8] = []
        HTTPResponseEncoder.writeError(.badRequest, message: "No.", into: &output)
        #expect(
            responseTranscript([output]) == [
                "400 1.1 close length:4", "Content-Type=text/plain; charset=utf-8", "Content-Length=4", "Connection=close", "body No.\n",
                "end",
            ]
        )
    }

    @Test(arguments: [1, 9, 10, 15, 16, 255, 256, 4095, 65_536, 1 << 40])
    func writesChunkSizes(_ size: Int) {
        var output: [UInt8] = []
        HTTPChunkEncoder.writeChunkHeader(count: size, into: &output)
        #expect(output.text == String(size, radix: 16) + "\r\n")
    }

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_772_323_199, "Sat, 28 Feb 2026 23:59:59 GMT"),
            (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (Int64.min, "Sat, 01 Jan 0000 00:00:00 GMT"),
        ] as [(Int64, String)]
    )
    func writesDates(_ seconds: Int64, _ text: String) {
        var output: [UInt8] = []
        HTTPDate.write(unixSeconds: seconds, into: &output)
        #expect(output.text == text)
    }
}
