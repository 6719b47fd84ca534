// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Scheduled jobs in a running gateway.
@Suite struct CronServiceTests {
    static let path = "/state/cron/jobs.json"

    /// A gateway whose clocks the test moves.
    struct Setting: Sendable {
        let clock = ManualClock()
        let wall = ManualWallClock(Timestamp(milliseconds: 1_795_255_230_000))
        let disk: InMemoryFileSystem
        let channel = InMemoryChannel(id: "support")

        init(_ disk: InMemoryFileSystem = InMemoryFileSystem()) { self.disk = disk }

        func gateway(_ agent: any Agent = EchoAgent(id: "main"), logger: Logger? = nil, cron: CronConfiguration = CronConfiguration())
            throws -> Gateway
        {
            var configuration = GatewayConfiguration(cron: cron, clock: self.clock, wallClock: self.wall)
            if let logger { configuration.logger = logger }
            return try Gateway(
                configuration: configuration,
                parts: GatewayParts(
                    agents: [agent],
                    channels: [self.channel],
                    cronStore: FileCronStore(path: CronServiceTests.path, fileSystem: self.disk)
                )
            )
        }

        /// Moves both clocks, while nothing runs, until a condition holds.
        func pass(_ client: LocalClient, _ step: Duration = .seconds(30), until condition: () async throws -> Bool) async throws {
            try await eventually {
                if try await condition() { return true }
                guard try await client.call("cron.status")["running"]?.intValue == 0 else { return false }
                self.wall.advance(by: step)
                self.clock.advance(by: step)
                return false
            }
        }
    }

    static let job: JSONObject = [
        "name": "report", "schedule": ["kind": "cron", "expr": "*/10 * * * *"],
        "payload": ["kind": "agentTurn", "message": "count the sheep"],
    ]

    static func entries(_ client: LocalClient) async throws -> [JSONValue] {
        try await client.call("cron.runs", ["sortDir": "asc"])["entries"]?.arrayValue ?? []
    }

    @Test func aJobRunsATurnInASessionOfItsOwn() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            let added = try await client.call("cron.add", ["job": .object(Self.job)])
            let id = try #require(added["id"]?.stringValue)
            #expect(added["configRevision"]?.intValue == 1)
            #expect(added["state"]?["nextRunAtMs"]?.intValue == 1_795_255_800_000)
            try await setting.pass(client) { try await Self.entries(client).count >= 2 }
            let runs = try await Self.entries(client)
            #expect(runs[0]["status"]?.stringValue == "ok")
            #expect(runs[0]["summary"]?.stringValue == "[cron:\(id) report] count the sheep")
            #expect(runs[0]["sessionKey"]?.stringValue == "cron:\(id)")
            #expect(runs[0]["deliveryStatus"]?.stringValue == "not-delivered")
            #expect(runs[0]["sessionId"] != runs[1]["sessionId"], "each run has a fresh transcript")
            let history = try await client.call("chat.history", ["sessionKey": .string("cron:\(id)")])
            #expect(history["messages"]?.arrayValue?.count == 2)
            let list = try await client.call("cron.list")
            #expect(list["jobs"]?[0]?["state"]?["lastRunStatus"]?.stringValue == "ok")
            let status = try await client.call("cron.status")
            #expect(status["storePath"]?.stringValue == Self.path)
            #expect(try await client.call("cron.remove", ["id": .string(id)]) == ["ok": true, "removed": true])
            #expect(try await client.call("cron.remove", ["id": .string(id)]) == ["ok": true, "removed": false])
        }
        #expect(try setting.disk.status(Self.path)?.permissions == 0o600)
    }

    @Test func theAnswerGoesToItsConversation() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            var job = Self.job
            job["delivery"] = ["mode": "announce", "channel": "support", "to": "group:sheep"]
            let id = try #require(try await client.call("cron.add", job)["id"]?.stringValue)
            let answer = try await client.call("cron.run", ["id": .string(id)])
            #expect(answer["enqueued"]?.boolValue == true)
            let sent = await setting.channel.nextSent()
            #expect(sent?.peer == Peer(kind: .group, id: "sheep"))
            #expect(sent?.text.hasSuffix("count the sheep") == true)
            try await eventually { try await Self.entries(client).count == 1 }
            let run = try await Self.entries(client)[0]
            #expect(run["deliveryStatus"]?.stringValue == "delivered")
            #expect(run["runId"] == answer["runId"])
        }
    }

    @Test func aSystemEventIsATurnOfTheMainSession() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            let job: JSONObject = [
                "schedule": ["kind": "every", "everyMs": 60_000], "payload": ["kind": "systemEvent", "text": "backup is done"],
            ]
            let id = try #require(try await client.call("cron.add", job)["id"]?.stringValue)
            _ = try await client.call("cron.run", ["jobId": .string(id), "mode": "force"])
            try await eventually { try await Self.entries(client).count == 1 }
            let history = try await client.call("chat.history", ["sessionKey": "main"])
            #expect(history["messages"]?.arrayValue?.count == 2)
        }
    }

    /// The claim is on disk before the agent is asked: whatever survives a crash in the middle of a run knows of it.
    @Test func theClaimIsOnDiskBeforeTheRunAndTheSlotNeverRunsAgain() async throws {
        let setting = Setting()
        let agent = ScriptedAgent(id: "main", turns: [[.hold("midway")]])
        try await setting.gateway(agent).run { client in
            _ = try await client.call("cron.add", Self.job)
            try await setting.pass(client) { agent.turns.count == 1 }
            try await agent.waitForHold("midway")
            // The power goes: a second gateway finds what the disk has.
            let later = Setting(setting.disk.survivors(.onlySynchronized()))
            later.wall.set(setting.wall.now())
            let second = ScriptedAgent(id: "main")
            try await later.gateway(second).run { client in
                let interrupted = try await Self.entries(client)
                #expect(interrupted.count == 1)
                #expect(interrupted[0]["status"]?.stringValue == "error")
                #expect(interrupted[0]["error"]?.stringValue?.contains("interrupted") == true)
                try await later.pass(client) { try await Self.entries(client).count == 2 }
                let next = try await Self.entries(client)[1]
                let slot = try #require(interrupted[0]["slotMs"]?.intValue)
                #expect(next["slotMs"]?.intValue == slot + 600_000)
                #expect(second.turns.count == 1)
            }
            agent.release("midway")
        }
    }

    @Test func withoutTheDiskNothingRunsAndNothingIsLost() async throws {
        let setting = Setting()
        let agent = ScriptedAgent(id: "main")
        try await setting.gateway(agent).run { client in
            _ = try await client.call("cron.add", Self.job)
            setting.disk.fail(.rename, on: "jobs.json", count: 3, with: .noSpace)
            try await setting.pass(client, .seconds(60)) { setting.wall.now().milliseconds > 1_795_255_800_000 + 5_000 }
            try await setting.pass(client, .seconds(2)) { try await Self.entries(client).count == 1 }
            #expect(agent.turns.count == 1)
            #expect(try await Self.entries(client)[0]["slotMs"]?.intValue == 1_795_255_800_000)
        }
    }

    @Test func aDamagedFileStopsNothingButScheduledJobs() async throws {
        let setting = Setting()
        setting.disk.setContents(of: Self.path, to: Array("{\"version\":1,\"jobs\"".utf8))
        try await setting.gateway().run { client in
            let answer = try await client.chat("hello").text
            #expect(answer == "hello")
            let error = await #expect(throws: MethodError.self) { try await client.call("cron.list") }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains(Self.path) == true)
            await #expect(throws: MethodError.self) { try await client.call("cron.add", Self.job) }
        }
        #expect(setting.disk.contents(of: Self.path)?.count == 19, "it is left as it was")
    }

    @Test func anEmptyFileIsDamagedAndNotReplaced() async throws {
        let setting = Setting()
        setting.disk.setContents(of: Self.path, to: [])
        try await setting.gateway().run { client in
            let error = await #expect(throws: MethodError.self) { try await client.call("cron.add", ["job": .object(Self.job)]) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("empty; restore \(Self.path)") == true, "\(error?.message ?? "")")
        }
        #expect(setting.disk.contents(of: Self.path) == [], "it is left as it was")
    }

    /// One failed read at the start took scheduled jobs away until the next start.
    @Test func jobsThatCouldNotBeReadAreReadAgainByThemselves() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in _ = try await client.call("cron.add", ["job": .object(Self.job)]) }
        let later = Setting(setting.disk.survivors(.everythingWritten))
        later.wall.set(setting.wall.now())
        later.disk.failReads(of: Self.path, count: 3)
        let sink = InMemoryLogSink()
        let agent = ScriptedAgent(id: "main")
        try await later.gateway(agent, logger: Logger(component: "test", sink: sink)).run { client in
            let error = await #expect(throws: MethodError.self) { try await client.call("cron.list") }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("tried again by itself") == true)
            #expect(error?.message.contains(Self.path) == true)
            await eventually {
                if (try? await client.call("cron.list")["total"]?.intValue) == 1 { return true }  // Refused as long as it cannot be read.
                later.clock.advance(by: .seconds(1))
                return false
            }
            #expect(sink.records.filter { $0.event == "cron.load_failed" }.count == 3)
            #expect(sink.records.contains { $0.event == "cron.loaded" })
            try await later.pass(client) { agent.turns.count == 1 }
        }
    }

    @Test func aDamagedFileThatIsRestoredIsReadWithoutARestart() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in _ = try await client.call("cron.add", ["job": .object(Self.job)]) }
        let disk = setting.disk.survivors(.everythingWritten)
        let good = try #require(disk.contents(of: Self.path))
        disk.setContents(of: Self.path, to: Array(good.prefix(40)))
        let later = Setting(disk)
        later.wall.set(setting.wall.now())
        try await later.gateway().run { client in
            await #expect(throws: MethodError.self) { try await client.call("cron.list") }
            disk.setContents(of: Self.path, to: good)
            await eventually {
                if (try? await client.call("cron.list")["total"]?.intValue) == 1 { return true }  // Refused as long as it cannot be used.
                later.clock.advance(by: .seconds(1))
                return false
            }
        }
    }

    @Test func aSchedulersAnswersNameWhatIsWrong() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            for (change, word) in [
                (["schedule": ["kind": "cron", "expr": "61 * * * *"]], "minute"), (["agentId": "nobody"], "nobody"),
                (["schedule": ["kind": "cron", "expr": "0 0 * * *", "tz": "Mars/Olympus"]], "Mars/Olympus"), (["colour": "red"], "colour"),
                (["sessionTarget": "session:agent:nobody:main"], "sessionTarget"),
            ] as [(JSONObject, String)] {
                var job = Self.job
                job.merge(change)
                let fields = job
                let error = await #expect(throws: MethodError.self) { try await client.call("cron.add", ["job": .object(fields)]) }
                #expect(error?.code == .invalidRequest)
                #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
            }
            let error = await #expect(throws: MethodError.self) { try await client.call("cron.run", ["id": "none"]) }
            #expect(error?.message.contains("cron.list") == true)
        }
    }

    /// A word that no run can have and a job there is not had an empty list for an answer.
    @Test func theLogOfRunsIsNotAskedForWhatCannotBe() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            for (params, word) in [
                (["statuses": ["bogus"]], "ok, error, skipped"), (["status": "bogus"], "ok, error, skipped"),
                (["deliveryStatuses": ["ok"]], "not-delivered"), (["id": "nope"], "nope"),
            ] as [(JSONObject, String)] {
                let error = await #expect(throws: MethodError.self) { try await client.call("cron.runs", params) }
                #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
            }
            let id = try #require(try await client.call("cron.add", Self.job)["id"]?.stringValue)
            #expect(try await client.call("cron.runs", ["id": .string(id)])["total"]?.intValue == 0)
            _ = try await client.call("cron.run", ["id": .string(id)])
            try await eventually { try await Self.entries(client).count == 1 }
            _ = try await client.call("cron.remove", ["id": .string(id)])
            #expect(try await client.call("cron.runs", ["id": .string(id), "status": "ok"])["total"]?.intValue == 1)
            #expect(try await client.call("cron.runs", ["statuses": ["error"]])["total"]?.intValue == 0)
        }
    }

    /// A job with one field more stopped running, and only the number of such jobs was in the log.
    @Test func classicFieldsStopNoJobAndWhatStopsOneIsNamed() async throws {
        func job(_ id: String?, _ extra: JSONObject = [:], payload: JSONObject = [:]) -> JSONValue {
            var turn: JSONObject = ["kind": "agentTurn", "message": "x"]
            turn.merge(payload)
            var job: JSONObject = ["name": "n", "schedule": ["kind": "every", "everyMs": 3_600_000], "payload": .object(turn)]
            if let id { job["id"] = .string(id) }
            job.merge(extra)
            return .object(job)
        }
        let kept: [JSONValue] = [
            job("alert", ["failureAlert": ["after": 2], "displayName": "shown", "isolation": ["postToMainPrefix": "Cron"]]),
            job("light", ["delivery": ["mode": "none", "failureDestination": ["to": "1"]]], payload: ["lightContext": true]),
            job("old", payload: ["deliver": true, "channel": "support", "to": "group:sheep"]),
            job("current", ["sessionTarget": "current", "sessionKey": "agent:main:main"]),
        ]
        let stopped: [(JSONValue, String)] = [
            (job("fax", ["delivery": ["mode": "fax", "to": "1"]]), "delivery.mode"), (job(nil), "id must be"),
            (job("bad", ["schedule": ["kind": "cron", "expr": "61 * * * *"]]), "minute"), (job("alert"), "another job"),
            (job("tools", payload: ["toolsAllow": []]), "toolsAllow"), (job("sensor", ["trigger": ["kind": "x"]]), "trigger"),
            (7, "object"),
        ]
        let setting = Setting()
        let file: JSONValue = ["version": 1, "jobs": .array(kept + stopped.map(\.0))]
        setting.disk.setContents(of: Self.path, to: file.serialized())
        let sink = InMemoryLogSink()
        try await setting.gateway(logger: Logger(component: "test", sink: sink)).run { client in
            _ = try await client.call("cron.add", ["job": .object(Self.job)])
            let list = try await client.call("cron.list")
            let ids = Set((list["jobs"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue })
            #expect(ids.isSuperset(of: ["alert", "light", "old", "current"]) && ids.count == 5)
            let status = try await client.call("cron.status")
            for answer in [list, status] {
                #expect(answer["notUnderstood"]?.intValue == 7)
                let reasons = answer["notUnderstoodJobs"]?.arrayValue ?? []
                #expect(reasons.map { $0["position"]?.intValue } == [5, 6, 7, 8, 9, 10, 11])
                for (reason, (_, word)) in zip(reasons, stopped) {
                    #expect(reason["reason"]?.stringValue?.contains(word) == true, "\(reason)")
                }
            }
            let old = try await client.call("cron.get", ["id": "old"])
            #expect(old["delivery"] == ["mode": "announce", "channel": "support", "to": "group:sheep"])
            _ = try await client.call("cron.update", ["id": "light", "patch": ["name": "renamed"]])
        }
        let lines = sink.records.filter { $0.event == "cron.job_not_understood" }
        #expect(lines.count == 7)
        let written = try JSONValue(parsing: try #require(setting.disk.contents(of: Self.path)))
        let jobs = written["jobs"]?.arrayValue ?? []
        #expect(Array(jobs.suffix(7)) == stopped.map(\.0))
        func stored(_ id: String) -> JSONValue? { jobs.first { $0["id"]?.stringValue == id } }
        #expect(stored("alert")?["failureAlert"]?["after"]?.intValue == 2)
        #expect(stored("alert")?["displayName"]?.stringValue == "shown")
        #expect(stored("light")?["name"]?.stringValue == "renamed")
        #expect(stored("light")?["payload"]?["lightContext"]?.boolValue == true)
        #expect(stored("light")?["delivery"]?["failureDestination"]?["to"]?.stringValue == "1")
        #expect(stored("old")?["payload"]?["to"]?.stringValue == "group:sheep")
        #expect(stored("current")?["sessionTarget"]?.stringValue == "session:agent:main:main")
    }

    @Test func aJobIsChangedOnlyInTheRevisionThatWasSeen() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            let id = try #require(try await client.call("cron.add", Self.job)["id"]?.stringValue)
            let changed = try await client.call(
                "cron.update",
                ["id": .string(id), "patch": ["payload": ["message": "count the goats"], "enabled": false], "expectedConfigRevision": 1]
            )
            #expect(changed["payload"]?["message"]?.stringValue == "count the goats")
            #expect(changed["payload"]?["kind"]?.stringValue == "agentTurn")
            #expect(changed["state"]?["nextRunAtMs"] == nil)
            await #expect(throws: MethodError.self) {
                try await client.call("cron.update", ["id": .string(id), "patch": ["name": "x"], "expectedConfigRevision": 1])
            }
            #expect(try await client.call("cron.list")["total"]?.intValue == 0)
            #expect(try await client.call("cron.list", ["includeDisabled": true])["total"]?.intValue == 1)
            #expect(try await client.call("cron.get", ["id": .string(id)])["configRevision"]?.intValue == 2)
        }
    }
}
