// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite("People are told that a scheduled job fails again and again")
struct CronAlertTests {
    typealias Setting = CronServiceTests.Setting

    /// Runs a job that fails, once for each pause in seconds before it; returns which of the runs raised an alert.
    static func alerts(
        _ gateway: CronFailureAlerts,
        _ extra: JSONObject = [:],
        pauses: [Int64],
        outcomes: [CronRunStatus] = []
    ) throws -> [Int] {
        let harness = try CronHarness()
        harness.scheduler = CronScheduler(limits: CronLimits(alerts: gateway))
        try harness.add(CronHarness.cron("0 0 1 1 *"), extra)
        var raised: [Int] = []
        for (index, pause) in pauses.enumerated() {
            harness.now = harness.now + .seconds(pause)
            let token = "t\(index)"
            let actions = try harness.scheduler.runNow("j", onlyWhenDue: false, token: token, now: harness.now).actions
            let run = try #require(CronHarness.runs(actions).first)
            let status = index < outcomes.count ? outcomes[index] : .error
            for case .alert(let alert) in harness.scheduler.finish(run, CronOutcome(status: status, error: "no"), now: harness.now) {
                #expect(alert.text.contains("\"job\"") && alert.text.contains("no"))
                raised.append(index)
            }
            // What was told is remembered over a restart.
            _ = try harness.restart(after: 0)
        }
        return raised
    }

    @Test func anAlertComesAfterSoManyFailuresAndNotAgainBeforeTheCooldown() throws {
        let on = CronFailureAlerts(isEnabled: true)
        #expect(try Self.alerts(on, pauses: [0, 10, 10, 3_580, 10]) == [1, 4])
        #expect(try Self.alerts(on, pauses: [0, 10, 10], outcomes: [.error, .skipped, .error]) == [2], "what was left out does not count")
        #expect(try Self.alerts(on, pauses: [0, 10, 10, 10], outcomes: [.error, .ok, .error, .ok]) == [])
        #expect(try Self.alerts(CronFailureAlerts(isEnabled: true, after: 1, cooldown: .zero), pauses: [0, 1]) == [0, 1])
        #expect(try Self.alerts(CronFailureAlerts(), pauses: [0, 10, 10]) == [])
    }

    @Test func aJobHasTheLastWord() throws {
        let off: JSONObject = ["failureAlert": false]
        #expect(try Self.alerts(CronFailureAlerts(isEnabled: true), off, pauses: [0, 10, 10]) == [])
        let own: JSONObject = ["failureAlert": ["after": 3, "cooldownMs": "1m"]]
        #expect(try Self.alerts(CronFailureAlerts(), own, pauses: [0, 10, 10, 50, 10]) == [2, 4])
    }

    @Test(
        "Alerts go where the job's answers go, unless a place is named",
        arguments: [
            ([:], ["mode": "announce", "channel": "support", "to": "ann"], "announce support ann"),
            ([:], ["mode": "webhook", "to": "https://h.test/"], "webhook - https://h.test/"),
            (["to": "bob"], ["mode": "webhook", "to": "https://h.test/"], "announce - bob"),
            (["channel": "c", "to": "bob"], ["mode": "announce", "channel": "support", "to": "ann"], "announce c bob"),
            (["mode": "webhook", "to": "https://i.test/"], ["mode": "none"], "webhook - https://i.test/"),
        ] as [(JSONObject, JSONObject, String)]
    )
    func places(alert: JSONObject, delivery: JSONObject, place: String) throws {
        var extra: JSONObject = ["delivery": .object(delivery)]
        if !alert.isEmpty { extra["failureAlert"] = .object(alert) }
        let job = try CronJob(id: "j", adding: CronHarness.fields(CronHarness.cron("* * * * *"), extra), now: Timestamp(milliseconds: 0))
        let target = job.alertDelivery(try #require(job.alertRule(CronFailureAlerts(isEnabled: true))))
        #expect("\(target.mode.rawValue) \(target.channel ?? "-") \(target.to ?? "-")" == place)
    }

    @Test func theConversationOrTheWebHookIsTold() async throws {
        let (setting, sender) = (Setting(), ScriptedWebhookSender())
        let failure: [ScriptedAgent.Step] = [.fail(AgentError(.unavailable, "the model is away"))]
        let agent = ScriptedAgent(id: "main", turns: [failure, failure])
        let cron = CronConfiguration(
            webhooks: CronWebhooks(sender: sender),
            failureAlerts: CronFailureAlerts(isEnabled: true, after: 1)
        )
        try await setting.gateway(agent, cron: cron).run { client in
            var job = CronServiceTests.job
            job["delivery"] = ["mode": "announce", "channel": "support", "to": "group:sheep"]
            let first = try #require(try await client.call("cron.add", job)["id"]?.stringValue)
            _ = try await client.call("cron.run", ["id": .string(first)])
            let sent = await setting.channel.nextSent()
            #expect(sent?.peer == Peer(kind: .group, id: "sheep"))
            #expect(sent?.text.contains("\"report\" failed once: the model is away") == true)
            job["failureAlert"] = ["mode": "webhook", "to": "https://hook.test/"]
            let second = try #require(try await client.call("cron.add", job)["id"]?.stringValue)
            _ = try await client.call("cron.run", ["id": .string(second)])
            await eventually { sender.posts.count == 1 }
            let event = try JSONValue(parsing: try #require(sender.posts.first?.body))
            #expect(event["action"]?.stringValue == "failureAlert")
            #expect(event["jobId"]?.stringValue == second)
            #expect(event["consecutiveErrors"]?.intValue == 1)
            let state = try await client.call("cron.get", ["id": .string(second)])["state"]
            #expect(state?["lastFailureAlertAtMs"]?.intValue != nil)
        }
    }
}
