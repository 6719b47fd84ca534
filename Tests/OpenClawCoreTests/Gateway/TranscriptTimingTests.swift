// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// When the message of a turn goes into the transcript.
@Suite struct TranscriptTimingTests {
    @Test func anAnswerThatComesAtOnceIsWrittenTogetherWithItsMessage() async throws {
        let disk = InMemoryFileSystem()
        let store = try FileSessionStore(FileSessionStore.Configuration(root: "/state"), fileSystem: disk)
        let gateway = try Gateway(agents: [EchoAgent(id: "main")], sessionStore: store)
        try await gateway.run { client in
            _ = try await client.chat("one")
            let before = disk.changes.filter { $0.path.contains("/sessions/") && $0.path.hasSuffix(".jsonl") && $0.operation == .append }.count
            _ = try await client.chat("two")
            let after = disk.changes.filter { $0.path.contains("/sessions/") && $0.path.hasSuffix(".jsonl") && $0.operation == .append }.count
            #expect(after == before + 1)
            let history = try await client.call("chat.history", ["sessionKey": "main"])
            let roles = history["messages"]?.arrayValue?.compactMap { $0["role"]?.stringValue }
            #expect(roles == ["user", "assistant", "user", "assistant"])
        }
    }

    @Test func aMessageIsInTheTranscriptWhileItsAgentWorks() async throws {
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("1"))], [.hold("second")]])
        let gateway = try Gateway(agents: [agent])
        try await gateway.run { client in
            _ = try await client.chat("one")
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "two", "idempotencyKey": "2"])
            try await agent.waitForHold("second")
            try await eventually {
                let history = try await client.call("chat.history", ["sessionKey": "main"])
                return history["messages"]?.arrayValue?.count == 3
            }
            agent.release("second")
        }
    }

    @Test func aMessageThatCannotBeWrittenEndsItsTurn() async throws {
        let disk = InMemoryFileSystem()
        let store = try FileSessionStore(FileSessionStore.Configuration(root: "/state"), fileSystem: disk)
        let agent = ScriptedAgent(turns: [[], [.hold("never")]])
        let gateway = try Gateway(agents: [agent], sessionStore: store)
        try await gateway.run { client in
            _ = try await client.chat("one")
            // The index has the same ending and is written in the background.
            let transcript = try #require(disk.paths.first { $0.contains("/sessions/") && $0.hasSuffix(".jsonl") })
            disk.fail(.append, on: transcript, with: .inputOutput)
            let error = await #expect(throws: (any Error).self) { try await client.chat("two") }
            #expect("\(error.map { "\($0)" } ?? "")".contains("the message could not be stored"))
            try await OpenClawTesting.eventually { agent.cancelledCount == 1 }
        }
    }
}
