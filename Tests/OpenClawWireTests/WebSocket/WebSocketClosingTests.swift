// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct WebSocketClosingTests {
    private func feed(_ machine: inout WebSocketMachine, _ bytes: [UInt8]) -> WebSocketMachine.Event {
        var bytes = bytes
        return bytes.withUnsafeMutableBytes { bytes in
            var cursor = 0
            return machine.next(bytes, &cursor)
        }
    }

    @Test func echoesTheCodeOnce() {
        var machine = WebSocketMachine(role: .server)
        var output: [UInt8] = []
        let answer1 = machine.replyToClose(into: &output)
        #expect(!answer1)
        #expect(feed(&machine, frame(0x88, [0x03, 0xE9, 0x62])) == .close(.goingAway, reason: "b"))
        #expect(machine.hasReceivedClose && !machine.hasSentClose)
        let answer2 = machine.replyToClose(into: &output)
        #expect(answer2)
        #expect(output == [0x88, 0x02, 0x03, 0xE9])
        let answer3 = machine.replyToClose(into: &output)
        #expect(!answer3)
        let answer4 = machine.close(code: .normal, into: &output)
        #expect(!answer4)
        #expect(output.count == 4)
    }

    @Test func echoesNoCodeWithNoCode() {
        var machine = WebSocketMachine(role: .server)
        var output: [UInt8] = []
        #expect(feed(&machine, frame(0x88)) == .close(.noCode, reason: ""))
        machine.replyToClose(into: &output)
        #expect(output == [0x88, 0x00])
    }

    @Test func waitsForThePeerAfterItsOwnClose() {
        var machine = WebSocketMachine(role: .server)
        var output: [UInt8] = []
        let answer5 = machine.close(code: .goingAway, reason: "bye", into: &output)
        #expect(answer5)
        #expect(output == [0x88, 0x05, 0x03, 0xE9, 0x62, 0x79, 0x65])
        #expect(feed(&machine, frame(0x81, [0x61]) + frame(0x89, [1]) + frame(0x88, [0x03, 0xE8])) == .close(.normal, reason: ""))
        let answer6 = machine.replyToClose(into: &output)
        #expect(!answer6)
        #expect(output.count == 7)
    }

    @Test func stillChecksFramesAfterItsOwnClose() {
        var machine = WebSocketMachine(role: .server)
        var output: [UInt8] = []
        machine.close(code: .normal, into: &output)
        guard case .failed = feed(&machine, frame(0x83)) else {
            Issue.record("a reserved opcode passed")
            return
        }
    }

    @Test(arguments: [0, 999, 1005, 1006, 1015, 2500, 5000] as [UInt16])
    func neverSendsAForbiddenCode(_ code: UInt16) {
        var machine = WebSocketMachine(role: .server)
        var output: [UInt8] = []
        machine.close(code: WebSocketCloseCode(code), reason: "x", into: &output)
        #expect(output == [0x88, 0x00])
    }

    @Test func cutsTheReasonAtACharacter() {
        var machine = WebSocketMachine(role: .server)
        var output: [UInt8] = []
        machine.close(code: .normal, reason: String(repeating: "ä", count: 100), into: &output)
        #expect(output.count == 2 + 2 + 122)
        #expect(frameTranscript([output], role: .client) == ["close 1000 " + String(repeating: "ä", count: 61)])
    }

    @Test func clientsMaskTheirClose() {
        var machine = WebSocketMachine(role: .client)
        var output: [UInt8] = []
        machine.close(code: .normal, reason: "x", maskingKey: 0x1234_5678, into: &output)
        #expect(output[1] == 0x83)
        #expect(frameTranscript([output]) == ["close 1000 x"])
    }
}
