// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawHost

@Suite("PairingReport")
struct PairingReportTests {
    @Test(
        "CVE-2026-35651: what a device says about itself cannot draw on the terminal",
        arguments: [
            ("\u{1B}[2Jroot", "\u{FFFD}[2Jroot"), ("a\rb\n", "a\u{FFFD}b\u{FFFD}"), ("\u{202E}gnp.exe", "\u{FFFD}gnp.exe"),
            ("\u{9B}31m", "\u{FFFD}31m"), ("Grüße 你好 🦀", "Grüße 你好 🦀"),
        ]
    ) func CVE_2026_35651_namesAreCleaned(text: String, shown: String) {
        #expect(PairingReport.clean(text) == shown)
    }

    @Test func aNameIsFoundByItsBeginning() throws {
        let names = ["abcd1111", "abcd2222", "ef"]
        #expect(try PairingReport.match("abcd1", in: names, what: "device") == "abcd1111")
        #expect(try PairingReport.match("ef", in: names, what: "device") == "ef")
        for given in ["abcd", "abc", "x", "", "e"] {
            #expect(throws: CommandFailure.self) { try PairingReport.match(given, in: names, what: "device") }
        }
    }
}
