// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

@Suite("/api/tasks") struct TasksEndpointTests {
    private static func call(
        _ live: LiveGateway,
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue? = nil,
        token: String? = LiveGateway.token,
        fields extra: [String: String] = [:]
    ) async throws -> (Int, JSONValue, HTTPFields) {
        var fields: HTTPFields = [.contentType: "application/json"]
        if let token { fields.set(.authorization, "Bearer \(token)") }
        for (name, value) in extra { fields.set(HTTPFieldName(name), value) }
        let (head, bytes) = try await live.http(method, path, fields: fields, body: body?.serialized() ?? [])
        return (Int(head.status.code), bytes.isEmpty ? .null : try JSONValue(parsing: bytes), head.fields)
    }

    @Test func aTaskIsDoneAndSeen() async throws {
        try await LiveGateway.run { live in
            let (status, answer, _) = try await Self.call(
                live,
                .post,
                "/api/tasks",
                ["task": "count", "async": false, "timeout": 60, "workspace": "shop", "priority": "background", "dependsOn": []]
            )
            #expect(status == 200)
            #expect(answer["status"]?.stringValue == "completed" && answer["output"]?.stringValue == "count")
            #expect(answer["workspace"]?.stringValue == "shop" && answer["priority"]?.stringValue == "background")
            let id = try #require(answer["id"]?.stringValue)
            let (got, task, _) = try await Self.call(live, .get, "/api/tasks/\(id)")
            #expect(got == 200 && task["output"]?.stringValue == "count")
            let (later, taken, fields) = try await Self.call(live, .post, "/api/tasks", ["task": "more", "dependsOn": [.string(id)]])
            #expect(later == 202)
            let next = try #require(taken["id"]?.stringValue)
            #expect(fields[.location] == "/api/tasks/\(next)")
            try await eventually { try await Self.call(live, .get, "/api/tasks/\(next)").1["status"]?.stringValue == "completed" }
            let (_, list, _) = try await Self.call(live, .get, "/api/tasks?status=completed,failed&limit=1")
            #expect(list["tasks"]?.arrayValue?.map { $0["id"]?.stringValue } == [next])
            let cursor = try #require(list["nextCursor"]?.stringValue)
            let (_, rest, _) = try await Self.call(live, .get, "/api/tasks?cursor=\(cursor)")
            #expect(rest["tasks"]?.arrayValue?.map { $0["id"]?.stringValue } == [id])
            #expect(rest["nextCursor"] == nil)
            let (_, shop, _) = try await Self.call(live, .get, "/api/tasks?workspace=sh%6Fp")
            #expect(shop["tasks"]?.arrayValue?.count == 1)
        }
    }

    @Test func deleteCancels() async throws {
        let agent = ScriptedAgent(turns: [[.hold("on")]])
        try await LiveGateway.run(agents: [agent]) { live in
            let (_, taken, _) = try await Self.call(live, .post, "/api/tasks", ["task": "x", "id": "x"])
            #expect(taken["id"]?.stringValue == "x")
            try await agent.waitForHold("on")
            let (status, task, _) = try await Self.call(live, .delete, "/api/tasks/x")
            #expect(status == 200 && task["status"]?.stringValue == "cancelled")
            try await eventually { agent.cancelledCount == 1 }
            let answer1 = try await Self.call(live, .delete, "/api/tasks/x")
            #expect(answer1.0 == 409)
            let answer2 = try await Self.call(live, .delete, "/api/tasks/y")
            #expect(answer2.0 == 404)
            let answer3 = try await Self.call(live, .get, "/api/tasks/y")
            #expect(answer3.0 == 404)
        }
    }

    @Test(arguments: [
        (#"{"task": ""}"#, "task"), (#"{}"#, "task"), (#"{"task": 7}"#, "task"), (#"{"task": "x", "async": "no"}"#, "async"),
        (#"{"task": "x", "timeout": -1}"#, "timeout"), (#"{"task": "x", "timeout": "soon"}"#, "timeout"),
        (#"{"task": "x", "priority": "high"}"#, "priority"), (#"{"task": "x", "dependsOn": ["nobody"]}"#, "dependsOn"),
        (#"{"task": "x", "dependsOn": "a"}"#, "dependsOn"), (#"{"task": "x", "tags": [1]}"#, "tags"),
        (#"{"task": "x", "id": "a b"}"#, "id"),
        (#"{"task": "x", "dependOn": []}"#, "dependOn"), (#"{"task": "x", "agentId": "nobody"}"#, "agentId"),
        (#"{"task": "x", "tags": ["a"], "workspace": "w"}"#, "workspace"), (#"{"task": "x", "retry": {"attempts": 0}}"#, "retry.attempts"),
        (#"{"task": "x", "command": "system.execApprovals.set"}"#, "command"),
    ])
    func whatIsWrongIsNamed(_ body: String, _ field: String) async throws {
        try await LiveGateway.run { live in
            let (status, answer, _) = try await Self.call(live, .post, "/api/tasks", try JSONValue(parsing: Array(body.utf8)))
            #expect(status == 400)
            #expect(answer["error"]?["param"]?.stringValue == field)
            #expect((answer["error"]?["message"]?.stringValue ?? "").count > 10)
        }
    }

    @Test func onlyThoseWithTheRightAsk() async throws {
        try await LiveGateway.run { live in
            for token in [nil, "wrong"] as [String?] {
                let answer4 = try await Self.call(live, .post, "/api/tasks", ["task": "x"], token: token)
                #expect(answer4.0 == 401)
                let answer5 = try await Self.call(live, .get, "/api/tasks", token: token)
                #expect(answer5.0 == 401)
                let answer6 = try await Self.call(live, .delete, "/api/tasks/x", token: token)
                #expect(answer6.0 == 401)
            }
            let answer7 = try await Self.call(live, .put, "/api/tasks", ["task": "x"])
            #expect(answer7.0 == 405)
            let answer8 = try await Self.call(live, .post, "/api/tasks/x", ["task": "x"])
            #expect(answer8.0 == 405)
            let answer9 = try await Self.call(live, .get, "/api/tasks?colour=red")
            #expect(answer9.1["error"]?["param"]?.stringValue == "colour")
            let answer10 = try await Self.call(live, .get, "/api/tasks?limit=0")
            #expect(answer10.0 == 400)
        }
    }

    @Test func theSameKeyIsTheSameTask() async throws {
        try await LiveGateway.run { live in
            let key = ["Idempotency-Key": "k1"]
            let (first, task, _) = try await Self.call(live, .post, "/api/tasks", ["task": "x", "async": false], fields: key)
            let (second, again, _) = try await Self.call(live, .post, "/api/tasks", ["task": "x", "async": false], fields: key)
            #expect(first == 200 && second == 200 && task["id"] == again["id"])
            let (third, other, _) = try await Self.call(live, .post, "/api/tasks", ["task": "y"], fields: key)
            #expect(third == 409 && other["error"]?["code"]?.stringValue == "conflict")
        }
    }

    @Test func tooManyAreToldToComeBack() async throws {
        let agent = ScriptedAgent(turns: Array(repeating: [.hold("on")], count: 8))
        var configuration = GatewayConfiguration()
        configuration.tasks = TaskConfiguration(maximumQueued: 1, concurrency: 1)
        try await LiveGateway.run(agents: [agent], configuration: configuration) { live in
            _ = try await Self.call(live, .post, "/api/tasks", ["task": "runs"])
            try await agent.waitForHold("on")
            _ = try await Self.call(live, .post, "/api/tasks", ["task": "waits"])
            let (status, answer, fields) = try await Self.call(live, .post, "/api/tasks", ["task": "more"])
            #expect(status == 429 && fields[.retryAfter] == "1")
            #expect(answer["error"]?["code"]?.stringValue == "deferred")
            agent.release("on")
            try await eventually { live.gateway.tasks.counts == (0, 0) }
        }
    }

    @Test func methodsAndEventsOverASocket() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let answer = try await socket.call("tasks.submit", ["task": "hello", "tags": []])
            let id = try #require(answer["task"]?["id"]?.stringValue)
            #expect(answer["task"]?["kind"]?.stringValue == "agent")
            let event = try await socket.event("task") { $0["action"]?.stringValue == "ended" }
            #expect(event["payload"]?["task"]?["terminalSummary"]?.stringValue == "hello")
            let state = try await socket.call("tasks.wait", ["taskId": .string(id)])
            #expect(state["ended"] == true && state["task"]?["output"]?.stringValue == "hello")
            #expect(try await socket.call("tasks.get", ["taskId": .string(id)])["task"]?["status"]?.stringValue == "completed")
            #expect(try await socket.call("tasks.list", ["status": ["completed"], "limit": 5])["tasks"]?.arrayValue?.count == 1)
            #expect(try await socket.call("tasks.cancel", ["taskId": .string(id)])["cancelled"] == false)
            #expect(try await socket.call("tasks.cancel", ["taskId": "nobody"])["found"] == false)
            #expect(try await socket.failure("tasks.get", ["taskId": "nobody"])["details"]?["code"]?.stringValue == "NOT_FOUND")
            #expect(
                try await socket.failure("tasks.submit", ["task": "x", "priority": "urgent"])["details"]?["field"]?.stringValue
                    == "priority"
            )
            let batch = try await socket.call(
                "tasks.submit",
                ["tasks": [["task": "b", "id": "b", "dependsOn": ["a"]], ["task": "a", "id": "a"]]]
            )
            #expect(batch["tasks"]?.arrayValue?.count == 2)
            #expect(try await socket.call("tasks.wait", ["taskId": "b"])["ended"] == true)
            let circle = try await socket.failure(
                "tasks.submit",
                ["tasks": [["task": "c", "id": "c", "dependsOn": ["d"]], ["task": "d", "id": "d", "dependsOn": ["c"]]]]
            )
            #expect(circle["details"]?["code"]?.stringValue == "CYCLE")
        }
    }

    @Test func scopesHold() async throws {
        try await LiveGateway.run { live in
            let reader = try await live.connect(scopes: ["operator.read"])
            #expect(try await reader.failure("tasks.submit", ["task": "x"])["details"]?["missingScope"]?.stringValue == "operator.write")
            #expect(try await reader.failure("tasks.cancel", ["taskId": "x"])["details"]?["missingScope"]?.stringValue == "operator.write")
            _ = try await reader.call("tasks.list")
            let writer = try await live.connect(scopes: ["operator.read", "operator.write"])
            _ = try await writer.call("tasks.submit", ["task": "x"])
            for params: JSONObject in [["task": "x", "priority": "control"], ["task": "x", "command": "browser.proxy"]] {
                #expect(try await writer.failure("tasks.submit", params)["code"]?.stringValue == "FORBIDDEN")
            }
            let approvals = try await live.connect(scopes: ["operator.approvals"])
            #expect(try await approvals.failure("tasks.list")["details"]?["missingScope"]?.stringValue == "operator.read")
        }
    }
}
