// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("JSONScanner")
struct JSONScannerTests {
    /// What a reader of frames takes from one.
    struct Frame: Equatable {
        var type = ""
        var id = ""
        var sequence: Int64?
        var ok: Bool?
        var params: String?
    }

    private func frame(_ text: String) throws -> Frame {
        try Array(text.utf8).withUnsafeBytes { bytes in
            var scanner = try JSONScanner(checking: bytes)
            var frame = Frame()
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                if scanner.matches(key, "type") {
                    frame.type = try scanner.string()
                } else if scanner.matches(key, "id") {
                    let (range, _) = try scanner.scanString()
                    frame.id = scanner.decodeString(range)
                } else if scanner.matches(key, "seq") {
                    frame.sequence = try scanner.scanInt()
                } else if scanner.matches(key, "ok") {
                    frame.ok = try scanner.scanBool()
                } else if scanner.matches(key, "params") {
                    let range = try scanner.skipValue()
                    frame.params = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
                } else {
                    _ = try scanner.skipValue()
                }
            }
            try scanner.finish()
            return frame
        }
    }

    @Test("reads a frame in place and leaves the parameters as bytes")
    func inPlace() throws {
        let read = try frame(
            #" { "type" : "req", "id":"7\u0041", "extra":[{"a":[]},{}], "params" : {"deep":[1,{"x":"}"}]} ,"seq":12,"ok":false} "#
        )
        #expect(read == Frame(type: "req", id: "7A", sequence: 12, ok: false, params: #"{"deep":[1,{"x":"}"}]}"#))
    }

    @Test("finds keys which are written with escapes")
    func escapedKeys() throws {
        #expect(try frame(#"{"t\u0079pe":"req"}"#).type == "req")
    }

    @Test("skipping checks as strictly as reading", arguments: JSONValueParsingTests.rejected.filter { $0.code != .numberOutOfRange })
    func skippingRejects(_ testCase: JSONCase) {
        let error = #expect(throws: JSONError.self) {
            try testCase.text.withUnsafeBytes { bytes in
                var scanner = try JSONScanner(checking: bytes)
                _ = try scanner.skipValue()
                try scanner.finish()
            }
        }
        #expect(error?.code == testCase.code)
    }

    @Test("skipping covers exactly the value", arguments: JSONValueParsingTests.accepted)
    func skippingAccepts(_ testCase: JSONCase) throws {
        let padded = Array("[ ".utf8) + testCase.text + Array(" , 1]".utf8)
        try padded.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes)
            try scanner.beginArray()
            #expect(try scanner.nextElement())
            let range = try scanner.skipValue()
            let value = try JSONValue(parsing: UnsafeRawBufferPointer(rebasing: bytes[range]))
            #expect(value == testCase.value)
            #expect(try scanner.nextElement())
            #expect(try scanner.scanInt() == 1)
            #expect(try !scanner.nextElement())
            try scanner.finish()
            #expect(scanner.isAtEnd)
        }
    }

    @Test(
        "numbers become integers only when they are whole",
        arguments: [
            ("7", 7, nil), ("-0", 0, nil), ("1e3", 1000, nil), ("10.0", 10, nil), ("9223372036854775807", .max, nil),
            ("9223372036854775808", nil, .numberOutOfRange), ("-9223372036854775809", nil, .numberOutOfRange), ("1.5", nil, .notAnInteger),
            ("1e19", nil, .notAnInteger), ("\"1\"", nil, .notANumber), ("null", nil, .notANumber),
        ] as [(String, Int64?, JSONError.Code?)]
    )
    func integers(text: String, expected: Int64?, code: JSONError.Code?) {
        let outcome = Array(text.utf8).withUnsafeBytes { bytes -> Result<Int64, JSONError> in
            var scanner = JSONScanner(bytes)
            return Result { () throws(JSONError) in try scanner.scanInt() }
        }
        switch outcome {
        case .success(let value): #expect(value == expected)
        case .failure(let error): #expect(error.code == code)
        }
    }

    @Test("says what comes next without moving")
    func kinds() throws {
        let text = Array(#" [{}, [], "", 0, -1, true, false, null, x]"#.utf8)
        let expected: [JSONScanner.Kind] = [.object, .array, .string, .number, .number, .bool, .bool, .null]
        try text.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes)
            #expect(try scanner.nextKind() == .array)
            try scanner.beginArray()
            for kind in expected {
                #expect(try scanner.nextElement())
                #expect(try scanner.nextKind() == kind)
                #expect(try scanner.nextKind() == kind)
                _ = try scanner.skipValue()
            }
            #expect(try scanner.nextElement())
            let error = #expect(throws: JSONError.self) { try scanner.nextKind() }
            #expect(error?.code == .expectedValue)
        }
    }

    @Test("nested walking and skipping share one depth limit")
    func depth() {
        let text = Array("[[[[1]]]]".utf8)
        text.withUnsafeBytes { bytes in
            for walked in 0...3 {
                #expect(throws: Never.self) { try walk(bytes, walked, limit: 4) }
                let error = #expect(throws: JSONError.self) { try walk(bytes, walked, limit: 3) }
                #expect(error?.code == .tooDeep)
            }
        }
    }

    private func walk(_ bytes: UnsafeRawBufferPointer, _ levels: Int, limit: Int) throws {
        var scanner = JSONScanner(bytes, limits: JSONLimits(maximumDepth: limit))
        for _ in 0..<levels {
            try scanner.beginArray()
            _ = try scanner.nextElement()
        }
        _ = try scanner.skipValue()
    }

    @Test("any damage to a document is survived")
    func damage() throws {
        let text = Array(#"{"type":"req","id":"é1","params":{"n":[1,-2.5e3,true,null,"\u00e9\ud83e\udd9e"]}}"#.utf8)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            var damaged = text
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: 0..<damaged.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: damaged.remove(at: place)
                default: damaged.insert(damaged[Int.random(in: 0..<damaged.count, using: &generator)], at: place)
                }
            }
            // Reading and skipping agree about what is JSON.
            let isSkipped = damaged.withUnsafeBytes { bytes -> Bool in
                var scanner = JSONScanner(bytes)
                do throws(JSONError) {
                    _ = try scanner.skipValue()
                    try scanner.finish()
                    return true
                } catch {
                    return false
                }
            }
            do throws(JSONError) {
                let value = try JSONValue(parsing: damaged)
                #expect(isSkipped)
                #expect(try JSONValue(parsing: value.serialized()) == value)
            } catch {
                // Skipping computes no numbers, so only their range goes unnoticed.
                #expect(!isSkipped || error.code == .numberOutOfRange)
            }
        }
    }
}
