// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite("Ends of scheduled jobs are posted to web hooks")
struct CronWebhookTests {
    typealias Setting = CronServiceTests.Setting

    static func job(_ delivery: JSONObject = [:]) -> JSONObject {
        var delivery = delivery
        delivery["mode"] = "webhook"
        if delivery["to"] == nil { delivery["to"] = "https://hook.test/x?key=1" }
        var job = CronServiceTests.job
        job["delivery"] = .object(delivery)
        return job
    }

    static func gateway(_ setting: Setting, _ sender: ScriptedWebhookSender, token: Secret? = nil) throws -> Gateway {
        try setting.gateway(cron: CronConfiguration(webhooks: CronWebhooks(sender: sender, token: token)))
    }

    /// Adds a job, runs it and returns its line of the run log.
    static func end(
        _ client: LocalClient,
        _ setting: Setting,
        _ job: JSONObject
    ) async throws -> (id: String, entry: JSONValue) {
        let id = try #require(try await client.call("cron.add", job)["id"]?.stringValue)
        _ = try await client.call("cron.run", ["id": .string(id)])
        try await eventually {
            setting.clock.advance(by: .seconds(1))
            return try await CronServiceTests.entries(client).count == 1
        }
        return (id, try await CronServiceTests.entries(client)[0])
    }

    @Test func theEventOfTheEndIsPostedWithTheTokenAndNoted() async throws {
        let (setting, sender) = (Setting(), ScriptedWebhookSender())
        try await Self.gateway(setting, sender, token: Secret("s3cret")).run { client in
            let (id, entry) = try await Self.end(client, setting, Self.job())
            let post = try #require(sender.posts.first)
            #expect(sender.posts.count == 1)
            #expect(post.url == "https://hook.test/x?key=1")
            #expect(post.token?.reveal() == "s3cret")
            let event = try JSONValue(parsing: post.body)
            #expect(event["action"]?.stringValue == "finished")
            #expect(event["jobId"]?.stringValue == id)
            #expect(event["status"]?.stringValue == "ok")
            #expect(event["summary"]?.stringValue == "[cron:\(id) report] count the sheep")
            #expect(event["text"] == event["summary"])
            #expect(event["runId"] == entry["runId"])
            #expect(event["sessionKey"] == entry["sessionKey"])
            #expect(event["runAtMs"]?.intValue != nil && event["durationMs"]?.intValue != nil)
            #expect(event["nextRunAtMs"]?.intValue == 1_795_255_800_000)
            #expect(event["deliveryStatus"] == nil, "what becomes of it is not known when it is posted")
            #expect(entry["deliveryStatus"]?.stringValue == "delivered")
            let state = try await client.call("cron.get", ["id": .string(id)])["state"]
            #expect(state?["lastDelivered"]?.boolValue == true)
            #expect(state?["lastDeliveryStatus"]?.stringValue == "delivered")
        }
    }

    @Test(
        "What may go better is tried three times; what cannot is not",
        arguments: [
            (true, false, 1, "delivered"), (true, false, 2, "delivered"), (true, false, 3, "not-delivered"), (false, false, 1, "not-delivered"),
            (true, true, 3, "unknown"),
        ]
    )
    func repeats(mayRetry: Bool, mayHaveArrived: Bool, failures: Int, status: String) async throws {
        let error = WebhookError(.rejected, "hook.test answered 503", mayRetry: mayRetry, mayHaveArrived: mayHaveArrived)
        let (setting, sender) = (Setting(), ScriptedWebhookSender(Array(repeating: error, count: failures)))
        try await Self.gateway(setting, sender).run { client in
            let (id, entry) = try await Self.end(client, setting, Self.job())
            #expect(entry["deliveryStatus"]?.stringValue == status)
            #expect(sender.posts.count == (mayRetry ? min(3, failures + 1) : 1))
            guard status == "not-delivered" else {
                #expect(entry["status"]?.stringValue == "ok")
                return
            }
            #expect(entry["status"]?.stringValue == "error")
            #expect(entry["deliveryError"]?.stringValue == "hook.test answered 503")
            let state = try await client.call("cron.get", ["id": .string(id)])["state"]
            #expect(state?["lastDelivered"]?.boolValue == false)
            #expect(state?["lastDeliveryError"]?.stringValue == "hook.test answered 503")
        }
    }

    @Test func aRunThatFailedIsPostedAndBestEffortForgivesTheHook() async throws {
        let (setting, sender) = (Setting(), ScriptedWebhookSender([nil, WebhookError(.rejected, "hook.test answered 404")]))
        let agent = ScriptedAgent(id: "main", turns: [[.fail(AgentError(.unavailable, "the model is away"))]])
        let cron = CronConfiguration(webhooks: CronWebhooks(sender: sender))
        try await setting.gateway(agent, cron: cron).run { client in
            let id = try await Self.end(client, setting, Self.job(["bestEffort": true])).id
            let event = try JSONValue(parsing: try #require(sender.posts.first?.body))
            #expect(event["status"]?.stringValue == "error")
            #expect(event["error"]?.stringValue?.contains("the model is away") == true)
            _ = try await client.call("cron.run", ["id": .string(id)])
            try await eventually { try await CronServiceTests.entries(client).count == 2 }
            let entry = try await CronServiceTests.entries(client)[1]
            #expect(entry["status"]?.stringValue == "ok")
            #expect(entry["deliveryStatus"]?.stringValue == "not-delivered")
        }
    }

    @Test(
        "What cannot be posted to is refused when the job is added",
        arguments: [
            (["to": "ftp://hook.test/"], "delivery.to"), (["to": "https://private.test/"], "it is private"),
            (["to": "https://hook.test/", "channel": "support"], "delivery.channel"),
        ] as [(JSONObject, String)]
    )
    func refusals(delivery: JSONObject, words: String) async throws {
        let setting = Setting()
        try await Self.gateway(setting, ScriptedWebhookSender()).run { client in
            let error = await #expect(throws: MethodError.self) { _ = try await client.call("cron.add", Self.job(delivery)) }
            #expect(error?.message.contains(words) == true)
        }
    }

    @Test func aGatewayWithoutASenderSaysSo() async throws {
        let setting = Setting()
        try await setting.gateway().run { client in
            let error = await #expect(throws: MethodError.self) { _ = try await client.call("cron.add", Self.job()) }
            #expect(error?.message.contains("CronConfiguration.webhooks") == true)
        }
    }

    @Test func aJobGoesFromAConversationToAWebHookAndBack() async throws {
        let setting = Setting()
        try await Self.gateway(setting, ScriptedWebhookSender()).run { client in
            let id = try #require(try await client.call("cron.add", CronServiceTests.job)["id"]?.stringValue)
            func change(_ delivery: JSONValue) async throws -> JSONValue? {
                try await client.call("cron.update", ["id": .string(id), "patch": ["delivery": delivery]])["delivery"]
            }
            let hook: JSONValue = ["mode": "webhook", "to": "https://hook.test/"]
            #expect(try await change(hook) == hook)
            #expect(try await change(["bestEffort": true])?["to"]?.stringValue == "https://hook.test/")
            let chat: JSONValue = ["mode": "announce", "channel": "support", "to": "ann"]
            #expect(try await change(chat) == chat)
        }
    }
}
