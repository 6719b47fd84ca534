// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

/// The rules of RFC 6455 as a table, ordered as the Autobahn suite orders its cases.
@Suite struct WebSocketMachineTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var frames: [UInt8]
        var events: [String]
        var allowsCompression = false
        var limit = 1 << 20
        var testDescription: String { name }

        init(_ name: String, _ frames: [[UInt8]], _ events: [String], allowsCompression: Bool = false, limit: Int = 1 << 20) {
            self.name = name
            self.frames = frames.flatMap { $0 }
            self.events = events
            self.allowsCompression = allowsCompression
            self.limit = limit
        }
    }

    @Test(arguments: [framing, pings, reserved, fragmentation, text, closing, headers, limits, compression].flatMap { $0 })
    func serverReads(_ test: Case) {
        let events = readEveryWay(test.frames) { frameTranscript($0, limit: test.limit, allowsCompression: test.allowsCompression) }
        #expect(events == test.events)
    }

    @Test(arguments: [65_535, 65_536])
    func readsLargeFrames(_ size: Int) {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 % 26 + 97) }
        let expected = "#\(size):\(payload.reduce(0) { $0 &* 31 &+ Int($1) })"
        for (first, name) in [(0x81, "text"), (0x82, "binary")] as [(UInt8, String)] {
            #expect(readEveryWay(frame(first, payload)) { frameTranscript($0) } == ["\(name) \(expected)"])
        }
    }

    @Test func readsTheExamplesOfTheStandard() {
        #expect(frameTranscript([[UInt8](hex: "818537fa213d7f9f4d5158")]) == ["text 48656c6c6f"])
        #expect(frameTranscript([[UInt8](hex: "898537fa213d7f9f4d5158")]) == ["ping 48656c6c6f"])
        #expect(frameTranscript([[UInt8](hex: "810548656c6c6f")], role: .client) == ["text 48656c6c6f"])
        #expect(frameTranscript([[UInt8](hex: "010348656c 80026c6f")], role: .client) == ["text 48656c6c6f"])
    }

    @Test func clientRefusesMaskedFrames() {
        #expect(
            readEveryWay(frame(0x81, Self.hello)) { frameTranscript($0, role: .client) }
                == [Self.protocolError("Frames from a server must not be masked.")]
        )
        #expect(readEveryWay(frame(0x81, Self.hello, masked: false)) { frameTranscript($0, role: .client) } == ["text \(Self.helloHex)"])
    }

    @Test func reportsWholeFramesInPlace() {
        var machine = WebSocketMachine(role: .server)
        var bytes = frame(0x81, Self.hello) + frame(0x89, [1])
        bytes.withUnsafeMutableBytes { bytes in
            var cursor = 0
            #expect(machine.next(bytes, &cursor) == .text(.input(6..<11), isCompressed: false))
            #expect(machine.next(bytes, &cursor) == .ping(.input(17..<18)))
            #expect(Array(bytes[6..<11]) == Self.hello)
            #expect(machine.next(bytes, &cursor) == .needMoreData)
            #expect(!machine.isInsideMessage)
        }
    }

    @Test func theLimitCanBeRaised() {
        var machine = WebSocketMachine(role: .server, maximumMessageBytes: 4)
        machine.maximumMessageBytes = 5
        var bytes = frame(0x81, Self.hello)
        bytes.withUnsafeMutableBytes { bytes in
            var cursor = 0
            #expect(machine.next(bytes, &cursor) == .text(.input(6..<11), isCompressed: false))
        }
    }

    @Test func randomTrafficSurvivesRandomSegmentation() {
        for seed in 1...60 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed &* 7919)
            var stream: [UInt8] = []
            var expected: [String] = []
            let role: WebSocketRole = seed.isMultiple(of: 2) ? .server : .client
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let payload = (0..<Int.random(in: 0...150, using: &generator)).map { _ in UInt8.random(in: 0...127, using: &generator) }
                let isText = Bool.random(using: &generator)
                let cuts =
                    [0]
                    + (0..<Int.random(in: 0...3, using: &generator)).map { _ in Int.random(in: 0...payload.count, using: &generator) }
                    .sorted() + [payload.count]
                for index in 1..<cuts.count {
                    let opcode: WebSocketOpcode = index > 1 ? .continuation : isText ? .text : .binary
                    let key = role == .server ? UInt32.random(in: .min ... .max, using: &generator) : nil
                    payload[cuts[index - 1]..<cuts[index]].withUnsafeBytes {
                        WebSocketFrameEncoder.write(opcode, $0, isFinal: index == cuts.count - 1, maskingKey: key, into: &stream)
                    }
                    if Bool.random(using: &generator) {
                        [UInt8(7)].withUnsafeBytes { WebSocketFrameEncoder.writePing($0, maskingKey: key, into: &stream) }
                        if index == cuts.count - 1 { expected.append((isText ? "text " : "binary ") + payload.hex) }
                        expected.append("ping 07")
                    } else if index == cuts.count - 1 {
                        expected.append((isText ? "text " : "binary ") + payload.hex)
                    }
                }
            }
            for _ in 0..<10 {
                var pieces: [[UInt8]] = []
                var rest = stream[...]
                while !rest.isEmpty {
                    let count = Int.random(in: 1...min(rest.count, 40), using: &generator)
                    pieces.append(Array(rest.prefix(count)))
                    rest = rest.dropFirst(count)
                }
                #expect(frameTranscript(pieces, role: role) == expected, "seed \(seed)")
            }
        }
    }
}
