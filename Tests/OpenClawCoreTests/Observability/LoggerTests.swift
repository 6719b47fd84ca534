// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Logger and its sinks")
struct LoggerTests {
    private let clock = ManualWallClock(Timestamp(milliseconds: 1_769_846_700_250))

    private func record(_ metadata: LogMetadata = [:], level: LogLevel = .info, message: String? = nil, event: String = "gateway.ready")
        -> LogRecord
    {
        LogRecord(timestamp: clock.now(), level: level, component: "gateway", event: event, message: message, metadata: metadata)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("levels below the threshold make neither message nor metadata")
    func threshold() {
        let sink = InMemoryLogSink()
        let logger = Logger(component: "gateway", sink: sink, level: .warn, clock: clock)
        var evaluated = 0
        func expensive() -> String {
            evaluated += 1
            return "x"
        }
        logger.debug("a", ["k": .string(expensive())], message: expensive())
        logger.info(expensive())
        #expect(evaluated == 0)
        #expect(sink.records.isEmpty)
        logger.warn("b", message: expensive())
        logger.error("c")
        logger.fatal("d")
        #expect(evaluated == 1)
        #expect(sink.records.map(\.event) == ["b", "c", "d"])
        #expect(sink.records.map(\.level) == [.warn, .error, .fatal])

        logger.threshold.level = .debug
        logger.debug("e")
        #expect(sink.records.last?.event == "e")
        #expect(logger.component("other").isEnabled(.debug))
        Logger.disabled.fatal("goes nowhere")
    }

    @Test("context travels with the logger and gives way to the record's own fields")
    func context() throws {
        let sink = InMemoryLogSink()
        let logger = Logger(component: "a", sink: sink, clock: clock).with(["node_id": "n1", "x": 1]).component("b")
        logger.info("event", ["x": 2, "y": true])
        let record = try #require(sink.records.first)
        #expect(record.component == "b")
        #expect(record.timestamp == clock.now())
        #expect(record.metadata.fields.map(\.key) == ["node_id", "x", "y"])
        #expect(record.metadata["x"] == 2)
    }

    @Test("level names", arguments: [("debug", LogLevel.debug), ("INFO", .info), ("Warning", .warn), ("warn", .warn), ("fatal", .fatal)])
    func names(name: String, level: LogLevel) {
        #expect(LogLevel(name: name) == level)
        #expect(LogLevel(name: level.name) == level)
        #expect(LogLevel(name: "loud") == nil)
    }

    @Test("a record is one line of JSON with the fields in order")
    func jsonLines() throws {
        let bytes = JSONLinesLogFormatter().format(
            record(
                [
                    "task_id": "t1", "duration_ms": .milliseconds(.microseconds(12_345)), "level": "mine", "nested": .json(["a": [1]]),
                    "ok": true,
                ],
                message: "line\nbreak"
            )
        )
        #expect(
            text(bytes)
                == #"{"timestamp":"2026-01-31T08:05:00.250Z","level":"info","component":"gateway","event":"gateway.ready","#
                + #""message":"line\nbreak","task_id":"t1","duration_ms":12.345,"_level":"mine","nested":{"a":[1]},"ok":true}"# + "\n"
        )
    }

    @Test("the console shows a line for people")
    func console() {
        let line = text(
            ConsoleLogFormatter(usesColor: false).format(record(["port": 18789, "name": "two words", "empty": ""], message: "Listening"))
        )
        #expect(line == "08:05:00.250 INFO  gateway      gateway.ready  Listening  port=18789  name=\"two words\"  empty=\"\"\n")
        let colored = text(ConsoleLogFormatter(usesColor: true).format(record(level: .error)))
        #expect(colored.contains("\u{1B}[31mERROR\u{1B}[0m"))
    }

    @Test(
        "foreign text cannot forge lines or steer the terminal",
        arguments: ["a\nb", "a\u{1B}[2Jb", "a\rb", "a\u{202E}b", "a\u{9B}b", "a\u{2028}b"]
    )
    func injection(hostile: String) {
        let line = text(ConsoleLogFormatter(usesColor: false).format(record(["k": .string(hostile)], message: hostile, event: hostile)))
        let controls = line.unicodeScalars.dropLast().filter {
            $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E || $0.value == 0x2028
        }
        #expect(controls.isEmpty)
        #expect(line.hasSuffix("\n"))
    }

    @Test("records reach every sink of a multiplexer, and only those above a sink's own level")
    func multiplex() {
        let all = InMemoryLogSink()
        let loud = InMemoryLogSink()
        let sink = MultiplexLogSink([all, LevelLogSink(.error, next: loud)])
        let logger = Logger(component: "x", sink: sink, level: .debug, clock: clock)
        logger.debug("a")
        logger.error("b")
        #expect(all.records.map(\.event) == ["a", "b"])
        #expect(loud.records.map(\.event) == ["b"])
    }

    @Test("the memory keeps the latest records and counts the rest")
    func memory() {
        let sink = InMemoryLogSink(capacity: 3)
        let logger = Logger(component: "x", sink: sink, clock: clock)
        for number in 0..<8 { logger.info("e\(number)") }
        #expect(sink.records.map(\.event) == ["e5", "e6", "e7"])
        #expect(sink.dropped == 5)
    }

    @Test("a formatting sink writes one piece of bytes per record")
    func formatting() {
        let lines = Mailbox<[UInt8]>(capacity: 10)
        let sink = FormattedLogSink(JSONLinesLogFormatter()) { lines.offer($0) }
        Logger(component: "x", sink: RedactingLogSink(sink), clock: clock).info("e", ["token": "abcdefghijklmnopqrstuvwxyz"])
        let line = lines.poll().map { text($0) }
        #expect(line?.contains(#""token":"abcdef…wxyz""#) == true)
        #expect(lines.poll() == nil)
    }
}
