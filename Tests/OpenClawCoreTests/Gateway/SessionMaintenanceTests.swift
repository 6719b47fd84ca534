// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Maintenance as a gateway does it, by its clock.
@Suite("Maintenance of sessions", .timeLimit(.minutes(5))) struct SessionMaintenanceTests {
    private static let start = Timestamp(milliseconds: 1_750_000_000_000)
    private static let day = Duration.seconds(86_400)

    private let disk = InMemoryFileSystem()
    private let clock = ManualClock()
    private let wallClock = ManualWallClock(start)
    private let log = InMemoryLogSink()

    private func store(maximumSessions: Int = 1_000) throws -> FileSessionStore {
        try FileSessionStore(.init(root: "/state", maximumSessions: maximumSessions), fileSystem: self.disk, wallClock: self.wallClock)
    }

    private func gateway(
        _ policy: SessionMaintenance?,
        store: (any SessionStore)? = nil,
        agent: any Agent = EchoAgent(id: "main"),
        coordinator: (any Coordinator)? = nil
    ) throws -> Gateway {
        try Gateway(
            configuration: GatewayConfiguration(
                sessionMaintenance: policy,
                coordinator: coordinator,
                logger: Logger(component: "gateway", sink: self.log, level: .debug),
                clock: self.clock,
                wallClock: self.wallClock
            ),
            parts: GatewayParts(agents: [agent], sessionStore: try store ?? self.store())
        )
    }

    /// Lets the gateway's clock go on until something is so.
    private func passing(_ condition: () async throws -> Bool) async throws {
        try await eventually {
            if try await condition() { return true }
            self.clock.advance(by: .seconds(600))
            return false
        }
    }

    private func lines(_ event: String) -> [LogRecord] { self.log.records.filter { $0.event == event } }

    private func keys(_ client: LocalClient, archived: Bool = false) async throws -> Set<String> {
        let rows = try await client.call("sessions.list", ["archived": .bool(archived)])["sessions"]?.arrayValue ?? []
        return Set(rows.compactMap { $0["key"]?.stringValue })
    }

    private func files() -> [String] { self.disk.paths.filter { $0.contains(".jsonl") && !$0.contains("index") } }

    @Test func warningChangesNothingAndTellsOnceADay() async throws {
        try await self.gateway(SessionMaintenance(pruneAfter: Self.day)).run { client in
            for name in ["main", "old"] { _ = try await client.chat("hello", session: "agent:main:\(name)") }
            self.wallClock.advance(by: Self.day * 2)
            try await self.passing { self.lines("session.maintenance_due").count == 1 }
            #expect(self.lines("session.maintenance_due").first?.metadata["reason"] == "age")
            #expect(self.lines("session.maintenance_due").first?.metadata["count"] == 1)
            let rounds = self.lines("session.maintenance").count
            try await self.passing { self.lines("session.maintenance").count >= rounds + 5 }
            #expect(self.lines("session.maintenance_due").count == 1)
            #expect(try await self.keys(client) == ["agent:main:main", "agent:main:old"])
            self.wallClock.advance(by: Self.day)
            try await self.passing { self.lines("session.maintenance_due").count == 2 }
            #expect(self.lines("session.archived").isEmpty)
            #expect(self.files().count == 2)
        }
    }

    @Test func enforcingArchivesWhatRestedAndAMessageBringsItBack() async throws {
        let policy = SessionMaintenance(mode: .enforce, pruneAfter: Self.day * 30)
        try await self.gateway(policy).run { client in
            for name in ["main", "old", "pinned", "young"] { _ = try await client.chat("hello", session: "agent:main:\(name)") }
            _ = try await client.call("sessions.patch", ["key": "agent:main:pinned", "pinned": true])
            self.wallClock.advance(by: Self.day * 20)
            _ = try await client.chat("again", session: "agent:main:young")
            self.wallClock.advance(by: Self.day * 11)
            try await self.passing { try await self.keys(client, archived: true) == ["agent:main:old"] }
            #expect(try await self.keys(client) == ["agent:main:main", "agent:main:pinned", "agent:main:young"])
            let line = try #require(self.lines("session.archived").first)
            #expect(line.metadata["session"] == "agent:main:old")
            #expect(line.metadata["reason"] == "age")
            // It can be read, and goes on with what was said.
            let history = try await client.call("chat.history", ["sessionKey": "agent:main:old"])["messages"]?.arrayValue ?? []
            #expect(history.count == 2)
            _ = try await client.chat("I am back", session: "agent:main:old")
            #expect(try await self.keys(client).contains("agent:main:old"))
            let after = try await client.call("chat.history", ["sessionKey": "agent:main:old"])["messages"]?.arrayValue ?? []
            #expect(after.count == 4)
            #expect(self.files().count == 4)
            let row = try await client.call("sessions.describe", ["key": "agent:main:old"])["session"]
            #expect(row?["archived"] == nil && row?["archivedAt"] == nil)
        }
    }

    @Test func aSessionWithARunningTurnIsLeftAlone() async throws {
        let agent = ScriptedAgent(turns: [[.hold("long")]])
        let policy = SessionMaintenance(mode: .enforce, pruneAfter: Self.day)
        let store = try self.store()
        for name in ["busy", "idle"] {
            try await store.update(SessionKey("agent:main:\(name)"), attributes: ["n": 1], epoch: 0)
        }
        try await self.gateway(policy, store: store, agent: agent).run { client in
            _ = try await client.call("chat.send", ["sessionKey": "agent:main:busy", "message": "go", "idempotencyKey": "k"])
            try await agent.waitForHold("long")
            self.wallClock.advance(by: Self.day * 2)
            let dry = try await client.call("sessions.cleanup", ["dryRun": true])
            #expect(dry["actions"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["agent:main:idle"])
            _ = try await client.call("sessions.cleanup")
            #expect(try await self.keys(client, archived: true) == ["agent:main:idle"])
            agent.release("long")
        }
    }

    @Test func theDiskBudgetRemovesTheOldestThatIsArchivedAndSaysSo() async throws {
        let policy = SessionMaintenance(mode: .enforce, pruneAfter: nil, maximumBytes: 40_000, highWater: .percent(50))
        try await self.gateway(policy).run { client in
            let text = String(repeating: "x", count: 4_000)
            for number in 0..<6 {
                _ = try await client.chat(text, session: "agent:main:s\(number)")
                if number < 4 { _ = try await client.call("sessions.patch", ["key": .string("agent:main:s\(number)"), "archived": true]) }
                self.wallClock.advance(by: .seconds(3_600))
            }
            let dry = try await client.call("sessions.cleanup", ["dryRun": true])
            #expect((dry["bytes"]?.intValue ?? 0) > 48_000)
            #expect(dry["reasons"]?[0]?["action"]?.stringValue == "remove")
            #expect(self.files().count == 6)
            try await self.passing { self.files().count == 2 }
            #expect(self.lines("session.removed").map { $0.metadata["session"] } == (0..<4).map { .string("agent:main:s\($0)") })
            #expect(self.lines("session.removed").allSatisfy { $0.level == .warn && $0.metadata["reason"] == "disk" && $0.metadata["bytes"] != nil })
            #expect(try await self.keys(client) == ["agent:main:s4", "agent:main:s5"])
        }
    }

    @Test func resetTranscriptsAreRemovedAfterTheirRetention() async throws {
        let policy = SessionMaintenance(mode: .enforce, archiveRetention: Self.day * 7)
        try await self.gateway(policy).run { client in
            _ = try await client.chat("hello")
            _ = try await client.call("sessions.reset", ["key": "main"])
            self.wallClock.advance(by: Self.day * 6)
            _ = try await client.chat("later")
            _ = try await client.call("sessions.cleanup")
            #expect(self.files().count == 2)
            self.wallClock.advance(by: Self.day)
            try await self.passing { self.files().count == 1 }
            #expect(self.lines("session.transcript_removed").count == 1)
            let history = try await client.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue ?? []
            #expect(history.count == 2)
        }
    }

    @Test func sessionsOfJobsAreArchivedInEitherModeAndDoNotFillTheStore() async throws {
        let store = try self.store(maximumSessions: 3)
        for number in 0..<3 { try await store.update(SessionKey("cron:job\(number)"), attributes: ["n": 1], epoch: 0) }
        try await self.gateway(SessionMaintenance(), store: store).run { client in
            await #expect(throws: AgentError.self) { try await client.chat("no room") }
            self.wallClock.advance(by: Self.day + .seconds(1))
            try await self.passing { try await self.keys(client, archived: true).count == 3 }
            #expect(try await client.chat("room").text == "room")
        }
    }

    @Test func archivedSessionsMakeRoomUpToTwiceTheMaximum() async throws {
        for store in [try self.store(maximumSessions: 2), InMemorySessionStore(configuration: .init(maximumSessions: 2))] as [any SessionStore] {
            for number in 0..<2 {
                let key = SessionKey("agent:main:a\(number)")
                try await store.update(key, attributes: ["archived": true], epoch: .first)
            }
            for number in 0..<2 { try await store.update(SessionKey("agent:main:b\(number)"), attributes: ["n": 1], epoch: .first) }
            await #expect(throws: SessionStoreError.self) { try await store.update("agent:main:c", attributes: ["n": 1], epoch: .first) }
            // Nobody comes back when there is no room.
            await #expect(throws: SessionStoreError.self) {
                try await store.update("agent:main:a0", attributes: ["archived": .null], epoch: .first)
            }
            try await store.update("agent:main:b0", attributes: ["archived": true], epoch: .first)
            try await store.update("agent:main:a0", attributes: ["archived": .null], epoch: .first)
            await #expect(throws: SessionStoreError.self) { try await store.update("agent:main:c", attributes: ["n": 1], epoch: .first) }
            try await store.delete("agent:main:b0", deleteTranscript: true, epoch: .first)
            try await store.delete("agent:main:b1", deleteTranscript: true, epoch: .first)
            try await store.update("agent:main:c", attributes: ["n": 1], epoch: .first)
        }
    }

    @Test func cleanupDoesWhatTheModeSaysUnlessItIsTold() async throws {
        try await self.gateway(SessionMaintenance(pruneAfter: Self.day)).run { client in
            _ = try await client.chat("hello", session: "agent:main:old")
            self.wallClock.advance(by: Self.day * 2)
            for params in [["dryRun": true], [:], ["dryRun": true, "enforce": true]] as [JSONObject] {
                let answer = try await client.call("sessions.cleanup", params)
                #expect(answer["reasons"]?[0]?["reason"]?.stringValue == "age")
                #expect(answer["reasons"]?[0]?["count"]?.intValue == 1)
                #expect(answer["reasons"]?[0]?["done"]?.intValue == 0)
                #expect(answer["mode"]?.stringValue == "warn")
            }
            #expect(try await self.keys(client) == ["agent:main:old"])
            let done = try await client.call("sessions.cleanup", ["enforce": true])
            #expect(done["reasons"]?[0]?["done"]?.intValue == 1)
            #expect(try await self.keys(client).isEmpty)
            #expect(try await client.call("sessions.cleanup")["reasons"]?.arrayValue?.isEmpty == true)
            _ = try await client.call("sessions.patch", ["key": "agent:main:old", "archived": .null])
            #expect(try await self.keys(client) == ["agent:main:old"])
        }
    }

    @Test func aGatewayThatStandsByCleansNothing() async throws {
        let coordinator = InMemoryCoordinator(clock: self.clock)
        let store = InMemorySessionStore(clock: self.wallClock)
        var policy = SessionMaintenance(mode: .enforce, pruneAfter: Self.day)
        (policy.initialDelay, policy.interval) = (.seconds(1), .seconds(1))
        let first = try self.gateway(nil, store: store, coordinator: coordinator)
        let second = try self.gateway(policy, store: store, coordinator: coordinator)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await first.run() }
            await eventually { first.isLeading }
            group.addTask { try await second.run() }
            await eventually { second.phase == .running }
            _ = try await first.client.chat("hello", session: "agent:main:old")
            self.wallClock.advance(by: Self.day * 2)
            await #expect(throws: MethodError.self) { try await second.client.call("sessions.cleanup") }
            #expect(try await second.client.call("sessions.cleanup", ["dryRun": true])["reasons"]?[0]?["count"]?.intValue == 1)
            await eventually {
                if self.lines("session.maintenance").contains(where: { $0.metadata["skipped"] != nil }) { return true }
                self.clock.advance(by: .milliseconds(100))
                return false
            }
            #expect(first.isLeading)
            #expect(try await store.list(SessionQuery()).totalCount == 1)
            first.beginShutdown()
            try await eventually {
                self.clock.advance(by: .seconds(1))
                return try await store.list(SessionQuery()).totalCount == 0
            }
            #expect(second.isLeading)
            second.beginShutdown()
            try await group.waitForAll()
        }
    }
}
