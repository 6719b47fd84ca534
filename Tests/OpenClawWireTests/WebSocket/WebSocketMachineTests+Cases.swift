// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

extension WebSocketMachineTests {
    static let hello = [UInt8](text: "hello")
    static let helloHex = "68656c6c6f"
    static func protocolError(_ text: String) -> String { "failed 1002 \(text)" }
    static let badText = "failed 1007 The text is not UTF-8."

    static let framing: [Case] = [
        Case("empty text", [frame(0x81)], ["text "]),
        Case("empty binary", [frame(0x82)], ["binary "]),
        Case("text", [frame(0x81, hello)], ["text \(helloHex)"]),
        Case("binary", [frame(0x82, [0, 255, 128])], ["binary 00ff80"]),
        Case("125 bytes", [frame(0x81, .init(repeating: 0x61, count: 125))], ["text " + String(repeating: "61", count: 125)]),
        Case("126 bytes", [frame(0x81, .init(repeating: 0x61, count: 126))], ["text " + String(repeating: "61", count: 126)]),
        Case("127 bytes", [frame(0x82, .init(repeating: 0xFE, count: 127))], ["binary " + String(repeating: "fe", count: 127)]),
        Case("128 bytes", [frame(0x82, .init(repeating: 0xFE, count: 128))], ["binary " + String(repeating: "fe", count: 128)]),
        Case("two messages", [frame(0x81, hello), frame(0x82, [1])], ["text \(helloHex)", "binary 01"]),
        Case("cut off", [frame(0x81, hello, declaring: 6)], []),
    ]

    static let pings: [Case] = [
        Case("empty ping", [frame(0x89)], ["ping "]),
        Case("ping", [frame(0x89, hello)], ["ping \(helloHex)"]),
        Case("binary ping", [frame(0x89, [0, 0xFF, 0xFE])], ["ping 00fffe"]),
        Case("largest ping", [frame(0x89, .init(repeating: 0xFE, count: 125))], ["ping " + String(repeating: "fe", count: 125)]),
        Case(
            "ping too long",
            [frame(0x89, .init(repeating: 0xFE, count: 126))],
            [protocolError("Control frames carry at most 125 bytes.")]
        ),
        Case("unasked pong", [frame(0x8A, hello)], ["pong \(helloHex)"]),
        Case("ten pings", Array(repeating: frame(0x89, [7]), count: 10), Array(repeating: "ping 07", count: 10)),
    ]

    static let reserved: [Case] =
        [0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70].map { bits in
            Case(
                "reserved bits \(bits)",
                [frame(0x81, hello), frame(0x81 | bits, hello), frame(0x89)],
                ["text \(helloHex)", protocolError("A reserved bit is set which no extension has taken.")]
            )
        } + [
            Case("reserved bit in a ping", [frame(0xC9)], [protocolError("A reserved bit is set which no extension has taken.")])
        ]
        + [3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF].map { opcode in
            Case("opcode \(opcode)", [frame(0x80 | opcode, hello)], [protocolError("The opcode is reserved.")])
        }

    static let fragmentation: [Case] = [
        Case("fragmented ping", [frame(0x09, hello)], [protocolError("Control frames cannot be fragmented.")]),
        Case("two fragments", [frame(0x01, [0x61]), frame(0x80, [0x62])], ["text 6162"]),
        Case("binary fragments", [frame(0x02, [1]), frame(0x00, [2]), frame(0x80, [3])], ["binary 010203"]),
        Case("empty fragments", [frame(0x01), frame(0x00), frame(0x80)], ["text "]),
        Case("only the middle has content", [frame(0x01), frame(0x00, hello), frame(0x80)], ["text \(helloHex)"]),
        Case(
            "ping between fragments",
            [frame(0x01, [0x61]), frame(0x89, [1]), frame(0x80, [0x62])],
            ["ping 01", "text 6162"]
        ),
        Case(
            "pings between many fragments",
            [frame(0x01, [0x61]), frame(0x89), frame(0x00, [0x62]), frame(0x8A), frame(0x80, [0x63]), frame(0x81, [0x64])],
            ["ping ", "pong ", "text 616263", "text 64"]
        ),
        Case("continuation of nothing", [frame(0x80, hello)], [protocolError("A continuation without a message to continue.")]),
        Case("unfinished continuation of nothing", [frame(0x00, hello)], [protocolError("A continuation without a message to continue.")]),
        Case(
            "continuation after a whole message",
            [frame(0x81, [0x61]), frame(0x80, [0x62])],
            ["text 61", protocolError("A continuation without a message to continue.")]
        ),
        Case(
            "text inside a message",
            [frame(0x01, [0x61]), frame(0x81, [0x62])],
            [protocolError("A new message started inside a fragmented one.")]
        ),
        Case(
            "binary inside a text",
            [frame(0x01, [0x61]), frame(0x02, [0x62])],
            [protocolError("A new message started inside a fragmented one.")]
        ),
    ]

    static let text: [Case] = [
        Case("Greek", [frame(0x81, [UInt8](hex: "cebae1bdb9cf83cebcceb5"))], ["text cebae1bdb9cf83cebcceb5"]),
        Case(
            "a character over two fragments",
            [frame(0x01, [UInt8](hex: "cebae1bd")), frame(0x80, [UInt8](hex: "b9"))],
            ["text cebae1bdb9"]
        ),
        Case(
            "a character over four fragments",
            [frame(0x01, [0xF0]), frame(0x00, [0x9F]), frame(0x00, [0xA6]), frame(0x80, [0x9E])],
            ["text f09fa69e"]
        ),
        Case("not UTF-8", [frame(0x81, [UInt8](hex: "cebaf4908080656469746564"))], [badText]),
        Case("fails before the frame ends", [frame(0x81, [UInt8](hex: "cebaf490"), declaring: 100)], [badText]),
        Case("fails before the message ends", [frame(0x01, [UInt8](hex: "ceba")), frame(0x00, [0xF4]), frame(0x00, [0x90])], [badText]),
        Case("ends inside a character", [frame(0x81, [0xC3])], [badText]),
        Case("ends inside a character after fragments", [frame(0x01, [0x61]), frame(0x80, [0xC3])], [badText]),
        Case("surrogate", [frame(0x81, [UInt8](hex: "eda080"))], [badText]),
        Case("overlong", [frame(0x81, [UInt8](hex: "c0af"))], [badText]),
        Case("beyond Unicode", [frame(0x81, [UInt8](hex: "f8888080"))], [badText]),
        Case("binary may be anything", [frame(0x82, [UInt8](hex: "c0aff490ff"))], ["binary c0aff490ff"]),
    ]

    private static func close(_ code: Int, _ reason: [UInt8] = []) -> [UInt8] {
        frame(0x88, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason)
    }

    static let closing: [Case] =
        [
            Case("no code", [frame(0x88)], ["close 1005 "]),
            Case("code and reason", [close(1000, hello)], ["close 1000 hello"]),
            Case("longest reason", [close(1000, .init(repeating: 0x61, count: 123))], ["close 1000 " + String(repeating: "a", count: 123)]),
            Case(
                "reason too long",
                [close(1000, .init(repeating: 0x61, count: 124))],
                [protocolError("Control frames carry at most 125 bytes.")]
            ),
            Case("half a code", [frame(0x88, [3])], [protocolError("A close payload cannot be one byte.")]),
            Case("reason is not UTF-8", [close(1000, [0xF4, 0x90])], ["failed 1007 The close reason is not UTF-8."]),
            Case("reason ends inside a character", [close(1000, [0xC3])], ["failed 1007 The close reason is not UTF-8."]),
            Case("nothing counts after close", [close(1000), frame(0x81, hello), frame(0x89), [0xFF, 0xFF]], ["close 1000 "]),
            Case("two closes", [close(1000), close(1001)], ["close 1000 "]),
            Case("close inside a message", [frame(0x01, hello), close(1001)], ["close 1001 "]),
        ]
        + [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999].map { code in
            Case("code \(code)", [close(code)], ["close \(code) "])
        }
        + [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map { code in
            Case("code \(code) may not be sent", [close(code)], [protocolError("The close code is not allowed on the wire.")])
        }

    static let headers: [Case] = [
        Case("unmasked", [frame(0x81, hello, masked: false)], [protocolError("Frames from a client must be masked.")]),
        Case(
            "16-bit length for 125",
            [frame(0x82, .init(repeating: 1, count: 125), lengthBytes: 2)],
            [protocolError("The length is not in its shortest form.")]
        ),
        Case(
            "64-bit length for 65535",
            [frame(0x82, [], declaring: 65_535, lengthBytes: 8)],
            [protocolError("The length is not in its shortest form.")]
        ),
        Case(
            "negative length",
            [frame(0x82, [], declaring: .min, lengthBytes: 8)],
            [protocolError("The top bit of a 64-bit length must be clear.")]
        ),
        Case("extended length of a ping", [frame(0x89, [1], lengthBytes: 2)], [protocolError("Control frames carry at most 125 bytes.")]),
    ]

    static let limits: [Case] = [
        Case("as large as allowed", [frame(0x82, .init(repeating: 1, count: 10))], ["binary 01010101010101010101"], limit: 10),
        Case(
            "one frame too large",
            [frame(0x82, [], declaring: 11)],
            ["failed 1009 The message is larger than this end accepts."],
            limit: 10
        ),
        Case(
            "an absurd length",
            [frame(0x82, [], declaring: .max, lengthBytes: 8)],
            ["failed 1009 The message is larger than this end accepts."]
        ),
        Case(
            "fragments too large together",
            [frame(0x02, .init(repeating: 1, count: 6)), frame(0x80, [], declaring: 5)],
            ["failed 1009 The message is larger than this end accepts."],
            limit: 10
        ),
        Case(
            "messages are counted one by one",
            [frame(0x02, [1, 2]), frame(0x80, [3]), frame(0x82, [4, 5, 6])],
            ["binary 010203", "binary 040506"],
            limit: 3
        ),
    ]

    static let compression: [Case] = [
        Case("compressed text is not validated", [frame(0xC1, [0xFF, 0xC0])], ["text* ffc0"], allowsCompression: true),
        Case("compressed binary", [frame(0xC2, [1])], ["binary* 01"], allowsCompression: true),
        Case("compressed fragments", [frame(0x41, [0xFF]), frame(0x80, [0xFE])], ["text* fffe"], allowsCompression: true),
        Case(
            "the next message may be plain",
            [frame(0xC1, [0xFF]), frame(0x81, [0x61])],
            ["text* ff", "text 61"],
            allowsCompression: true
        ),
        Case(
            "RSV1 on a continuation",
            [frame(0x41, [1]), frame(0xC0, [2])],
            [protocolError("A reserved bit is set which no extension has taken.")],
            allowsCompression: true
        ),
        Case(
            "RSV1 on a control frame",
            [frame(0xC9)],
            [protocolError("A reserved bit is set which no extension has taken.")],
            allowsCompression: true
        ),
        Case(
            "RSV2 is still reserved",
            [frame(0xE1, [1])],
            [protocolError("A reserved bit is set which no extension has taken.")],
            allowsCompression: true
        ),
    ]
}
