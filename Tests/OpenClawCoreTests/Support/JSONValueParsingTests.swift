// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("JSONValue reading")
struct JSONValueParsingTests {
    static let accepted: [JSONCase] = [
        .accept("null", .null),
        .accept("true", true),
        .accept(" \t\r\n false \n", false),
        .accept("0", 0),
        .accept("-0", 0),
        .accept("42", 42),
        .accept("-17", -17),
        .accept("9223372036854775807", .int(.max)),
        .accept("-9223372036854775808", .int(.min)),
        .accept("9223372036854775808", .double(9_223_372_036_854_775_808)),
        .accept("1.5", 1.5),
        .accept("-0.0", .double(-0.0)),
        .accept("1e3", 1000),
        .accept("1E+2", 100),
        .accept("25e-1", 2.5),
        .accept("0.1", .double(0.1)),
        .accept("123456789012345678901234567890", .double(1.2345678901234568e29)),
        .accept("2.2250738585072014e-308", .double(.leastNormalMagnitude)),
        .accept("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
        .accept("4.9e-324", .double(.leastNonzeroMagnitude)),
        .accept("1e-400", .double(0)),
        .accept("9007199254740993.0", .double(9_007_199_254_740_992)),
        .accept("0.30000000000000004", .double(0.1 + 0.2)),
        .accept("\"\"", ""),
        .accept("\"abc\"", "abc"),
        .accept("\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"", .string("a\"b\\c/d\u{8}\u{C}\n\r\t")),
        .accept("\"\\u0041\\u00e9\\u4F60\"", "Aé你"),
        .accept("\"\\ud83e\\udd9e\"", "🦞"),
        .accept("\"\\u0000\"", "\0"),
        .accept("\"12345678\\n12345678\"", "12345678\n12345678"),
        .accept("\"日本語 🦞 mixed with ASCII and more ASCII\"", "日本語 🦞 mixed with ASCII and more ASCII"),
        .accept("\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFD}\u{10000}\u{10FFFF}\"", "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFD}\u{10000}\u{10FFFF}"),
        .accept("[]", []),
        .accept("[ ]", []),
        .accept("[1]", [1]),
        .accept("[1, [2, [3]], {}]", [1, [2, [3]], [:]]),
        .accept("{}", [:]),
        .accept("{ }", [:]),
        .accept("{\"a\":1,\"b\":[true,null]}", ["a": 1, "b": [true, nil]]),
        .accept("{\"\":0}", ["": 0]),
        .accept("{\"a\":1,\"a\":2}", ["a": 2]),
        .accept("{\"\\u0061\":1,\"a\":3}", ["a": 3]),
    ]

    static let rejected: [JSONCase] = [
        .reject("", .unexpectedEnd),
        .reject("  ", .unexpectedEnd),
        .reject("nul", .expectedValue),
        .reject("nulL", .expectedValue),
        .reject("True", .expectedValue),
        .reject("NaN", .expectedValue),
        .reject("Infinity", .expectedValue),
        .reject("-Infinity", .invalidNumber),
        .reject("undefined", .expectedValue),
        .reject("'a'", .expectedValue),
        .reject("+1", .expectedValue),
        .reject("01", .invalidNumber),
        .reject("-01", .invalidNumber),
        .reject("-", .unexpectedEnd),
        .reject("1.", .unexpectedEnd),
        .reject("1.x", .invalidNumber),
        .reject(".5", .expectedValue),
        .reject("1e", .unexpectedEnd),
        .reject("1e+", .unexpectedEnd),
        .reject("[1.]", .invalidNumber),
        .reject("[1e+]", .invalidNumber),
        .reject("[-]", .invalidNumber),
        .reject("0x10", .trailingContent),
        .reject("1_000", .trailingContent),
        .reject("1e400", .numberOutOfRange),
        .reject("-1e400", .numberOutOfRange),
        .reject("1e99999999999999999999", .numberOutOfRange),
        .reject("1 2", .trailingContent),
        .reject("{} []", .trailingContent),
        .reject("null,", .trailingContent),
        .reject("1 // comment", .trailingContent),
        .reject("[1,]", .expectedValue),
        .reject("[,1]", .expectedValue),
        .reject("[1,,2]", .expectedValue),
        .reject("[1 2]", .expectedCommaOrBracket),
        .reject("[1}", .expectedCommaOrBracket),
        .reject("[", .unexpectedEnd),
        .reject("[1", .unexpectedEnd),
        .reject("]", .expectedValue),
        .reject("{", .unexpectedEnd),
        .reject("{\"a\"", .unexpectedEnd),
        .reject("{\"a\":", .unexpectedEnd),
        .reject("{\"a\":1", .unexpectedEnd),
        .reject("{\"a\":1,", .unexpectedEnd),
        .reject("{\"a\":1,}", .expectedKey),
        .reject("{,}", .expectedKey),
        .reject("{a:1}", .expectedKey),
        .reject("{1:1}", .expectedKey),
        .reject("{\"a\" 1}", .expectedColon),
        .reject("{\"a\":1 \"b\":2}", .expectedCommaOrBrace),
        .reject("{\"a\":1]", .expectedCommaOrBrace),
        .reject("{\"a\":}", .expectedValue),
        .reject("\"", .unexpectedEnd),
        .reject("\"abc", .unexpectedEnd),
        .reject("\"abc\\", .unexpectedEnd),
        .reject("\"abc\\\"", .unexpectedEnd),
        .reject("\"a\u{1}b\"", .controlCharacter),
        .reject("\"line\nbreak\"", .controlCharacter),
        .reject("\"tab\there\"", .controlCharacter),
        .reject("\"01234567\u{0}\"", .controlCharacter),
        .reject("\"\\x41\"", .invalidEscape),
        .reject("\"\\'\"", .invalidEscape),
        .reject("\"\\u12\"", .invalidEscape),
        .reject("\"\\u12G4\"", .invalidEscape),
        .reject("\"\\ud800\"", .loneSurrogate),
        .reject("\"\\ud800x\"", .loneSurrogate),
        .reject("\"\\udc00\"", .loneSurrogate),
        .reject("\"\\ud800\\ud800\"", .loneSurrogate),
        .reject("\"\\ud800\\n\"", .loneSurrogate),
        .reject("\u{A0}1", .expectedValue),
        .reject("\u{C}1", .expectedValue),
        .reject([0xEF, 0xBB, 0xBF, 0x31], .byteOrderMark),
        .reject([0x22, 0xFF, 0x22], .invalidUTF8),
        .reject([0x22, 0x80, 0x22], .invalidUTF8),
        .reject([0x22, 0xC0, 0x80, 0x22], .invalidUTF8),
        .reject([0x22, 0xC3, 0x22], .invalidUTF8),
        .reject([0x22, 0xE0, 0x80, 0x80, 0x22], .invalidUTF8),
        .reject([0x22, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8),
        .reject([0x22, 0xE2, 0x82, 0x22], .invalidUTF8),
        .reject([0x22, 0xE2, 0x82], .invalidUTF8),
        .reject([0x22, 0xF0, 0x80, 0x80, 0x80, 0x22], .invalidUTF8),
        .reject([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .invalidUTF8),
        .reject([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], .invalidUTF8),
        .reject([0x5B, 0x00, 0x5D], .expectedValue),
    ]

    @Test("reads what RFC 8259 allows", arguments: accepted)
    func accepts(_ testCase: JSONCase) throws {
        let value = try JSONValue(parsing: testCase.text)
        #expect(value == testCase.value)
        // What was read can be written and read again.
        #expect(try JSONValue(parsing: value.serialized()) == value)
        #expect(try JSONValue(parsing: value.serialized(pretty: true, sortedKeys: true)) == value)
    }

    @Test("refuses everything else", arguments: rejected)
    func rejects(_ testCase: JSONCase) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: testCase.text) }
        #expect(error?.code == testCase.code)
        #expect(error?.message.isEmpty == false)
    }

    @Test("no prefix of a document is a document")
    func prefixes() {
        let text = Array(#"{"type":"req","a":[1.5e3,true,null,"x\u00e9\n日"],"b":{"c":false}}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: text[..<length]) }
        }
        #expect(throws: Never.self) { try JSONValue(parsing: text) }
    }

    @Test("the error names line, column and offset")
    func place() throws {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "{\n  \"é\": tru\n}") }
        #expect(error?.line == 2)
        #expect(error?.column == 8)
        #expect(error?.offset == 10)
        #expect(error?.description.hasPrefix("line 2, column 8: Expected a JSON value but found 't'") == true)
    }

    @Test("depth is bounded", arguments: [1, 2, 64, 128])
    func depth(limit: Int) throws {
        let limits = JSONLimits(maximumDepth: limit)
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let inner = open == "[" ? "" : "1"
            let allowed = String(repeating: open, count: limit) + inner + String(repeating: close, count: limit)
            let refused = String(repeating: open, count: limit + 1) + inner + String(repeating: close, count: limit + 1)
            #expect(throws: Never.self) { try JSONValue(parsing: allowed, limits: limits) }
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: refused, limits: limits) }
            #expect(error?.code == .tooDeep)
        }
    }

    @Test("a million open brackets are an error, not a crash")
    func hostileDepth() {
        let text = [UInt8](repeating: 0x5B, count: 1_000_000)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.code == .tooDeep)
    }

    @Test("size is bounded")
    func size() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[1,2,3]", limits: JSONLimits(maximumBytes: 6)) }
        #expect(error?.code == .tooLarge)
        #expect(throws: Never.self) { try JSONValue(parsing: "[1,2,3]", limits: JSONLimits(maximumBytes: 7)) }
    }

    @Test("random numbers survive writing and reading")
    func randomNumbers() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            let text = JSONValue.double(number).description
            #expect(try JSONValue(parsing: text).doubleValue == number, "\(text)")
            let fixed = "\(Int64.random(in: -99_999_999...99_999_999)).\(UInt32.random(in: 0...9_999_999))"
            #expect(try JSONValue(parsing: fixed).doubleValue == Double(fixed), "\(fixed)")
            let whole = Int64(bitPattern: generator.next())
            #expect(try JSONValue(parsing: "\(whole)") == .int(whole))
        }
    }
}
