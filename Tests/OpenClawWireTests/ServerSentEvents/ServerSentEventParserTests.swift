// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct ServerSentEventParserTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var input: [UInt8]
        var events: [String]
        var testDescription: String { name }

        init(_ name: String, _ input: String, _ events: [String]) {
            self.name = name
            self.input = [UInt8](text: input)
            self.events = events
        }
    }

    static func read(_ pieces: [[UInt8]], line: Int = 1 << 20, event: Int = 1 << 20) -> [String] {
        var parser = ServerSentEventParser(maximumLineBytes: line, maximumEventBytes: event)
        var seen: [String] = []
        for piece in pieces {
            let isDone = piece.withUnsafeBytes { bytes -> Bool in
                var cursor = 0
                do throws(ServerSentEventError) {
                    while let event = try parser.next(bytes, &cursor) {
                        seen.append("\(event.event ?? "-")|\(event.id ?? "-")|\(event.data)")
                    }
                } catch {
                    seen.append("\(error)")
                    return true
                }
                return false
            }
            if isDone { return seen }
        }
        if !parser.lastEventID.isEmpty { seen.append("last \(parser.lastEventID)") }
        if let retry = parser.retryMilliseconds { seen.append("retry \(retry)") }
        return seen
    }

    static let cases: [Case] = [
        Case("one event", "data: hello\n\n", ["-|-|hello"]),
        Case("two events", "data: 1\n\ndata: 2\n\n", ["-|-|1", "-|-|2"]),
        Case("several lines", "data: a\ndata: b\ndata:\ndata: c\n\n", ["-|-|a\nb\n\nc"]),
        Case("type and id", "event: delta\nid: 7\ndata: x\n\ndata: y\n\n", ["delta|7|x", "-|-|y", "last 7"]),
        Case("carriage returns", "data: a\r\rdata: b\r\r", ["-|-|a", "-|-|b"]),
        Case("carriage return and line feed", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", ["-|-|a\nb", "-|-|c"]),
        Case("mixed line ends", "data: a\r\n\ndata: b\n\r\ndata: c\r\r\n", ["-|-|a", "-|-|b", "-|-|c"]),
        Case("byte order mark", "\u{FEFF}data: a\n\n", ["-|-|a"]),
        Case("only one byte order mark", "\u{FEFF}\u{FEFF}data: a\n\n", []),
        Case("no space", "data:a\n\n", ["-|-|a"]),
        Case("one space only is dropped", "data:  a \n\n", ["-|-| a "]),
        Case("comments", ": hi\n:\ndata: a\n: x\n\n", ["-|-|a"]),
        Case("no colon", "data\n\ndata\ndata\n\n", ["-|-|", "-|-|\n"]),
        Case("empty data", "data:\n\n", ["-|-|"]),
        Case("unknown fields", "foo: bar\nDATA: x\ndatax: y\n data: z\n\n", []),
        Case("no data, no event", "event: a\n\ndata: b\n\n", ["-|-|b"]),
        Case("an id without data counts", "id: 3\n\n", ["last 3"]),
        Case("an empty id forgets", "id: 3\ndata: a\n\nid\ndata: b\n\n", ["-|3|a", "-||b"]),
        Case("an id with NUL is ignored", "id: a\u{0}b\ndata: x\n\n", ["-|-|x"]),
        Case("retry", "retry: 2500\n\nretry: 1x\n\nretry:\n\n", ["retry 2500"]),
        Case("colons and control bytes in data", "data: a: b\t\u{1}{\"x\":1}\n\n", ["-|-|a: b\t\u{1}{\"x\":1}"]),
        Case("beyond ASCII", "data: größe 🦞\n\n", ["-|-|größe 🦞"]),
        Case("an unfinished event", "data: a\n\ndata: b\n", ["-|-|a"]),
        Case("the end of an OpenAI stream", "data: {\"a\":1}\n\ndata: [DONE]\n\n", ["-|-|{\"a\":1}", "-|-|[DONE]"]),
    ]

    @Test(arguments: cases) func reads(_ test: Case) {
        #expect(readEveryWay(test.input) { Self.read($0) } == test.events)
    }

    @Test func limitsLines() {
        #expect(readEveryWay([UInt8](text: "data: 1234\n\n")) { Self.read($0, line: 10) } == ["-|-|1234"])
        #expect(
            readEveryWay([UInt8](text: "data: 12345\n\n")) { Self.read($0, line: 10) } == [
                "A line of the event stream is longer than the limit."
            ]
        )
    }

    @Test func limitsEvents() {
        let lines = String(repeating: "data: 1234\n", count: 4)
        #expect(readEveryWay([UInt8](text: lines + "\n")) { Self.read($0, event: 20) } == ["-|-|1234\n1234\n1234\n1234"])
        #expect(
            readEveryWay([UInt8](text: lines + "data: 1\n\n")) { Self.read($0, event: 20) } == [
                "An event of the stream is larger than the limit."
            ]
        )
    }

    @Test func replacesWhatIsNotUTF8() {
        #expect(readEveryWay([UInt8](text: "data: ") + [0xFF] + [UInt8](text: "\n\n")) { Self.read($0) } == ["-|-|\u{FFFD}"])
    }

    @Test(arguments: ["", "a", "a\nb", "a\r\nb", "a\rb", "\n", "a\n\n", " a"])
    func readsWhatTheEncoderWrites(_ data: String) throws {
        var output: [UInt8] = []
        ServerSentEventEncoder.writeRetry(milliseconds: 100, into: &output)
        ServerSentEventEncoder.writeComment(into: &output)
        try ServerSentEventEncoder.write(ServerSentEvent(event: "e", data: data, id: "1"), into: &output)
        [UInt8](text: "{}").withUnsafeBytes { ServerSentEventEncoder.write(singleLineData: $0, event: "json", into: &output) }
        let lines = data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
        #expect(readEveryWay(output) { Self.read($0) } == ["e|1|\(lines)", "json|-|{}", "last 1", "retry 100"])
    }

    @Test(arguments: ["a\nb", "a\rb", "a\u{0}"])
    func refusesLineEndsInNames(_ name: String) {
        var output: [UInt8] = []
        #expect(throws: ServerSentEventError.self) {
            try ServerSentEventEncoder.write(ServerSentEvent(event: name, data: ""), into: &output)
        }
        #expect(throws: ServerSentEventError.self) {
            try ServerSentEventEncoder.write(ServerSentEvent(data: "", id: name), into: &output)
        }
        #expect(output.isEmpty)
    }
}
