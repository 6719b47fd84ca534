// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawNet

@Suite struct HTTPDateLineTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"),
        (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
        (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
        (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
    ])
    func `dates have the form of RFC 9110`(seconds: Int, text: String) {
        #expect(HTTPDateLine.text(unixSeconds: seconds) == text)
    }

    @Test func `a line is kept for its second`() {
        let line = HTTPDateLine()
        let first = line.bytes(now: 1_000)
        #expect(first == line.bytes(now: 1_001))
        #expect(first.count == 37)
    }
}
