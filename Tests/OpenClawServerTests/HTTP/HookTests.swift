// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

@Suite("Hooks") struct HookTests {
    private static func hooks(_ change: (inout Configuration.Hooks) -> Void = { _ in }) -> Configuration.Hooks {
        var hooks = Configuration.Hooks()
        hooks.isEnabled = true
        hooks.token = Secret("hook-token-0123456789")
        change(&hooks)
        return hooks
    }

    private static let parrot = ClosureAgent(id: "main") { turn in turn.text }

    private func run(_ hooks: Configuration.Hooks, _ body: @Sendable (LiveGateway) async throws -> Void) async throws {
        try await LiveGateway.run(agents: [Self.parrot], change: { $0.endpoints.hooks = hooks }, body)
    }

    private func post(
        _ live: LiveGateway,
        _ path: String,
        _ body: JSONValue,
        token: String? = "hook-token-0123456789"
    ) async throws -> (Int, JSONValue) {
        var fields: HTTPFields = [.contentType: "application/json"]
        if let token { fields.set(.authorization, "Bearer \(token)") }
        let (head, bytes) = try await live.http(.post, path, fields: fields, body: body.serialized())
        return (Int(head.status.code), bytes.isEmpty ? .null : try JSONValue(parsing: bytes))
    }

    @Test func withoutTheSettingThereAreNone() async throws {
        try await LiveGateway.run { live in
            let (status, _) = try await self.post(live, "/hooks/wake", ["text": "x"])
            #expect(status == 404)
        }
    }

    @Test func theTokenIsNeededAndNotTheGatewaysOwn() async throws {
        try await self.run(Self.hooks()) { live in
            for token in [nil, "wrong", LiveGateway.token] as [String?] {
                let (status, _) = try await self.post(live, "/hooks/wake", ["text": "x"], token: token)
                #expect(status == 401)
            }
            let (query, _) = try await self.post(live, "/hooks/wake?token=hook-token-0123456789", ["text": "x"])
            #expect(query == 400)
            let (get, _) = try await live.http(.get, "/hooks/wake")
            #expect(get.status == .methodNotAllowed)
            let (encoded, _) = try await self.post(live, "/%68ooks/./wake", ["text": "x"], token: nil)
            #expect(encoded == 401, "the path is read once")
        }
    }

    @Test func CVE_2026_34505_whoGuessesHasToWait() async throws {
        try await self.run(Self.hooks()) { live in
            for _ in 0..<20 { _ = try await self.post(live, "/hooks/wake", ["text": "x"], token: "guess") }
            let (status, _) = try await self.post(live, "/hooks/wake", ["text": "x"])
            #expect(status == 429, "the right token does not help any more")
        }
    }

    @Test func wakeLeavesANote() async throws {
        try await self.run(Self.hooks()) { live in
            let (status, answer) = try await self.post(live, "/hooks/wake", ["text": "mail has come", "mode": "next-heartbeat"])
            #expect(status == 200)
            #expect(answer["ok"]?.boolValue == true)
            #expect(try await live.gateway.client.call("status")["queuedSystemEvents"]?.arrayValue == ["mail has come"])
            let (answer1, _) = try await self.post(live, "/hooks/wake", [:])
            #expect(answer1 == 400)
        }
    }

    @Test func anAgentDoesItsWorkOnce() async throws {
        try await self.run(Self.hooks()) { live in
            let work: JSONValue = ["message": "do it", "waitForCompletion": true, "idempotencyKey": "once"]
            let (status, answer) = try await self.post(live, "/hooks/agent", work)
            #expect(status == 200)
            #expect(answer["text"]?.stringValue == "do it")
            #expect(answer["runId"]?.stringValue == "hook-once")
            let (again, repeated) = try await self.post(live, "/hooks/agent", ["message": "do it", "idempotencyKey": "once"])
            #expect(again == 200)
            #expect(repeated["runId"]?.stringValue == "hook-once")
            let (answer2, _) = try await self.post(live, "/hooks/agent", ["message": " "])
            #expect(answer2 == 400)
            let (answer3, _) = try await self.post(live, "/hooks/agent", ["message": "x", "model": "gpt"])
            #expect(answer3 == 400)
        }
    }

    @Test func sessionsAndAgentsAreChosenAsConfigured() async throws {
        try await self.run(Self.hooks { $0.allowedAgents = ["other"] }) { live in
            let (answer4, _) = try await self.post(live, "/hooks/agent", ["message": "x"])
            #expect(answer4 == 403)
            let (answer5, _) = try await self.post(live, "/hooks/agent", ["message": "x", "agentId": "nobody"])
            #expect(answer5 == 400)
        }
        try await self.run(Self.hooks()) { live in
            let (answer6, _) = try await self.post(live, "/hooks/agent", ["message": "x", "sessionKey": "hook:a"])
            #expect(answer6 == 400)
        }
        let open = Self.hooks {
            $0.allowsRequestSessionKey = true
            $0.allowedSessionKeyPrefixes = ["hook:"]
        }
        try await self.run(open) { live in
            let (answer7, _) = try await self.post(live, "/hooks/agent", ["message": "x", "sessionKey": "agent:main:main"])
            #expect(answer7 == 400)
            let (status, _) = try await self.post(live, "/hooks/agent", ["message": "x", "sessionKey": "hook:a", "waitForCompletion": true])
            #expect(status == 200)
            #expect(try await live.gateway.client.call("sessions.describe", ["key": "hook:a"])["ok"]?.boolValue == true)
        }
    }

    @Test func mappingsFillTheirTemplates() async throws {
        var issue = Configuration.HookMapping()
        issue.path = "github"
        issue.messageTemplate = "Issue {{issue.title}} by {{issue.users[0].name}}{{missing}} {{path}}"
        issue.sessionKey = "hook:issue:{{issue.id}}"
        var note = Configuration.HookMapping()
        note.path = "door"
        note.action = "wake"
        note.wakeMode = "next-heartbeat"
        note.textTemplate = "{{text}}"
        let mappings = [issue, note]
        try await self.run(Self.hooks { $0.mappings = mappings }) { live in
            let body: JSONValue = ["issue": ["id": 7, "title": "{{path}}", "users": [["name": "Ada"]]]]
            let (answer8, _) = try await self.post(live, "/hooks/github", body)
            #expect(answer8 == 200)
            try await eventually {
                let history = try await live.gateway.client.call("chat.history", ["sessionKey": "hook:issue:7"])
                return history["messages"]?[1]?["content"]?[0]?["text"]?.stringValue == "Issue {{path}} by Ada github"
            }
            let (answer9, _) = try await self.post(live, "/hooks/door", ["text": "open"])
            #expect(answer9 == 200)
            let (answer10, _) = try await self.post(live, "/hooks/door", [:])
            #expect(answer10 == 204, "nothing to say is no error")
            let (answer11, _) = try await self.post(live, "/hooks/elsewhere", [:])
            #expect(answer11 == 404)
        }
    }

    @Test func CVE_2026_28478_bodiesAreBounded() async throws {
        try await self.run(Self.hooks { $0.maximumBodyBytes = 2_048 }) { live in
            let (status, _) = try await self.post(live, "/hooks/wake", ["text": "x"])
            #expect(status == 200)
            let fields: HTTPFields = [.authorization: "Bearer hook-token-0123456789"]
            let (head, _) = try await live.http(.post, "/hooks/wake", fields: fields, body: [UInt8](repeating: 0x20, count: 4_096))
            #expect(head.status == .contentTooLarge)
        }
    }
}
