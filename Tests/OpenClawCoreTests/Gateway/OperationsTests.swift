// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Operations") struct OperationsTests {
    @Test(arguments: [
        ("HEARTBEAT_OK", true), ("  HEARTBEAT_OK\n", true), ("HEARTBEAT_OK nothing new", true), ("All is well. HEARTBEAT_OK", true),
        ("I said HEARTBEAT_OK before, but", false), ("", false), ("HEARTBEAT_OK" + String(repeating: "x", count: 301), false),
    ]) func anAcknowledgementIsRecognised(text: String, isOne: Bool) {
        #expect(HeartbeatConfiguration().isAcknowledgement(text) == isOne)
    }

    @Test func theTailKeepsTheNewestLines() {
        let tail = LogTail(maximumBytes: 4_096)
        let logger = Logger(component: "c", sink: tail)
        for number in 0..<200 { logger.info("line.\(number)") }
        let page = tail.page(after: nil, limit: 5, maximumBytes: 100_000)
        #expect(page.lines.count == 5)
        #expect(page.lines.last?.contains("line.199") == true)
        #expect(page.isTruncated)
        let all = tail.page(after: nil, limit: 5_000, maximumBytes: 100_000)
        #expect(all.lines.count < 200)
        #expect(tail.page(after: page.cursor, limit: 5, maximumBytes: 100_000).lines.isEmpty)
        #expect(tail.page(after: 0, limit: 5_000, maximumBytes: 100_000).isTruncated, "the first lines are gone")
        #expect(tail.page(after: page.cursor + 1, limit: 5, maximumBytes: 100_000).isReset)
    }
}
