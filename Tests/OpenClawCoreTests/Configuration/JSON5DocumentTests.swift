// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("JSON5Document")
struct JSON5DocumentTests {
    static let accepted: [(text: String, value: JSONValue)] = [
        ("{}", [:]),
        ("null", nil),
        ("\u{FEFF}true", true),
        (" // nothing\n [] /* more */ // end", []),
        ("{a: 1, b_2: 2, $c: 3, _d: 4, é: 5, \\u0041b: 6}", ["a": 1, "b_2": 2, "$c": 3, "_d": 4, "é": 5, "Ab": 6]),
        ("{true: 1, null: 2, 'single': 3, \"double\": 4}", ["true": 1, "null": 2, "single": 3, "double": 4]),
        ("{a: 1,}", ["a": 1]),
        ("[1, 2,]", [1, 2]),
        ("[/**/1/* * / */,//x\r\n2\u{2028}]", [1, 2]),
        ("[\u{A0}\u{3000}\u{B}\u{C}\t1]", [1]),
        ("[+1, -1, .5, 5., -.5, +.5e1, 1e3, 0, -0]", [1, -1, 0.5, 5.0, -0.5, 5.0, 1000.0, 0, 0]),
        ("[0x10, 0XfF, -0xA, +0x7fffffffffffffff]", [16, 255, -10, .int(.max)]),
        ("[9223372036854775807, -9223372036854775808, 9223372036854775808]", [.int(.max), .int(.min), .double(9_223_372_036_854_775_808)]),
        (#"['it\'s', "a \"b\"", 'say "hi"', "it's"]"#, ["it's", "a \"b\"", "say \"hi\"", "it's"]),
        (#"'\b\f\n\r\t\v\0\\\/\a\é'"#, .string("\u{8}\u{C}\n\r\t\u{B}\0\\/aé")),
        (#"'\x41\u00e9\ud83e\udd9e'"#, "Aé🦞"),
        ("'one \\\ntwo \\\r\nthree \\\u{2028}four'", "one two three four"),
        ("'tab\there, \u{2028} and \u{1} allowed'", "tab\there, \u{2028} and \u{1} allowed"),
        ("{url: 'http://example.com/*not a comment*/'}", ["url": "http://example.com/*not a comment*/"]),
        ("{a: {b: [{c: 'd'}]}}", ["a": ["b": [["c": "d"]]]]),
    ]

    @Test("reads what JSON5 allows", arguments: accepted.indices)
    func accepts(index: Int) throws {
        let testCase = JSON5DocumentTests.accepted[index]
        #expect(try JSON5Document(parsing: testCase.text).value == testCase.value, "\(testCase.text)")
    }

    @Test("every JSON text is JSON5", arguments: JSONValueParsingTests.accepted)
    func json(_ testCase: JSONCase) throws {
        #expect(try JSON5Document(parsing: testCase.text, duplicateKeys: .lastWins).value == testCase.value)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let code: JSON5Error.Code
        let line: Int
        let column: Int
        /// Words which the message must hold: the remedy.
        let remedy: String
        var testDescription: String { text }

        init(_ text: String, _ code: JSON5Error.Code, _ line: Int, _ column: Int, _ remedy: String) {
            self.text = text
            self.code = code
            self.line = line
            self.column = column
            self.remedy = remedy
        }
    }

    static let rejected: [Refusal] = [
        .init("", .unexpectedEnd, 1, 1, "write at least {}"),
        .init("// only a comment", .unexpectedEnd, 1, 18, "write at least {}"),
        .init("{a: 1} {b: 2}", .trailingContent, 1, 8, "exactly one"),
        .init("{\n  a: 1\n  b: 2\n}", .expectedComma, 3, 3, "put a comma after the member before it"),
        .init("{\n  a: {\n    b: 1,\n", .unclosed, 4, 1, "opened at line 2, column 6"),
        .init("[1, 2", .unclosed, 1, 6, "add ']'"),
        .init("[1 2]", .expectedComma, 1, 4, "put a comma"),
        .init("{a: [1}", .expectedComma, 1, 7, "do not match"),
        .init("{a: 1]", .expectedComma, 1, 6, "do not match"),
        .init("{]", .expectedKey, 1, 2, "write '}'"),
        .init("{a 1}", .expectedColon, 1, 4, "':'"),
        .init("{a = 1}", .expectedColon, 1, 4, "instead of '='"),
        .init("{my-key: 1}", .expectedColon, 1, 4, "in quotes"),
        .init("{1a: 1}", .expectedKey, 1, 2, "quotes"),
        .init("{a: 1,, b: 2}", .expectedKey, 1, 7, "remove it"),
        .init("[1,,2]", .expectedValue, 1, 4, "remove the comma"),
        .init("[,]", .expectedValue, 1, 2, "remove the comma"),
        .init("{a: }", .expectedValue, 1, 5, "missing"),
        .init("{a: hello}", .expectedValue, 1, 5, "\"hello\""),
        .init("{a: True}", .expectedValue, 1, 5, "true in lower case"),
        .init("{a: None}", .expectedValue, 1, 5, "write null"),
        .init("{a: undefined}", .expectedValue, 1, 5, "write null"),
        .init("{a: yes}", .expectedValue, 1, 5, "write true"),
        .init("{a: ${TOKEN}}", .expectedValue, 1, 5, "\"${NAME}\""),
        .init("{a: NaN}", .notFinite, 1, 5, "leave the key out"),
        .init("{a: -Infinity}", .notFinite, 1, 5, "leave the key out"),
        .init("{a: +NaN}", .notFinite, 1, 5, "write a number"),
        .init("# comment\n{}", .expectedValue, 1, 1, "//"),
        .init("{ # comment\n}", .expectedKey, 1, 3, "//"),
        .init("{a: 1 # comment\n}", .expectedComma, 1, 7, "//"),
        .init("{a: \u{201C}x\u{201D}}", .expectedValue, 1, 5, "Typographic"),
        .init("{a: `x`}", .expectedValue, 1, 5, "use \""),
        .init("{/* open\n a: 1}", .unclosed, 1, 2, "*/"),
        .init("{a: 'x\n'}", .invalidString, 1, 5, "closing '"),
        .init("{a: \"x", .unclosed, 1, 5, "add \""),
        .init(#"'\1'"#, .invalidEscape, 1, 2, "\\x"),
        .init(#"'\01'"#, .invalidEscape, 1, 2, "\\x00"),
        .init(#"'\xZZ'"#, .invalidEscape, 1, 2, "2 hexadecimal"),
        .init(#"'C:\users'"#, .invalidEscape, 1, 4, "write \\\\"),
        .init(#"'\ud800'"#, .loneSurrogate, 1, 2, "both halves"),
        .init(#"'\udc00'"#, .loneSurrogate, 1, 2, "both halves"),
        .init("{a: 10s}", .invalidNumber, 1, 5, "\"10s\""),
        .init("{a: 1_000}", .invalidNumber, 1, 5, "quotes"),
        .init("{a: 2026-01-31}", .invalidNumber, 1, 5, "\"2026-01-31\""),
        .init("{a: 127.0.0.1}", .invalidNumber, 1, 5, "\"127.0.0.1\""),
        .init("{a: 012}", .invalidNumber, 1, 5, "must not start with 0"),
        .init("{a: 0x}", .invalidNumber, 1, 5, "hexadecimal"),
        .init("{a: .}", .invalidNumber, 1, 5, "digits"),
        .init("{a: +}", .invalidNumber, 1, 5, "digits"),
        .init("{a: 1e}", .invalidNumber, 1, 5, "digits"),
        .init("{a: 1e999}", .numberOutOfRange, 1, 5, "quotes"),
        .init("{a: 0xffffffffffffffff}", .numberOutOfRange, 1, 5, "quotes"),
        .init("{a: 1,\n b: 2,\n 'a': 3}", .duplicateKey, 3, 2, "line 1, column 2"),
        .init("{\\u0031a: 1}", .expectedKey, 1, 2, "quotes"),
        .init("{a: 1, é: @}", .expectedValue, 1, 11, "starts no value"),
        .init("\r\r\n\n\u{2028}@", .expectedValue, 5, 1, "starts no value"),
    ]

    @Test("refuses everything else, with place and remedy", arguments: rejected)
    func rejects(_ refusal: Refusal) {
        let error = #expect(throws: JSON5Error.self) { try JSON5Document(parsing: refusal.text) }
        #expect(error?.code == refusal.code)
        #expect(error?.position == SourcePosition(line: refusal.line, column: refusal.column))
        #expect(error?.message.contains(refusal.remedy) == true, "\(error?.message ?? "")")
    }

    @Test("the message names line, column and path")
    func message() {
        let error = #expect(throws: JSON5Error.self) {
            try JSON5Document(parsing: "{\n  gateway: {\n    bind: [1, lan],\n  },\n}")
        }
        #expect(error?.description == "line 3, column 15 (gateway.bind[1]): 'lan' is no value; put texts in quotes: \"lan\".")
    }

    @Test("invalid UTF-8 is found at its place")
    func utf8() {
        let error = #expect(throws: JSON5Error.self) { try JSON5Document(parsing: Array("{\n é: '".utf8) + [0xFF, 0x27, 0x7D]) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.position == SourcePosition(line: 2, column: 6))
    }

    @Test("limits hold")
    func limits() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(#expect(throws: JSON5Error.self) { try JSON5Document(parsing: deep) }?.code == .tooDeep)
        let large = #expect(throws: JSON5Error.self) { try JSON5Document(parsing: "[1, 2]", limits: JSONLimits(maximumBytes: 5)) }
        #expect(large?.code == .tooLarge)
    }

    @Test("every value knows its place")
    func positions() throws {
        let document = try JSON5Document(
            parsing: """
                {
                  // comment
                  gateway: { port: 18789,
                    'auth': { token: "x" } },
                  bindings: [
                    {agentId: 'main'}, {agentId: 'other'},
                  ],
                }
                """
        )
        func value(_ path: String) throws -> SourcePosition? { document.positions.value(at: try #require(JSONPath(path))) }
        func key(_ path: String) throws -> SourcePosition? { document.positions.key(at: try #require(JSONPath(path))) }
        #expect(try value("") == SourcePosition(line: 1, column: 1))
        #expect(try key("gateway") == SourcePosition(line: 3, column: 3))
        #expect(try value("gateway") == SourcePosition(line: 3, column: 12))
        #expect(try value("gateway.port") == SourcePosition(line: 3, column: 20))
        #expect(try key("gateway.auth") == SourcePosition(line: 4, column: 5))
        #expect(try value("gateway.auth.token") == SourcePosition(line: 4, column: 22))
        #expect(try value("bindings[1].agentId") == SourcePosition(line: 6, column: 34))
        #expect(try key("bindings[1]") == SourcePosition(line: 6, column: 24))
        // What is absent is reported where the nearest thing around it stands.
        #expect(try value("gateway.auth.password") == SourcePosition(line: 4, column: 13))
        #expect(try value("absent") == SourcePosition(line: 1, column: 1))
    }

    @Test("any damage is survived and what is read can be written")
    func damage() throws {
        let text = Array("{ // c\n a: [1, -0x1F, .5e3, 'x\\u00e9\\\n', \"é🦞\"], /* d */ $b: {c: true,}, }".utf8)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<5000 {
            var damaged = text
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                let place = Int.random(in: 0..<damaged.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: damaged.remove(at: place)
                default: damaged.insert(damaged[Int.random(in: 0..<damaged.count, using: &generator)], at: place)
                }
            }
            let outcome = Result { () throws(JSON5Error) in try JSON5Document(parsing: damaged).value }
            switch outcome {
            case .success(let value): #expect(try JSONValue(parsing: value.serialized()) == value)
            case .failure(let error): #expect(!error.message.isEmpty)
            }
        }
    }
}
