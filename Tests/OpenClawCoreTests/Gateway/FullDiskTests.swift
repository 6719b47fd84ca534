// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// A disk on which sessions find no room, while the ledger still does: it has filled its segment in advance, or lies elsewhere.
@Suite("A disk without room for sessions") struct FullDiskTests {
    private let disk = InMemoryFileSystem()
    private let ledgerDisk = InMemoryFileSystem()
    private let clock = ManualClock()

    private func gateway(_ agent: any Agent = EchoAgent(id: "main"), queue: QueuePolicy = QueuePolicy()) throws -> Gateway {
        try Gateway(
            configuration: GatewayConfiguration(queue: queue, clock: self.clock),
            parts: GatewayParts(
                agents: [agent],
                sessionStore: try FileSessionStore(FileSessionStore.Configuration(root: "/state"), fileSystem: self.disk),
                ledger: try FileLedger(FileLedger.Configuration(directory: "/ledger"), fileSystem: self.ledgerDisk)
            )
        )
    }

    private func passing(_ condition: () async throws -> Bool) async throws {
        try await OpenClawTesting.eventually {
            if try await condition() { return true }
            self.clock.advance(by: .milliseconds(200))
            return false
        }
    }

    private func send(_ client: LocalClient, _ text: String) async throws {
        _ = try await client.call("chat.send", ["sessionKey": "main", "message": .string(text), "idempotencyKey": .string(text)])
    }

    private func words(_ client: LocalClient) async throws -> [String] {
        let messages = try await client.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue ?? []
        return messages.compactMap { message in
            message["content"]?[0]?["text"]?.stringValue.map { "\(message["role"]?.stringValue ?? ""): \($0)" }
        }
    }

    @Test("keeps what was acknowledged, acknowledges nothing more, says so, and goes on when there is room", arguments: [true, false])
    func whatWasAcknowledgedWaits(begins: Bool) async throws {
        let gateway = try self.gateway()
        try await gateway.run { client in
            if !begins { _ = try await client.chat("before") }
            try await self.passing { gateway.failing.isEmpty }
            self.disk.fill(true)
            try await self.send(client, "one")
            try await self.passing { !gateway.troubles.isEmpty }
            #expect(gateway.troubles.first?.contains("the disk is full") == true)
            let refusal = await #expect(throws: MethodError.self) { try await self.send(client, "two") }
            #expect(refusal?.message.contains("the disk is full") == true)
            #expect(try await client.call("status")["failing"]?[0]?.stringValue?.contains("the disk is full") == true)
            let health = try await client.call("health", ["probe": true])
            #expect(health["ok"]?.boolValue == false)
            self.clock.advance(by: .seconds(3))
            self.disk.fill(false)
            let before = begins ? [] : ["user: before", "assistant: before"]
            try await self.passing { try await self.words(client) == before + ["user: one", "assistant: one"] }
            try await self.passing { gateway.failing.isEmpty }
            // The key that was refused is not spent.
            try await self.send(client, "two")
            try await self.passing { try await self.words(client) == before + ["user: one", "assistant: one", "user: two", "assistant: two"] }
            #expect(try await client.call("health", ["probe": true])["ok"]?.boolValue == true)
        }
    }

    @Test("keeps what was acknowledged for the next start")
    func theNextStartTakesItUp() async throws {
        try await self.stopWhileTheDiskIsFull(try self.gateway())
        self.disk.fill(false)
        let second = try self.gateway()
        try await second.run { client in
            let expected = ["user: before", "assistant: before", "user: one", "assistant: one"]
            try await self.passing { try await self.words(client) == expected }
            let again = try await client.call("chat.send", ["sessionKey": "main", "message": "one", "idempotencyKey": "one"])
            #expect(again["status"]?.stringValue == "ok")
            #expect(try await self.words(client) == expected)
        }
    }

    private func stopWhileTheDiskIsFull(_ first: Gateway) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await first.run() }
            try await self.passing { first.phase == .running }
            _ = try await first.client.chat("before")
            self.disk.fill(true)
            try await self.send(first.client, "one")
            try await self.passing { !first.troubles.isEmpty }
            first.beginShutdown()
            try await self.passing { first.phase == .stopped }
            try await group.waitForAll()
        }
    }
}
