// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct WebSocketFrameEncoderTests {
    private func write(_ opcode: WebSocketOpcode, _ payload: [UInt8], isFinal: Bool = true, isCompressed: Bool = false, key: UInt32? = nil)
        -> [UInt8]
    {
        var output: [UInt8] = []
        payload.withUnsafeBytes {
            WebSocketFrameEncoder.write(opcode, $0, isFinal: isFinal, isCompressed: isCompressed, maskingKey: key, into: &output)
        }
        return output
    }

    @Test func writesTheExamplesOfTheStandard() {
        let hello = [UInt8](text: "Hello")
        #expect(write(.text, hello).hex == "810548656c6c6f")
        #expect(write(.text, hello, key: 0x3D21_FA37).hex == "818537fa213d7f9f4d5158")
        #expect(write(.text, [UInt8](text: "Hel"), isFinal: false).hex == "010348656c")
        #expect(write(.continuation, [UInt8](text: "lo")).hex == "80026c6f")
        #expect(write(.binary, [1], isCompressed: true).hex == "c20101")
        #expect(write(.binary, .init(repeating: 0, count: 256)).prefix(4) == [0x82, 0x7E, 0x01, 0x00])
        #expect(write(.binary, .init(repeating: 0, count: 65_536)).prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536])
    func knowsTheSizeOfHeaders(_ count: Int) {
        for key in [nil, 7] as [UInt32?] {
            var output: [UInt8] = []
            WebSocketFrameEncoder.writeHeader(.binary, count: count, maskingKey: key, into: &output)
            #expect(output.count == WebSocketFrameEncoder.headerSize(count: count, isMasked: key != nil))
        }
    }

    /// Every length around the widths the mask is applied in, against a mask applied byte by byte.
    @Test func masksEveryLength() {
        for count in 0...130 {
            let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let output = write(.binary, payload, key: 0xA1B2_C3D4)
            let key: [UInt8] = [0xD4, 0xC3, 0xB2, 0xA1]
            let masked = payload.enumerated().map { $1 ^ key[$0 % 4] }
            #expect(Array(output.suffix(count)) == masked)
            #expect(frameTranscript([output]) == ["binary \(payload.hex)"])
        }
    }

    @Test func cutsControlPayloads() {
        var output: [UInt8] = []
        [UInt8](repeating: 1, count: 200).withUnsafeBytes { WebSocketFrameEncoder.writePong($0, into: &output) }
        #expect(output.count == 127)
        #expect(output.prefix(2) == [0x8A, 125])
    }
}
