// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

/// What a node and those who call it find again after the gateway was killed and started again.
@Suite struct NodeDurabilityTests {
    /// A node whose program stays the same while `instance` does.
    private static func wish(_ commands: [String], instance: String = "one", resumes: Bool = true) -> TestDevice.Wish {
        var wish = NodeSocketTests.wish(commands)
        wish.tamper = { params in
            var client = params["client"]?.objectValue ?? [:]
            client["instanceId"] = .string(instance)
            params["client"] = .object(client)
            params["caps"] = resumes ? ["shell", "invoke-resume"] : ["shell"]
        }
        return wish
    }

    private static func call(_ device: TestDevice, _ command: String = "system.which", key: String = "k") -> JSONObject {
        [
            "nodeId": .string(device.id), "command": .string(command), "params": ["bins": ["sh"]], "idempotencyKey": .string(key),
            "timeoutMs": 600_000,
        ]
    }

    @Test func aStoredAnswerIsGivenWithoutTheNode() async throws {
        let world = RestartingGateway()
        let device = try TestDevice()
        let answer = SharedValue(JSONValue.null)
        try await world.run { live in
            let (node, _) = try await live.enter(device, Self.wish(["system.which"]))
            let client = try await live.operatorClient()
            let id = try await client.request("node.invoke", Self.call(device))
            _ = try await NodeSocketTests.answer(node.event("node.invoke.request"), on: node, ["sh": "/bin/sh"])
            answer.set(try await client.response(id)["payload"] ?? .null)
            #expect(answer.value["payload"]?["sh"]?.stringValue == "/bin/sh")
        }
        try await world.run { live in
            let client = try await live.operatorClient()
            #expect(try await client.call("node.invoke", Self.call(device)) == answer.value)
            var other = Self.call(device)
            other["params"] = ["bins": ["ls"]]
            let error = try await client.failure("node.invoke", other)
            #expect(error["details"]?["code"]?.stringValue == "IDEMPOTENCY_KEY_REUSED")
            let missing = try await client.failure("node.invoke", Self.call(device, key: "k2"))
            #expect(missing["details"]?["code"]?.stringValue == "NOT_CONNECTED")
        }
    }

    @Test(
        "a call that ran when the gateway was killed is asked for again under its name, and its caller gets the answer",
        arguments: [true, false]
    )
    func pending(isSameProcess: Bool) async throws {
        let world = RestartingGateway()
        let device = try TestDevice()
        let name = SharedValue(JSONValue.null)
        try await world.run { live in
            let (node, _) = try await live.enter(device, Self.wish(["system.which"]))
            let client = try await live.operatorClient()
            _ = try await client.request("node.invoke", Self.call(device))
            name.set(try await node.event("node.invoke.request")["payload"]?["id"] ?? .null)
        }
        try await world.run { live in
            let client = try await live.operatorClient()
            let (node, _) = try await live.enter(device, Self.wish(["system.which"], instance: isSameProcess ? "one" : "two"))
            let id = try await client.request("node.invoke", Self.call(device))
            if isSameProcess {
                let request = try await node.event("node.invoke.request")
                #expect(request["payload"]?["id"] == name.value)
                #expect(try await NodeSocketTests.answer(request, on: node, "done") == ["ok": true])
                #expect(try await client.response(id)["payload"]?["payload"]?.stringValue == "done")
            } else {
                let error = try await client.response(id)["error"]
                #expect(error?["details"]?["code"]?.stringValue == "NODE_RESTARTED")
            }
        }
        // The end is on the disk as well.
        try await world.run { live in
            let client = try await live.operatorClient()
            let frame = try await client.response(client.request("node.invoke", Self.call(device)))
            if isSameProcess {
                #expect(frame["payload"]?["payload"]?.stringValue == "done")
            } else {
                #expect(frame["error"]?["details"]?["code"]?.stringValue == "NODE_RESTARTED")
            }
        }
    }

    @Test func aGracefulStopLeavesTheNodeItsWork() async throws {
        let world = RestartingGateway()
        let device = try TestDevice()
        let first = SharedValue<LiveSocket?>(nil)
        try await world.run { live in
            let (node, _) = try await live.enter(device, Self.wish(["system.which"]))
            first.set(node)
            let client = try await live.operatorClient()
            _ = try await client.request("node.invoke", Self.call(device))
            _ = try await node.event("node.invoke.request")
        }
        // The gateway has stopped gracefully by now; the node was not told to end its program.
        let node = try #require(first.value)
        var names: [String] = []
        do {
            while true { names.append(try await node.frame()["event"]?.stringValue ?? "") }
        } catch is LiveSocket.Ended {
            #expect(!names.contains("node.invoke.cancel"))
        }
    }

    @Test func whatWaitsForADeviceIsThereAfterARestartUntilItIsFetched() async throws {
        let world = RestartingGateway()
        let device = try TestDevice()
        let configuration = GatewayConfiguration(nodeCommands: NodeCommandPolicy(allow: ["camera.snap"]))
        let action = SharedValue(JSONValue.null)
        try await world.run(configuration: configuration) { live in
            let (node, _) = try await live.enter(device, Self.wish(["camera.snap"]))
            let client = try await live.operatorClient()
            let id = try await client.request("node.invoke", Self.call(device, "camera.snap"))
            let request = try await node.event("node.invoke.request")
            _ = try await node.call(
                "node.invoke.result",
                [
                    "id": request["payload"]?["id"] ?? .null, "nodeId": .string(device.id), "ok": false,
                    "error": ["code": "BACKGROUND_UNAVAILABLE", "message": "in the background"],
                ]
            )
            let error = try await client.response(id)["error"]
            #expect(error?["details"]?["code"]?.stringValue == "QUEUED_UNTIL_FOREGROUND")
            action.set(error?["details"]?["queuedActionId"] ?? .null)
        }
        for isThere in [true, false] {
            try await world.run(configuration: configuration) { live in
                let (node, _) = try await live.enter(device, Self.wish(["camera.snap"]))
                let actions = try await node.call("node.pending.pull")["actions"]?.arrayValue ?? []
                #expect(actions.map { $0["id"] ?? .null } == (isThere ? [action.value] : []))
                guard isThere else { return }
                #expect(actions.first?["command"]?.stringValue == "camera.snap")
                let acknowledged = try await node.call("node.pending.ack", ["ids": [action.value]])
                #expect(acknowledged["remainingCount"]?.intValue == 0)
            }
        }
    }
}
