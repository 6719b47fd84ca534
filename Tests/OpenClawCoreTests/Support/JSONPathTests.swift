// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("JSONPath")
struct JSONPathTests {
    static let table: [(text: String, steps: [JSONPath.Step])] = [
        ("", []),
        ("gateway", [.key("gateway")]),
        ("gateway.auth.token", [.key("gateway"), .key("auth"), .key("token")]),
        ("bindings[2].agentId", [.key("bindings"), .index(2), .key("agentId")]),
        ("a[0][1]", [.key("a"), .index(0), .index(1)]),
        ("[3].x", [.index(3), .key("x")]),
        (#"channels["a.b"].id"#, [.key("channels"), .key("a.b"), .key("id")]),
        (#"x["quo\"te"]["]"]"#, [.key("x"), .key("quo\"te"), .key("]")]),
        (#"x["7"]"#, [.key("x"), .key("7")]),
        ("key-with_dashes.$a:b@c", [.key("key-with_dashes"), .key("$a:b@c")]),
        ("überall.日本", [.key("überall"), .key("日本")]),
    ]

    @Test("is written and read the same way", arguments: table)
    func roundTrip(text: String, steps: [JSONPath.Step]) {
        #expect(JSONPath(text)?.steps == steps)
        #expect(JSONPath(steps).description == text)
    }

    @Test("numbers between dots are indices")
    func dots() {
        #expect(JSONPath("bindings.2.agentId") == JSONPath("bindings[2].agentId"))
    }

    @Test(
        "refuses what is malformed",
        arguments: [".a", "a.", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[1", "a[\"x]", "a b", "a[0]b", "a]"]
    )
    func refuses(text: String) {
        #expect(JSONPath(text) == nil)
    }

    @Test("gets, sets and removes values")
    func access() throws {
        var value: JSONValue = ["a": ["b": [1, ["c": 2]]], "s": "text"]
        func path(_ text: String) throws -> JSONPath { try #require(JSONPath(text)) }
        #expect(value[try path("a.b[1].c")] == 2)
        #expect(value[try path("a.b[2]")] == nil)
        #expect(value[try path("s.x")] == nil)
        #expect(value[.root] == value)

        value[try path("a.b[1].c")] = 3
        value[try path("a.b[2]")] = "appended"
        value[try path("new.deep[0].x")] = true
        value[try path("s.x")] = 1  // a text is in the way
        value[try path("a.b[9]")] = 1  // would leave a gap
        #expect(value == ["a": ["b": [1, ["c": 3], "appended"]], "s": "text", "new": ["deep": [["x": true]]]])

        value[try path("a.b[0]")] = nil
        value[try path("new")] = nil
        value[try path("absent.deep")] = nil
        #expect(value == ["a": ["b": [["c": 3], "appended"]], "s": "text"])
    }
}
