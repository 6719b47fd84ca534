// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawHost

@Suite("Console")
struct ConsoleTests {
    private static func terminal(_ sink: TestConsole, isColoured: Bool) -> Console {
        var console = sink.console
        console.isTerminal = true
        console.style.isColoured = isColoured
        console.errorStyle.isColoured = isColoured
        return console
    }

    @Test(
        "what others wrote into a line neither steers the terminal nor makes a line of its own",
        arguments: [
            ("\u{1B}]0;title\u{07}RED", "\\u{1b}]0;title\\u{7}RED"), ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{9B}2J", "\\u{9b}2J"),
            ("mine\nk99  completed  status=ok", "mine\\u{a}k99  completed  status=ok"), ("a\r\n", "a\\u{d}\\u{a}"),
            ("\u{202E}gnp.exe", "\\u{202e}gnp.exe"), ("a\tb Grüße 你好 👩‍🚀", "a\tb Grüße 你好 👩‍🚀"),
        ]
    ) func lines(text: String, shown: String) {
        for isColoured in [false, true] {
            let sink = TestConsole()
            let console = Self.terminal(sink, isColoured: isColoured)
            console.line(text)
            console.errorLine(text)
            #expect(sink.output == shown + "\n")
            #expect(sink.error == shown + "\n")
        }
    }

    @Test("the program's own colours stay where there are colours") func colours() {
        let sink = TestConsole()
        let console = Self.terminal(sink, isColoured: true)
        console.line("\(console.style.dim("2m ago"))  \u{1B}[5mblink")
        #expect(sink.output == "\u{1B}[2m2m ago\u{1B}[0m  \\u{1b}[5mblink\n")
        let piped = TestConsole()
        piped.console.line("\u{1B}[31mRED")
        #expect(piped.output == "\\u{1b}[31mRED\n")
    }

    @Test("an answer keeps its line breaks and nothing else") func answers() {
        let sink = TestConsole()
        let console = Self.terminal(sink, isColoured: true)
        console.words("one\n\u{1B}[31mtwo")
        console.lines("\nthree\u{07}")
        #expect(sink.output == "one\n\\u{1b}[31mtwo\nthree\\u{7}\n")
    }

    @Test("JSON means the same and has no control characters") func json() throws {
        let sink = TestConsole()
        let value: JSONValue = ["title": "\u{1B}[31m\u{9B}2J\u{7F}\u{202E}é\n"]
        sink.console.json(value)
        #expect(try JSONValue(parsing: sink.output) == value)
        #expect(sink.output.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) })
    }

    @Test("a key that a client has made up is one field of one line of the ledger") func ledger() {
        let key = "esc\u{1B}[2J\nk99  2026-11-22  gateway/chat/forged  completed  status=ok"
        let record = LedgerRecord(
            identity: MessageID(channel: "gateway", account: "chat", event: key),
            timestamp: Timestamp(milliseconds: 1_700_000_000_000),
            kind: .accepted(runID: RunID(key), sessionKey: "agent:main:main", agentID: "main", payload: [])
        )
        let line = LedgerRecordView(record).line(withIdentity: true)
        #expect(line.contains("esc\\u{1b}[2J\\u{a}k99"))
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
}
