// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Durations and sizes")
struct QuantityTests {
    @Test(
        "durations",
        arguments: [
            ("500", .milliseconds(500)), ("0", .zero), ("500ms", .milliseconds(500)), ("10s", .seconds(10)), ("5m", .seconds(300)),
            ("24h", .seconds(86_400)), ("7d", .seconds(604_800)), ("2w", .seconds(1_209_600)), ("1h30m", .seconds(5400)),
            ("1.5h", .seconds(5400)),
            ("0.5s", .milliseconds(500)), ("1d 2h 3m 4s 5ms", .milliseconds(93_784_005)), (" 10 S ", .seconds(10)),
            ("2 minutes", .seconds(120)),
            ("1.0005s", .microseconds(1_000_500)), ("0.1", .microseconds(100)),
        ] as [(String, Duration)]
    )
    func durations(text: String, expected: Duration) throws {
        #expect(try Duration(parsing: text) == expected)
    }

    @Test(
        "what is no duration",
        arguments: [
            ("", .malformed), (" ", .malformed), ("s", .malformed), ("ten", .malformed), ("10x", .malformed), ("10 apples", .malformed),
            ("1m1h", .malformed),
            ("1m1m", .malformed), ("1h30", .malformed), ("1.", .malformed), (".5s", .malformed), ("1..5s", .malformed),
            ("10s!", .malformed), ("1e3", .malformed),
            ("-5s", .outOfRange), ("99999999999999999999s", .outOfRange), ("100000w", .outOfRange), ("٣s", .malformed),
        ] as [(String, QuantityError.Code)]
    )
    func noDurations(text: String, code: QuantityError.Code) {
        let error = #expect(throws: QuantityError.self) { try Duration(parsing: text) }
        #expect(error?.code == code)
    }

    @Test(
        "durations in JSON",
        arguments: [
            (30000, .milliseconds, .seconds(30)), (30, .seconds, .seconds(30)), (0.5, .seconds, .milliseconds(500)),
            ("10s", .seconds, .seconds(10)),
            ("30", .seconds, .seconds(30)), (1.5, .milliseconds, .microseconds(1500)),
        ] as [(JSONValue, Duration.BareUnit, Duration)]
    )
    func jsonDurations(value: JSONValue, unit: Duration.BareUnit, expected: Duration) throws {
        #expect(try Duration(json: value, bareUnit: unit) == expected)
    }

    @Test(
        "what is no duration in JSON",
        arguments: [true, nil, [], [:], -1, -0.5, 1e300, .int(.max)] as [JSONValue]
    )
    func noJSONDurations(value: JSONValue) {
        let error = #expect(throws: QuantityError.self) { try Duration(json: value) }
        #expect(error?.message.contains("duration") == true)
    }

    @Test(
        "durations are written as they are read",
        arguments: [("0ms", 0), ("250ms", 250), ("1m30s", 90_000), ("1d", 86_400_000), ("1d1h1m1s1ms", 90_061_001)] as [(String, Int)]
    )
    func compact(text: String, milliseconds: Int) throws {
        #expect(Duration.milliseconds(milliseconds).compactText == text)
        #expect(try Duration(parsing: text) == .milliseconds(milliseconds))
    }

    @Test(
        "sizes",
        arguments: [
            ("0", 0), ("512", 512), ("1b", 1), ("64k", 65_536), ("100m", 104_857_600), ("2gb", 2_147_483_648), ("1.5 GiB", 1_610_612_736),
            ("10KB", 10_240),
            ("1t", 1_099_511_627_776), ("1m 512k", 1_572_864),
        ]
    )
    func sizes(text: String, bytes: Int) throws {
        #expect(try ByteSize(parsing: text).bytes == bytes)
        #expect(try ByteSize(json: .string(text)).bytes == bytes)
    }

    @Test("what is no size", arguments: ["", "m", "10q", "-1k", "9999999t", "1k1m", "0x10"])
    func noSizes(text: String) {
        #expect(throws: QuantityError.self) { try ByteSize(parsing: text) }
    }

    @Test(
        "sizes for people",
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"), (104_857_600, "100 MiB"),
            (1_610_612_736, "1.5 GiB"),
        ]
    )
    func description(bytes: Int, expected: String) {
        #expect(ByteSize(bytes: bytes).description == expected)
    }
}
