// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite("Jobs that people change in the file while a gateway runs")
struct CronEditsTests {
    typealias Setting = CronServiceTests.Setting
    static let path = CronServiceTests.path

    static func text(_ setting: Setting) throws -> String {
        String(decoding: try #require(try setting.disk.contents(of: Self.path, maximumBytes: 1 << 20)), as: UTF8.self)
    }

    static func write(_ text: String, _ setting: Setting) throws {
        try setting.disk.replaceContents(of: Self.path, with: Array(text.utf8))
    }

    static func file(_ setting: Setting) throws -> JSONValue { try JSONValue(parsing: Array(try Self.text(setting).utf8)) }

    /// Changes the file as an editor does: the jobs, and nothing else.
    static func edit(_ setting: Setting, _ file: JSONValue? = nil, _ change: (inout [JSONValue]) throws -> Void) throws {
        var file = try file ?? Self.file(setting)
        var jobs = file["jobs"]?.arrayValue ?? []
        try change(&jobs)
        file["jobs"] = .array(jobs)
        try Self.write(String(decoding: file.serialized(), as: UTF8.self), setting)
    }

    static func jobs(_ client: LocalClient) async throws -> [JSONValue] {
        try await client.call("cron.list", ["includeDisabled": true, "sortBy": "name"])["jobs"]?.arrayValue ?? []
    }

    static func names(_ client: LocalClient) async throws -> [String] { try await Self.jobs(client).compactMap { $0["name"]?.stringValue } }

    /// Moves the clocks by five seconds, again and again.
    static func wait(_ setting: Setting, until condition: () async throws -> Bool) async throws {
        try await eventually {
            if try await condition() { return true }
            setting.wall.advance(by: .seconds(5))
            setting.clock.advance(by: .seconds(5))
            return false
        }
    }

    static func add(_ client: LocalClient, _ name: String) async throws -> String {
        var job = CronServiceTests.job
        job["name"] = .string(name)
        return try #require(try await client.call("cron.add", job)["id"]?.stringValue)
    }

    @Test func whatIsChangedAddedAndRemovedInTheFileIsTakenWithinSeconds() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            let (kept, gone) = (try await Self.add(client, "kept"), try await Self.add(client, "gone"))
            _ = try await client.call("cron.run", ["id": .string(kept)])
            try await eventually { try await CronServiceTests.entries(client).count == 1 }
            try Self.edit(setting) { jobs in
                jobs.removeAll { $0["id"]?.stringValue == gone }
                jobs[0]["payload"] = ["kind": "agentTurn", "message": "count the goats"]
                jobs.append(["id": "mine", "name": "new", "schedule": ["kind": "every", "everyMs": 3_600_000], "payload": ["kind": "agentTurn", "message": "go"]])
            }
            try await Self.wait(setting) { try await Self.names(client) == ["kept", "new"] }
            let job = try await client.call("cron.get", ["id": .string(kept)])
            #expect(job["configRevision"]?.intValue == 2)
            #expect(job["payload"]?["message"]?.stringValue == "count the goats")
            #expect(job["state"]?["lastRunStatus"]?.stringValue == "ok")
            #expect(try await client.call("cron.get", ["id": "mine"])["state"]?["nextRunAtMs"]?.intValue != nil)
            try await eventually { try Self.file(setting)["jobs"]?.arrayValue?.count == 2 }
            #expect(try await CronServiceTests.entries(client).count == 1, "the run log stays")
        }
    }

    /// Nobody has looked yet when a change through the gateway is to be kept: it does not undo the edits.
    @Test func aChangeThroughTheGatewayDoesNotOverwriteEdits() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            _ = try await Self.add(client, "first")
            try Self.edit(setting) { jobs in jobs[0]["name"] = "first, edited" }
            _ = try await Self.add(client, "second")
            #expect(try await Self.names(client) == ["first, edited", "second"])
            #expect(try Self.file(setting)["jobs"]?.arrayValue?.count == 2)
        }
    }

    /// The text was open in an editor while the gateway was asked for changes; these were acknowledged.
    @Test func aTextThatIsOlderThanChangesThroughTheGatewayDoesNotUndoThem() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            let (changed, removed) = (try await Self.add(client, "changed"), try await Self.add(client, "removed"))
            _ = try await Self.add(client, "edited")
            let old = try Self.file(setting)
            setting.wall.advance(by: .seconds(1))
            _ = try await client.call("cron.update", ["id": .string(changed), "patch": ["description": "by the gateway"]])
            _ = try await client.call("cron.remove", ["id": .string(removed)])
            _ = try await Self.add(client, "later")
            func save(_ words: String) throws {
                try Self.edit(setting, old) { jobs in
                    for index in jobs.indices where jobs[index]["name"]?.stringValue == "edited" { jobs[index]["description"] = .string(words) }
                }
            }
            for words in ["once", "twice"] {
                try save(words)
                try await Self.wait(setting) { try await Self.jobs(client).contains { $0["description"]?.stringValue == words } }
                #expect(try await Self.names(client) == ["changed", "edited", "later"])
                #expect(try await client.call("cron.get", ["id": .string(changed)])["description"]?.stringValue == "by the gateway")
            }
        }
    }

    /// A copy of the file from before a run does not make the gateway forget the run.
    @Test func aSlotThatHasRunDoesNotRunAgainAfterAnEdit() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            _ = try await Self.add(client, "first")
            let old = try Self.file(setting)
            try await setting.pass(client) { try await CronServiceTests.entries(client).count == 1 }
            let slot = try #require(try await CronServiceTests.entries(client)[0]["slotMs"]?.intValue)
            try Self.edit(setting, old) { jobs in jobs[0]["description"] = "new words" }
            try await setting.pass(client) { try await CronServiceTests.entries(client).count == 2 }
            #expect(try await CronServiceTests.entries(client)[1]["slotMs"]?.intValue == slot + 600_000)
            #expect(try await Self.jobs(client)[0]["description"]?.stringValue == "new words")
        }
    }

    @Test("A text that cannot be used is told, set aside and never lost; the jobs go on", arguments: ["{ \"jobs\": [", "", "{\"version\":7}"])
    func damaged(_ text: String) async throws {
        let setting = Setting()
        let sink = InMemoryLogSink()
        try await setting.gateway(logger: Logger(component: "test", sink: sink)).run { client in
            _ = try await Self.add(client, "first")
            try Self.write(text, setting)
            let error = await #expect(throws: MethodError.self) { _ = try await Self.add(client, "second") }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("\(Self.path) was changed by hand and cannot be used") == true)
            #expect(try Self.text(setting) == text, "it is not overwritten")
            let status = try await client.call("cron.status")["editsNotUnderstood"]
            #expect(status?["reason"]?.stringValue?.contains("correct it") == true)
            try await Self.wait(setting) { try await client.call("cron.status")["editsNotUnderstood"]?["file"] != nil }
            let place = try #require(try await client.call("cron.status")["editsNotUnderstood"]?["file"]?.stringValue)
            #expect(place.hasPrefix(Self.path + ".rejected-"))
            #expect(try setting.disk.contents(of: place, maximumBytes: 1 << 20) == Array(text.utf8))
            #expect(sink.records.contains { $0.event == "cron.edits_set_aside" })
            _ = try await Self.add(client, "second")
            #expect(try await Self.names(client) == ["first", "second"])
            try await setting.pass(client) { try await CronServiceTests.entries(client).count >= 2 }
            // Taking the next change that can be used ends the complaint.
            try Self.edit(setting) { jobs in jobs[0]["name"] = "mended" }
            try await Self.wait(setting) { try await Self.names(client).contains("mended") }
            #expect(try await client.call("cron.status")["editsNotUnderstood"] == nil)
        }
    }

    /// What an editor has written by half is there as a whole a little later.
    @Test func halfATextIsWaitedFor() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            _ = try await Self.add(client, "first")
            let whole = try Self.text(setting).replacing("first", with: "other")
            try Self.write(String(whole.prefix(whole.count / 2)), setting)
            await #expect(throws: MethodError.self) { _ = try await Self.add(client, "second") }
            try Self.write(whole, setting)
            try await Self.wait(setting) { try await Self.names(client) == ["other"] }
            #expect(try await client.call("cron.status")["editsNotUnderstood"] == nil)
            #expect(try setting.disk.list("/state/cron").contains { $0.contains("rejected") } == false)
        }
    }

    @Test func aJobThatIsNotUnderstoodStopsAndStaysInTheFileAsItIs() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            _ = try await Self.add(client, "first")
            try Self.edit(setting) { jobs in jobs[0]["schedule"] = ["kind": "cron", "expr": "61 * * * *"] }
            try await Self.wait(setting) { try await client.call("cron.status")["notUnderstood"]?.intValue == 1 }
            _ = try await Self.add(client, "second")
            #expect(try await Self.names(client) == ["second"])
            #expect(try Self.text(setting).contains("61 * * * *"))
            try Self.edit(setting) { jobs in
                for index in jobs.indices where jobs[index]["name"]?.stringValue == "first" {
                    jobs[index]["schedule"] = ["kind": "cron", "expr": "6 * * * *"]
                }
            }
            try await Self.wait(setting) { try await Self.names(client) == ["first", "second"] }
        }
    }

    @Test func aFileThatIsGoneIsWrittenAgain() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            _ = try await Self.add(client, "first")
            try setting.disk.remove(Self.path)
            _ = try await Self.add(client, "second")
            #expect(try Self.file(setting)["jobs"]?.arrayValue?.count == 2)
        }
    }

    @Test("A store sees what others have put there, and keeps at most ten texts that could not be used")
    func store() async throws {
        let disk = InMemoryFileSystem()
        let store = FileCronStore(path: Self.path, fileSystem: disk)
        #expect(try await store.load(epoch: 1) == nil)
        try await store.save([1], epoch: 1)
        #expect(try await store.edits(epoch: 1) == nil)
        try disk.replaceContents(of: Self.path, with: [1])
        #expect(try await store.edits(epoch: 1) == nil, "the same contents are no change")
        try disk.replaceContents(of: Self.path, with: [2])
        let error = await #expect(throws: CronError.self) { try await store.save([3], epoch: 1) }
        #expect(error?.code == .edited)
        #expect(try await store.edits(epoch: 1) == [2])
        #expect(try disk.contents(of: Self.path, maximumBytes: 9) == [2])
        let stale = await #expect(throws: CronError.self) { _ = try await store.edits(epoch: 0) }
        #expect(stale?.code == .staleEpoch)
        var places: [String] = []
        for number in 0..<12 {
            places.append(try await store.setAside([UInt8(number)], at: Timestamp(milliseconds: 1_795_255_230_000 + Int64(number)), epoch: 1))
        }
        #expect(try disk.list("/state/cron").filter { $0.contains(".rejected-") }.count == 10)
        #expect(try disk.contents(of: places[11], maximumBytes: 9) == [11])
        store.accept([2])
        try await store.save([3], epoch: 1)
        #expect(try await FileCronStore(path: Self.path, fileSystem: disk).load(epoch: 1) == [3])
    }

    /// A disk that failed may have the new contents all the same; these are nobody else's.
    @Test func aFailedAttemptIsNoEdit() async throws {
        let disk = InMemoryFileSystem()
        let store = FileCronStore(path: Self.path, fileSystem: disk)
        try await store.save([1], epoch: 1)
        disk.fail(.synchronizeDirectory, on: "/cron", with: .inputOutput, writing: 0)
        await #expect(throws: CronError.self) { try await store.save([2], epoch: 1) }
        #expect(try await store.edits(epoch: 1) == nil)
        try await store.save([3], epoch: 1)
    }
}
