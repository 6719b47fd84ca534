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
        #expect(try PairingReport.match("abcd1", in: names, what: "device", list: "openclaw devices list") == "abcd1111")
        #expect(try PairingReport.match("ef", in: names, what: "device", list: "openclaw devices list") == "ef")
        for given in ["abcd", "abc", "x", "", "e"] {
            #expect(throws: CommandFailure.self) {
                try PairingReport.match(given, in: names, what: "device", list: "openclaw devices list")
            }
        }
    }

    @Test func somethingIsFoundByItsIdentifierItsBeginningOrItsName() throws {
        let nodes: [JSONValue] = [
            ["nodeId": "abcd1111", "displayName": "workshop"], ["nodeId": "abcd2222", "displayName": "twice"],
            ["nodeId": "efgh3333", "displayName": "twice"], ["nodeId": "workshop2", "displayName": "abcd2222"],
        ]
        func find(_ given: String) throws -> String {
            try PairingReport.find(given, in: nodes, identifier: "nodeId", what: "node", list: "openclaw nodes list")
        }
        #expect(try find("workshop") == "abcd1111")
        #expect(try find("efgh") == "efgh3333")
        // An identifier is never taken for another one's name.
        #expect(try find("abcd2222") == "abcd2222")
        for given in ["twice", "nothing", "abcd"] {
            let failure = #expect(throws: CommandFailure.self) { try find(given) }
            #expect(failure?.advice == ["see them: openclaw nodes list"])
        }
    }
}
