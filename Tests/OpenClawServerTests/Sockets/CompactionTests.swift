// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct CompactionTests {
    @Test func agentsGetTheKeptPartOnlyAndTheTranscriptKeepsEverything() async throws {
        let agent = ClosureAgent(id: "main") { turn in "\(turn.history.count) before: \(turn.history.map(\.text).prefix(2))" }
        try await LiveGateway.run(agents: [agent]) { live in
            let client = try await live.connect()
            func say(_ text: String) async throws {
                _ = try await client.call("chat.send", ["sessionKey": "main", "message": .string(text), "idempotencyKey": .string(text)])
                _ = try await client.call("agent.wait", ["runId": .string(text), "timeoutMs": 60_000])
            }
            #expect(try await client.call("sessions.compact", ["key": "main"])["reason"]?.stringValue == "no sessionId")
            for text in ["one", "two", "three"] { try await say(text) }
            #expect(try await client.call("sessions.compact", ["key": "main"])["compacted"]?.boolValue == false)
            let compacted = try await client.call("sessions.compact", ["key": "main", "maxLines": 2])
            #expect(compacted["compacted"]?.boolValue == true)
            #expect(compacted["kept"]?.intValue == 2)
            try await say("four")
            let history = try await client.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue ?? []
            #expect(history.count == 9)  // Four questions, four answers, the compaction.
            let last = try #require(history.last?["content"]?[0]?["text"]?.stringValue)
            #expect(last.hasPrefix("3 before: [\"Summary of the conversation so far:") && last.hasSuffix("\"three\"]"), "\(last)")
            let list = try await client.call("sessions.compaction.list", ["key": "main"])["checkpoints"]?.arrayValue ?? []
            #expect(list.count == 1)
            let id = try #require(list.first?["checkpointId"])
            #expect(id == compacted["checkpointId"])
            #expect(try await client.call("sessions.compaction.get", ["key": "main", "checkpointId": id])["checkpoint"] == list.first)
            #expect(
                try await client.failure("sessions.compaction.get", ["key": "main", "checkpointId": "x"])["code"]?.stringValue
                    == "INVALID_REQUEST"
            )
            for method in ["sessions.compaction.branch", "sessions.compaction.restore"] {
                let error = try await client.failure(method, ["key": "main", "checkpointId": "x"])
                #expect(error["message"]?.stringValue?.contains("unknown checkpointId") == true, "\(method)")
            }
        }
    }

    @Test func aBranchAndARestoredSessionGoOnFromBeforeTheCompaction() async throws {
        let agent = ClosureAgent(id: "main") { turn in
            "before: " + turn.history.filter { $0.role == .user }.map(\.text).joined(separator: ",")
        }
        try await LiveGateway.run(agents: [agent]) { live in
            let client = try await live.connect()
            func say(_ text: String, _ key: String = "main") async throws -> String? {
                _ = try await client.call(
                    "chat.send",
                    ["sessionKey": .string(key), "message": .string(text), "idempotencyKey": .string("\(text)-\(key)")]
                )
                _ = try await client.call("agent.wait", ["runId": .string("\(text)-\(key)"), "timeoutMs": 60_000])
                let history = try await client.call("chat.history", ["sessionKey": .string(key)])["messages"]?.arrayValue ?? []
                return history.last?["content"]?[0]?["text"]?.stringValue
            }
            for text in ["one", "two", "three"] { _ = try await say(text) }
            let id = try #require(try await client.call("sessions.compact", ["key": "main", "maxLines": 2])["checkpointId"])
            // The agent gets the summary and what was kept.
            #expect(try await say("four")?.contains("Summary of the conversation so far") == true)

            let branch = try await client.call("sessions.compaction.branch", ["key": "main", "checkpointId": id])
            let key = try #require(branch["key"]?.stringValue)
            #expect(branch["sourceKey"]?.stringValue == "agent:main:main" && branch["messages"]?.intValue == 6)
            #expect(try await say("five", key) == "before: one,two,three")
            // The session it comes from is as it was.
            let source = try await client.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue ?? []
            #expect(source.count == 9)
            let row = try await client.call("sessions.describe", ["key": .string(key)])["session"]
            #expect(row?["parentSessionKey"]?.stringValue == "agent:main:main")

            let before = try await client.call("sessions.describe", ["key": "main"])["session"]?["sessionId"]
            let restored = try await client.call("sessions.compaction.restore", ["key": "main", "checkpointId": id])
            #expect(restored["key"]?.stringValue == "agent:main:main" && restored["sessionId"] != before)
            #expect(try await say("six") == "before: one,two,three")
            // It is another transcript now, without the compaction.
            let again = try await client.failure("sessions.compaction.restore", ["key": "main", "checkpointId": id])
            #expect(again["message"]?.stringValue?.contains("unknown checkpointId") == true)
            let writer = try await live.connect(scopes: ["operator.write"])
            #expect(
                try await writer.failure("sessions.compaction.restore", ["key": "main", "checkpointId": id])["details"]?["missingScope"]?
                    .stringValue == "operator.admin"
            )
        }
    }

    @Test func aSingleMessageIsReadByItsName() async throws {
        try await LiveGateway.run { live in
            let client = try await live.connect()
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "k"])
            _ = try await client.call("agent.wait", ["runId": "k", "timeoutMs": 60_000])
            let history = try await client.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue ?? []
            for message in history {
                let id = message["__openclaw"]?["id"] ?? .null
                #expect(
                    try await client.call("chat.message.get", ["sessionKey": "main", "messageId": id]) == ["ok": true, "message": message]
                )
            }
            let missing = try await client.call("chat.message.get", ["sessionKey": "main", "messageId": "nobody"])
            #expect(missing == ["ok": false, "unavailableReason": "not_found"])
        }
    }
}
