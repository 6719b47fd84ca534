// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("NearestName")
struct NearestNameTests {
    @Test(
        "finds what was meant",
        arguments: [
            ("prot", "port"), ("gatway", "gateway"), ("Gateway", "gateway"), ("log_level", "logLevel"), ("sesions", "sessions"),
            ("maxConections", "maxConnections"),
        ]
    )
    func found(_ typed: String, _ meant: String) {
        let names = ["port", "gateway", "logLevel", "sessions", "maxConnections"]
        #expect(NearestName.find(typed, in: names) == meant)
    }

    @Test("says nothing rather than something far-fetched", arguments: ["xyzzy", "", "telegram", String(repeating: "a", count: 100)])
    func notFound(_ typed: String) {
        #expect(NearestName.find(typed, in: ["port", "gateway", "bind"]) == nil)
    }

    @Test func aSwapOfNeighboursIsOneMistake() {
        #expect(NearestName.distance(Array("prot".utf8), Array("port".utf8)) == 1)
        #expect(NearestName.distance(Array("".utf8), Array("port".utf8)) == 4)
        #expect(NearestName.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
    }
}
