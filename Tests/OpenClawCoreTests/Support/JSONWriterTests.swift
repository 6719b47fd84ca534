// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("JSONWriter")
struct JSONWriterTests {
    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(reservingCapacity: 1)
        body(&writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    @Test("puts commas where they belong")
    func commas() {
        let written = text { writer in
            writer.beginObject()
            writer.field("type", "res")
            writer.field("ok", true)
            writer.key("list")
            writer.beginArray()
            writer.int(1)
            writer.beginObject()
            writer.endObject()
            writer.beginArray()
            writer.endArray()
            writer.null()
            writer.string("x")
            writer.endArray()
            writer.key("a\"b")
            writer.beginObject()
            writer.field("raw", raw: Array("[1,2]".utf8))
            writer.field("value", ["k": [nil]] as JSONValue)
            writer.endObject()
            writer.fieldIfPresent("absent", nil as String?)
            writer.fieldIfPresent("present", 5 as Int?)
            writer.field("tags", ["a", "b"])
            writer.endObject()
        }
        #expect(
            written
                == #"{"type":"res","ok":true,"list":[1,{},[],null,"x"],"a\"b":{"raw":[1,2],"value":{"k":[null]}},"present":5,"tags":["a","b"]}"#
        )
    }

    @Test(
        "writes the shortest text which reads back as the same number",
        arguments: [
            (0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (100, "100"), (1e21, "1e+21"), (1e-7, "1e-07"), (-0.0, "-0.0"),
            (.infinity, "null"), (-.infinity, "null"), (.nan, "null"), (9_007_199_254_740_991, "9007199254740991"),
            (123_456_789.25, "123456789.25"), (.leastNonzeroMagnitude, "5e-324"),
        ] as [(Double, String)]
    )
    func doubles(value: Double, expected: String) {
        #expect(text { $0.double(value) } == expected)
    }

    @Test(
        "writes whole numbers exactly",
        arguments: [0, 9, 10, 99, 100, -1, -10, 1_769_846_700_250, 999_999_999_999_999_999, 1_000_000_000_000_000_000, .max, .min]
            as [Int64]
    )
    func integers(value: Int64) {
        #expect(text { $0.int(value) } == value.description)
        #expect(text { $0.int(Int(value)) } == value.description)
    }

    @Test("escapes what must be escaped at every place of a string", arguments: 0..<40)
    func escapes(length: Int) throws {
        let escapes: [(String, String)] = [
            ("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\u{8}", "\\b"), ("\u{C}", "\\f"),
            ("\u{0}", "\\u0000"), ("\u{1F}", "\\u001f"), ("\u{B}", "\\u000b"), ("é", "é"), ("🦞", "🦞"), ("\u{7F}", "\u{7F}"), ("/", "/"),
            ("\u{2028}", "\u{2028}"),
        ]
        for (plain, escaped) in escapes {
            for place in 0...length {
                let before = String(repeating: "a", count: place)
                let after = String(repeating: "z", count: length - place)
                let written = text { $0.string(before + plain + after) }
                #expect(written == "\"" + before + escaped + after + "\"")
                #expect(try JSONValue(parsing: written) == .string(before + plain + after))
            }
        }
    }

    @Test("every ASCII character survives, also as a key and as bytes")
    func ascii() throws {
        let all = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0) }))
        let written = text { writer in
            writer.beginObject()
            writer.key(all)
            var copy = all
            copy.withUTF8 { writer.string(utf8: UnsafeRawBufferPointer($0)) }
            writer.endObject()
        }
        #expect(try JSONValue(parsing: written) == .object([all: .string(all)]))
    }

    @Test("a reset writer starts again and grows when needed")
    func reset() {
        var writer = JSONWriter(reservingCapacity: 8)
        for size in [1, 100, 10_000] {
            writer.reset()
            writer.beginArray()
            for number in 0..<size { writer.int(number % 10) }
            writer.endArray()
            #expect(writer.count == 2 * size + 1)
            #expect(writer.bytes.count == writer.count)
            #expect(writer.withUnsafeBytes { $0.last } == 0x5D)
        }
    }

    @Test("a copy of a writer is independent")
    func copy() {
        var first = JSONWriter()
        first.beginArray()
        var second = first
        first.int(1)
        second.int(2)
        first.endArray()
        second.endArray()
        #expect(String(decoding: first.finish(), as: UTF8.self) == "[1]")
        #expect(String(decoding: second.finish(), as: UTF8.self) == "[2]")
    }

    @Test("pretty text has two spaces per level, sorted keys are sorted by bytes")
    func pretty() {
        let value: JSONValue = ["b": [1, [], [:], ["x": nil]], "a": "é", "Z": 1.5]
        let expected = """
            {
              "Z": 1.5,
              "a": "é",
              "b": [
                1,
                [],
                {},
                {
                  "x": null
                }
              ]
            }
            """
        #expect(String(decoding: value.serialized(pretty: true, sortedKeys: true), as: UTF8.self) == expected)
        #expect(value.description == #"{"b":[1,[],{},{"x":null}],"a":"é","Z":1.5}"#)
    }
}
