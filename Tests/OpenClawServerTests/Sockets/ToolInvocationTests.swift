// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Synchronization
import Testing

/// `tools.invoke` over a socket, and `POST /tools/invoke`, which is the same.
@Suite(.timeLimit(.minutes(5))) struct ToolInvocationTests {
    /// Tells for whom it runs.
    private static func weather() -> ClosureSkill {
        ClosureSkill(SkillManifest(name: "weather", description: "Tells the weather.")) { call, context in
            if call.arguments["where"]?.stringValue == "nowhere" { return SkillResult("there is no weather", isError: true) }
            return SkillResult(["sky": "blue", "agent": .string(context.agentID.rawValue), "session": .string(context.sessionKey.rawValue)])
        }
    }

    private static func post(_ live: LiveGateway, _ body: JSONObject) async throws -> (UInt16, JSONValue) {
        let (head, bytes) = try await live.http(
            .post,
            "/tools/invoke",
            fields: [.authorization: "Bearer \(LiveGateway.token)", .contentType: "application/json"],
            body: JSONValue.object(body).serialized()
        )
        return (head.status.code, try JSONValue(parsing: bytes))
    }

    @Test(
        arguments: [
            ("session_status", [:]), ("sessions_list", ["limit": 5]), ("sessions_history", ["limit": 1]), ("agents_list", [:]),
        ] as [(String, JSONObject)]
    )
    func theGatewaysOwnToolsReadTheSameOverBoth(name: String, arguments: JSONObject) async throws {
        try await LiveGateway.run { live in
            _ = try await live.gateway.client.call("chat.inject", ["sessionKey": "main", "message": "x"])
            let client = try await live.connect(mode: "cli", scopes: ["operator.write"])
            let answer = try await client.call("tools.invoke", ["name": .string(name), "args": .object(arguments), "sessionKey": "main"])
            #expect(answer["ok"]?.boolValue == true && answer["toolName"]?.stringValue == name && answer["source"]?.stringValue == "core")
            let (status, other) = try await Self.post(live, ["tool": .string(name), "args": .object(arguments), "sessionKey": "main"])
            #expect(status == 200)
            var (details, same) = (answer["output"]?["details"]?.objectValue, other["result"]?["details"]?.objectValue)
            #expect(details != nil && answer["output"]?["content"]?.arrayValue?.count == 1)
            details?["ts"] = nil
            same?["ts"] = nil
            #expect(details == same, "\(answer) \(other)")
            await client.close()
        }
    }

    @Test func skillsRunWhenTheyAreAllowedFromTheNextRequestOn() async throws {
        let agents = [EchoAgent(id: "main"), EchoAgent(id: "other")]
        try await LiveGateway.run(agents: agents, parts: { $0.skills = [Self.weather()] }) { live in
            let client = try await live.connect(mode: "cli")
            let call: JSONObject = ["name": "weather", "args": ["where": "here"], "agentId": "other", "confirm": true]
            func code() async throws -> String? {
                let answer = try await client.call("tools.invoke", call)
                #expect((answer["ok"]?.boolValue == true) == (answer["output"] != nil))
                #expect(answer["toolName"]?.stringValue == "weather")
                return answer["error"]?["code"]?.stringValue
            }
            #expect(try await code() == "not_found")
            live.gateway.replace(toolPolicy: ToolPolicy(allowed: ["weather"]))
            #expect(try await code() == nil)
            #expect(try await Self.post(live, ["tool": "weather"]).0 == 200)
            let details = try await client.call("tools.invoke", call)["output"]?["details"]
            #expect(details == ["sky": "blue", "agent": "other", "session": "agent:other:main"])
            live.gateway.replace(toolPolicy: ToolPolicy(allowed: ["*"], denied: ["weather", "agents_list"]))
            #expect(try await code() == "not_found")
            #expect(try await client.call("tools.invoke", ["name": "agents_list"])["ok"]?.boolValue == false)
            #expect(try await Self.post(live, ["tool": "weather"]).0 == 404)
            await client.close()
        }
    }

    @Test func whatGoesWrongIsTold() async throws {
        let configuration = GatewayConfiguration(toolPolicy: ToolPolicy(allowed: ["*"]))
        try await LiveGateway.run(configuration: configuration, parts: { $0.skills = [Self.weather()] }) { live in
            let client = try await live.connect(mode: "cli")
            let failed = try await client.call("tools.invoke", ["name": "weather", "args": ["where": "nowhere"]])
            #expect(failed == ["ok": false, "toolName": "weather", "error": ["code": "tool_error", "message": "there is no weather"]])
            let (status, answer) = try await Self.post(live, ["tool": "weather", "args": ["where": "nowhere"]])
            #expect(status == 500 && answer["error"]?["message"]?.stringValue == "there is no weather")
            for (params, words) in [
                (["args": [:]], "name is required"), (["name": "weather", "args": [1]], "args must be an object"),
                (["name": "weather", "agentId": "nobody"], "unknown agent"),
                (["name": "weather", "tool": "weather"], "unexpected property 'tool'"),
                (["name": "sessions_list", "args": ["limit": -1]], "limit must be"),
            ] as [(JSONObject, String)] {
                let error = try await client.failure("tools.invoke", params)
                #expect(error["code"]?.stringValue == "INVALID_REQUEST")
                #expect(error["message"]?.stringValue?.contains(words) == true, "\(error)")
            }
            await client.close()
        }
    }

    @Test func aToolThatAsksRunsOnceAPersonHasAllowedIt() async throws {
        let runs = Counter()
        let skill = ClosureSkill(SkillManifest(name: "deploy", description: "Deploys.")) { _, _ in SkillResult(JSONValue(runs.next())) }
        let configuration = GatewayConfiguration(toolPolicy: ToolPolicy(allowed: ["deploy"], asked: ["*"]))
        try await LiveGateway.run(configuration: configuration, parts: { $0.skills = [skill] }) { live in
            let person = try await live.connect(mode: "ui")
            let client = try await live.connect(mode: "cli", scopes: ["operator.write"])
            func decide(_ decision: String) async throws {
                let event = try await person.event("exec.approval.requested")
                let request = event["payload"]?["request"]
                #expect(request?["commandArgv"] == ["tools.invoke", "deploy", #"{"to":"production"}"#])
                #expect(request?["allowedDecisions"] == ["allow-once", "deny"])
                let id = try #require(event["payload"]?["id"])
                let always = try await person.failure("exec.approval.resolve", ["id": id, "decision": "allow-always"])
                #expect(always["code"]?.stringValue == "INVALID_REQUEST")
                _ = try await person.call("exec.approval.resolve", ["id": id, "decision": .string(decision)])
            }
            var call: JSONObject = ["name": "deploy", "args": ["to": "production"], "idempotencyKey": "a"]
            let asked = try await client.call("tools.invoke", call)
            #expect(asked["ok"]?.boolValue == false && asked["requiresApproval"]?.boolValue == true)
            #expect(asked["error"]?["code"]?.stringValue == "approval_required")
            let (status, body) = try await Self.post(live, ["tool": "deploy", "args": ["to": "production"]])
            #expect(status == 403 && body["error"]?["code"]?.stringValue == "approval_required")
            // The same key may come again with the wish to wait for a person.
            call["confirm"] = true
            let waiting = try await client.request("tools.invoke", call)
            try await decide("deny")
            let refused = try await client.response(waiting)["payload"]
            #expect(refused?["ok"]?.boolValue == false && refused?["requiresApproval"]?.boolValue == true)
            #expect(refused?["error"]?["code"]?.stringValue == "approval_denied" && refused?["approvalId"]?.stringValue != nil)
            #expect(try await client.call("tools.invoke", call) == refused)
            call["idempotencyKey"] = "b"
            let second = try await client.request("tools.invoke", call)
            try await decide("allow-once")
            #expect(try await client.response(second)["payload"]?["output"]?["details"]?.intValue == 1)
            async let third = Self.post(live, ["tool": "deploy", "args": ["to": "production"], "confirm": true])
            try await decide("allow-once")
            #expect(try await third.1["result"]?["details"]?.intValue == 2)
            #expect(try await person.call("exec.approval.list") == [])
            // The gateway's own tools only read, and `*` means the others.
            #expect(try await client.call("tools.invoke", ["name": "agents_list"])["ok"]?.boolValue == true)
            await client.close()
            await person.close()
        }
    }

    @Test func aKeyLetsASkillRunOnce() async throws {
        let runs = Counter()
        let skill = ClosureSkill(SkillManifest(name: "open", description: "Opens the door.")) { _, _ in
            SkillResult(JSONValue(runs.next()))
        }
        let configuration = GatewayConfiguration(toolPolicy: ToolPolicy(allowed: ["open"]))
        try await LiveGateway.run(configuration: configuration, parts: { $0.skills = [skill] }) { live in
            let client = try await live.connect(mode: "cli")
            let call: JSONObject = ["name": "open", "args": ["door": "front"], "idempotencyKey": "once"]
            let first = try await client.call("tools.invoke", call)
            #expect(first["output"]?["details"]?.intValue == 1)
            #expect(try await client.call("tools.invoke", call) == first)
            let other = try await client.failure("tools.invoke", ["name": "open", "args": ["door": "back"], "idempotencyKey": "once"])
            #expect(other["details"]?["code"]?.stringValue == "IDEMPOTENCY_KEY_REUSED")
            #expect(
                try await client.call("tools.invoke", ["name": "open", "idempotencyKey": "twice"])["output"]?["details"]?.intValue == 2
            )
            await client.close()
        }
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            self.count.withLock { count in
                count += 1
                return count
            }
        }
    }
}
