// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("JSONObject and JSONValue")
struct JSONObjectTests {
    @Test("keeps the order and finds keys in objects of any size", arguments: [0, 1, 15, 16, 17, 18, 100, 1000])
    func order(size: Int) {
        var object = JSONObject()
        for number in 0..<size { object["key\(number)"] = JSONValue(number) }
        #expect(object.count == size)
        #expect(object.keys == (0..<size).map { "key\($0)" })
        for number in 0..<size { #expect(object["key\(number)"]?.intValue == Int64(number)) }
        #expect(object["absent"] == nil)

        for number in stride(from: 0, to: size, by: 2) { object["key\(number)"] = nil }
        #expect(object.keys == stride(from: 1, to: size, by: 2).map { "key\($0)" })
        for number in 0..<size { #expect((object["key\(number)"] != nil) == (number % 2 == 1)) }

        object["key1"] = "changed"
        object["last"] = true
        #expect(object["key1"] == "changed")
        #expect(object.map(\.key).last == "last")
    }

    @Test("equality ignores the order of members, hashing agrees")
    func equality() {
        let first: JSONValue = ["a": 1, "b": [2.0, "x"]]
        let second: JSONValue = ["b": [2, "x"], "a": 1.0]
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
        #expect(first != ["a": 1])
        #expect(first != ["a": 1, "c": [2, "x"]])
        #expect(JSONValue.int(.max) != .double(9.3e18))
        #expect(JSONValue.bool(true) != 1)
        #expect(JSONValue.null != false)
    }

    @Test("accessors answer only for their own kind")
    func accessors() {
        let value: JSONValue = ["s": "text", "i": 3, "d": 2.5, "whole": 4.0, "b": true, "n": nil, "l": [1, 2]]
        #expect(value["s"]?.stringValue == "text")
        #expect(value["i"]?.intValue == 3)
        #expect(value["i"]?.doubleValue == 3)
        #expect(value["d"]?.intValue == nil)
        #expect(value["whole"]?.intValue == 4)
        #expect(value["b"]?.boolValue == true)
        #expect(value["b"]?.intValue == nil)
        #expect(value["n"]?.isNull == true)
        #expect(value["l"]?.arrayValue?.count == 2)
        #expect(value["l"]?[1] == 2)
        #expect(value["l"]?[2] == nil)
        #expect(value["absent"] == nil)
        #expect(value["s"]?["nothing"] == nil)
    }

    @Test("members change in place")
    func mutation() {
        var value: JSONValue = ["a": ["b": 1]]
        value["a"]?["b"] = 2
        value["a"]?["c"] = [3]
        #expect(value == ["a": ["b": 2, "c": [3]]])
        value["a"] = nil
        #expect(value == [:])
        var object: JSONObject = [:]
        object["list", default: []]["x"] = 1
        #expect(object == ["list": ["x": 1]])
        object.merge(["list": 2, "more": 3])
        #expect(object == ["list": 2, "more": 3])
        #expect(object.removeValue(forKey: "list") == 2)
        #expect(object.removeValue(forKey: "list") == nil)
    }
}
