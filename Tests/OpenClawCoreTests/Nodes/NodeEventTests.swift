// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite struct NodeEventTests {
    @Test func aPersonAtADeviceTalksToTheAgentOnce() async throws {
        try await NodeCallTests.run([NodeCallTests.Held("n")]) { _, client, frames in
            for _ in 0..<2 {
                frames[0].call(
                    "node.event",
                    ["event": "voice.transcript", "payloadJSON": #"{"text":"hello","sessionKey":"main","eventId":"e1"}"#]
                )
            }
            while true {
                let history = try await client.call("chat.history", ["sessionKey": "main"])
                if history["messages"]?.arrayValue?.count == 2 { break }
                await Task.yield()
            }
        }
    }

    @Test func signsOfLifeAreNoted() async throws {
        try await NodeCallTests.run([NodeCallTests.Held("n")]) { _, client, frames in
            frames[0].call("node.event", ["event": "node.presence.alive", "payload": ["trigger": "silent_push"]])
            while try await client.call("node.describe", ["nodeId": "n"])["lastSeenReason"]?.stringValue != "silent_push" { await Task.yield() }
            frames[0].disconnect()
            let row = try await client.call("node.describe", ["nodeId": "n"])
            #expect(row["connected"]?.boolValue == false)
            #expect(row["lastSeenReason"]?.stringValue == "disconnect")
        }
    }
}
