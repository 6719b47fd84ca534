// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@testable import OpenClawNet

@Suite struct DeflateTests {
    private func compress(_ stream: DeflateStream, _ bytes: [UInt8]) -> [UInt8] {
        var output = ByteQueue()
        bytes.withUnsafeBytes { stream.compress($0, into: &output) }
        return [UInt8](output.readable)
    }

    private func decompress(_ stream: InflateStream, _ bytes: [UInt8], limit: Int = 1 << 24) -> [UInt8]? {
        bytes.withUnsafeBytes { stream.decompress($0, limit: limit) }
    }

    static let hello = Array("Hello".utf8)

    @Test(
        "The examples of RFC 7692 section 7.2.3",
        arguments: [
            // One block; a block without compression; a block marked as last; two blocks.
            (hex("f248cdc9c90700"), hello),
            (hex("000500faff48656c6c6f00"), hello),
            (hex("f348cdc9c9070000"), hello),
            (hex("f248050000 00ffff cac9c90700"), hello),
            (hex("00"), []),
        ]
    )
    func decompressesTheExamples(compressed: [UInt8], plain: [UInt8]) {
        #expect(decompress(InflateStream(windowBits: 15), compressed) == plain)
    }

    @Test("Sharing the window, RFC 7692 section 7.2.3.2")
    func contextTakeover() {
        let inflater = InflateStream(windowBits: 15)
        #expect(decompress(inflater, hex("f248cdc9c90700")) == Self.hello)
        #expect(decompress(inflater, hex("f200110000")) == Self.hello)
        inflater.reset()
        #expect(decompress(inflater, hex("f200110000")) == nil)
    }

    @Test(arguments: [8, 9, 12, 15], [0, 1, 125, 1000, 70_000])
    func roundTrips(windowBits: Int, count: Int) {
        let deflater = DeflateStream(windowBits: windowBits, level: 3)
        let inflater = InflateStream(windowBits: windowBits)
        var seed: UInt32 = 7
        for _ in 0..<2 {
            let plain = (0..<count).map { index -> UInt8 in
                seed = seed &* 1_664_525 &+ 1_013_904_223
                return index % 3 == 0 ? UInt8(truncatingIfNeeded: seed >> 24) : UInt8(truncatingIfNeeded: index / 100)
            }
            #expect(decompress(inflater, compress(deflater, plain)) == plain)
        }
    }

    @Test func largeMessages() {
        let plain = [UInt8](repeating: 7, count: 3_000_000)
        let deflater = DeflateStream(windowBits: 15, level: 3)
        #expect(decompress(InflateStream(windowBits: 15), compress(deflater, plain)) == plain)
    }

    @Test func repetitionCostsLittle() {
        let deflater = DeflateStream(windowBits: 15, level: 3)
        let plain = Array(String(repeating: "{\"type\":\"event\",\"seq\":1}", count: 100).utf8)
        let first = compress(deflater, plain)
        #expect(first.count < plain.count / 10)
        #expect(compress(deflater, plain).count < first.count)
        deflater.reset()
        #expect(compress(deflater, plain) == first)
    }

    @Test func aBombIsStoppedAtTheLimit() {
        let bomb = compress(DeflateStream(windowBits: 15, level: 9), [UInt8](repeating: 0, count: 10_000_000))
        #expect(bomb.count < 12_000)
        #expect(decompress(InflateStream(windowBits: 15), bomb, limit: 1_000_000) == nil)
        #expect(decompress(InflateStream(windowBits: 15), bomb, limit: 9_999_999) == nil)
        #expect(decompress(InflateStream(windowBits: 15), bomb, limit: 10_000_000)?.count == 10_000_000)
    }

    @Test func damageIsNoticed() {
        let whole = compress(DeflateStream(windowBits: 15, level: 6), Array("the quick brown fox jumps over the lazy dog".utf8))
        for count in 1..<(whole.count - 1) {
            #expect(decompress(InflateStream(windowBits: 15), Array(whole.prefix(count))) == nil, "cut after \(count)")
        }
        #expect(decompress(InflateStream(windowBits: 15), [0xff, 0xff, 0xff]) == nil)
        #expect(decompress(InflateStream(windowBits: 15), []) == nil)
    }

    @Test(arguments: [
        PermessageDeflate(),
        PermessageDeflate(serverNoContextTakeover: true, clientNoContextTakeover: true),
        PermessageDeflate(serverNoContextTakeover: true, serverWindowBits: 9, clientWindowBits: 10),
        PermessageDeflate(clientNoContextTakeover: true, serverWindowBits: 8),
    ])
    func bothEndsOfAConnectionAgree(agreed: PermessageDeflate) {
        let factory = WebSocketDeflate()
        let server = factory.makeServerCompression(agreed)
        let client = factory.makeClientCompression(agreed)
        for count in [10, 5000, 5000, 0, 100] {
            let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
            for (sender, receiver) in [(server, client), (client, server)] {
                var wire = ByteQueue()
                plain.withUnsafeBytes { sender.deflate($0, into: &wire) }
                #expect(receiver.inflate(UnsafeRawBufferPointer(wire.readable), limit: 10_000) == plain)
            }
        }
    }
}
