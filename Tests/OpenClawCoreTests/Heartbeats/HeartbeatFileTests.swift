// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct HeartbeatFileTests {
    @Test(arguments: [
        ("", true), ("\n \n\t\n", true), ("# Heartbeat\n\n## Every morning\n", true), ("#\n", true), ("- \n*\n+   \n", true),
        ("1.\n2)\n- [ ]\n* [ ]  \n", true), ("<!-- write what is to be done -->\n", true),
        ("<!--\n- look at the mail\n-->\n# Tasks\n", true),
        ("<!-- without an end\nlook at the mail", true), ("# A\r\n\r\n-\r\n", true),
        ("look at the mail", false), ("# Tasks\n- look at the mail\n", false), ("- [x]\n", false), ("- [ ] mail\n", false),
        ("#mail\n", false), ("####### mail\n", false), ("1. mail\n", false), ("<!-- a --> mail\n", false), ("mail <!-- a -->\n", false),
        ("<!-- a -->\n<!-- b -->\nmail\n", false), ("---\n", false), ("10\n", false),
    ])
    func aFileThatAsksForNothingIsEmpty(text: String, isEmpty: Bool) {
        #expect(HeartbeatFile.isEmpty(text) == isEmpty)
    }
}
