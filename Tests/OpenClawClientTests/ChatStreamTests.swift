// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawClient

@Suite("ChatStream")
struct ChatStreamTests {
    private func event(_ payload: JSONObject, name: String = "chat", run: String = "r") -> GatewayClientEvent {
        var payload = payload
        payload["runId"] = .string(run)
        return GatewayClientEvent(name: name, payload: .object(payload), sequence: nil)
    }

    @Test func aSnapshotRepairsWhatWasMissed() {
        var stream = ChatStream(runID: "r")
        #expect(stream.receive(self.event(["state": "delta", "deltaText": "a"])).progress == [.delta("a")])
        let snapshot: JSONValue = ["content": [["type": "text", "text": "abcd"]]]
        #expect(stream.receive(self.event(["state": "delta", "deltaText": "d", "message": snapshot])).progress == [.delta("bcd")])
        #expect(stream.text == "abcd")
    }

    @Test func withdrawnWordsAreReplaced() {
        var stream = ChatStream(runID: "r")
        _ = stream.receive(self.event(["state": "delta", "deltaText": "thinking aloud"]))
        let step = stream.receive(self.event(["state": "delta", "deltaText": "Answer", "replace": true]))
        #expect(step.progress == [.replacement("Answer")])
        #expect(stream.text == "Answer")
    }

    @Test func aFinalWithoutAMessageKeepsWhatWasSaid() throws {
        var stream = ChatStream(runID: "r")
        _ = stream.receive(self.event(["state": "delta", "deltaText": "all"]))
        let step = stream.receive(self.event(["state": "final"]))
        #expect(try #require(step.end).get().text == "all")
        #expect(step.progress.isEmpty)
    }

    @Test func endsAreTyped() {
        for (payload, code): (JSONObject, GatewayClientError.Code) in [
            (["state": "aborted"], .aborted), (["state": "error", "errorMessage": "no key"], .agentFailed),
            (["state": "error"], .agentFailed),
        ] {
            var stream = ChatStream(runID: "r")
            guard case .failure(let error)? = stream.receive(self.event(payload)).end else {
                Issue.record("no end")
                continue
            }
            #expect(error.code == code)
        }
    }

    @Test func otherRunsAndUnknownStatesMeanNothing() {
        var stream = ChatStream(runID: "r")
        for event in [
            self.event(["state": "delta", "deltaText": "x"], run: "s"), self.event(["state": "status", "phase": "starting_model"]),
            self.event([:]), self.event(["state": "delta"]), self.event(["stream": "assistant"], name: "agent"),
        ] {
            let step = stream.receive(event)
            #expect(step.progress.isEmpty && step.end == nil)
        }
        #expect(stream.text.isEmpty)
    }

    @Test func toolsAreReported() {
        var stream = ChatStream(runID: "r")
        let event = self.event(["stream": "tool", "data": ["phase": "start", "name": "read"]], name: "agent")
        #expect(stream.receive(event).progress == [.tool(name: "read", phase: "start")])
    }
}
