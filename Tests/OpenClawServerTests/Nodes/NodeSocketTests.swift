// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Testing

/// Nodes over live sockets.
@Suite struct NodeSocketTests {
    static func wish(_ commands: [String] = ["system.which"]) -> TestDevice.Wish {
        TestDevice.Wish(role: "node", scopes: [], clientID: "node-host", mode: "node", platform: "linux", commands: commands)
    }

    static func answer(_ request: JSONValue, on socket: LiveSocket, _ payload: JSONValue) async throws -> JSONValue {
        try await socket.call(
            "node.invoke.result",
            [
                "id": request["payload"]?["id"] ?? .null, "nodeId": request["payload"]?["nodeId"] ?? .null, "ok": true,
                "payloadJSON": .string("\(payload)"),
            ]
        )
    }

    @Test func anInvokeGoesToTheNodeAndItsAnswerBack() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (node, _) = try await live.enter(device, Self.wish())
            let client = try await live.operatorClient()
            let list = try await client.call("node.list")
            #expect(list["nodes"]?[0]?["nodeId"]?.stringValue == device.id)
            #expect(list["nodes"]?[0]?["connected"]?.boolValue == true)
            let id = try await client.request(
                "node.invoke",
                ["nodeId": .string(device.id), "command": "system.which", "params": ["bins": ["sh"]], "idempotencyKey": "k", "timeoutMs": 60_000]
            )
            let request = try await node.event("node.invoke.request")
            #expect(request["seq"] == nil)
            #expect(request["payload"]?["paramsJSON"]?.stringValue == #"{"bins":["sh"]}"#)
            #expect(request["payload"]?["timeoutMs"]?.intValue == 60_000)
            #expect(request["payload"]?["idempotencyKey"]?.stringValue == "k")
            #expect(try await Self.answer(request, on: node, ["sh": "/bin/sh"]) == ["ok": true])
            #expect(try await Self.answer(request, on: node, ["sh": "/bin/sh"]) == ["ok": true, "ignored": true])
            let response = try await client.response(id)
            #expect(response["payload"]?["payload"]?["sh"]?.stringValue == "/bin/sh")
            await node.close()
            while try await client.call("node.list")["nodes"]?[0]?["connected"]?.boolValue != false { await Task.yield() }
            let error = try await client.failure(
                "node.invoke",
                ["nodeId": .string(device.id), "command": "system.which", "idempotencyKey": "k2"]
            )
            #expect(error["details"]?["code"]?.stringValue == "NOT_CONNECTED")
            await client.close()
        }
    }

    @Test func aLateAnswerOverTheNextConnectionCounts() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (first, _) = try await live.enter(device, Self.wish())
            let client = try await live.operatorClient()
            let id = try await client.request(
                "node.invoke",
                ["nodeId": .string(device.id), "command": "system.which", "idempotencyKey": "k", "timeoutMs": 120_000]
            )
            let request = try await first.event("node.invoke.request")
            // The second connection comes before the gateway knows that the first one is gone.
            let (second, _) = try await live.enter(device, Self.wish())
            #expect(try await first.end().code == 4000)
            #expect(try await Self.answer(request, on: second, "late") == ["ok": true])
            #expect(try await client.response(id)["payload"]?["payload"]?.stringValue == "late")
            await second.close()
            await client.close()
        }
    }

    @Test func aNodeFollowsTheConversationsItAsksForAndNoOthers() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (node, _) = try await live.enter(device, Self.wish())
            #expect(try await node.call("node.event", ["event": "chat.subscribe", "payload": ["sessionKey": "main"]]) == ["ok": true])
            let client = try await live.operatorClient()
            for (key, text) in [("agent:main:other", "secret"), ("main", "hello")] {
                _ = try await client.call("chat.send", ["sessionKey": .string(key), "message": .string(text), "idempotencyKey": .string(text)])
                _ = try await client.call("agent.wait", ["runId": .string(text), "timeoutMs": 60_000])
            }
            let final = try await node.event("chat") { $0["state"]?.stringValue == "final" }
            #expect(final["payload"]?["runId"]?.stringValue == "hello")
            await node.close()
            await client.close()
        }
    }

    @Test func commandsThatNobodyApprovedAreNotInvokedUntilSomebodyDoes() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let device = try TestDevice()
            let (paired, _) = try await live.enter(device, Self.wish([]))
            await paired.close()
            // From elsewhere nothing is approved silently.
            let (node, _) = try await live.enter(device, Self.wish(["system.run"]), from: "203.0.113.7")
            let client = try await live.operatorClient()
            let call: JSONObject = [
                "nodeId": .string(device.id), "command": "system.run", "params": ["command": ["id"]], "idempotencyKey": "k",
                "timeoutMs": 60_000,
            ]
            let error = try await client.failure("node.invoke", call)
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["details"]?["command"]?.stringValue == "system.run")
            let pending = try await client.call("node.pair.list")
            let request = try #require(pending["pending"]?[0]?["requestId"]?.stringValue)
            _ = try await client.call("node.pair.approve", ["requestId": .string(request)])
            let id = try await client.request("node.invoke", call)
            let invoke = try await node.event("node.invoke.request")
            _ = try await Self.answer(invoke, on: node, ["exitCode": 0])
            #expect(try await client.response(id)["ok"]?.boolValue == true)
            // A node that is no longer paired is no longer asked.
            _ = try await client.call("node.pair.remove", ["nodeId": .string(device.id)])
            #expect(try await node.end().code == 4001)
            await client.close()
        }
    }

    @Test func browserProxyNeedsTheAdminScope() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (node, _) = try await live.enter(device, Self.wish(["browser.proxy"]))
            let client = try await live.connect(mode: "cli", scopes: ["operator.write"])
            let error = try await client.failure(
                "node.invoke",
                ["nodeId": .string(device.id), "command": "browser.proxy", "idempotencyKey": "k"]
            )
            #expect(error["details"]?["missingScope"]?.stringValue == "operator.admin")
            await node.close()
            await client.close()
        }
    }
}
