// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

/// Questions to people and their decisions, before and after the gateway was killed and started again.
@Suite struct ApprovalDurabilityTests {
    private static let scopes = ["operator.read", "operator.write", "operator.admin", "operator.approvals"]

    private static func wish() -> TestDevice.Wish { TestDevice.Wish(scopes: Self.scopes, clientID: "cli", mode: "cli") }

    private static func question(_ id: String, _ node: TestDevice) -> JSONObject {
        [
            "id": .string(id), "commandArgv": ["touch", "/tmp/x"], "nodeId": .string(node.id), "host": "node", "timeoutMs": 3_600_000,
            "twoPhase": true,
        ]
    }

    private static func run(_ node: TestDevice, approval: String, key: String) -> JSONObject {
        [
            "nodeId": .string(node.id), "command": "system.run", "idempotencyKey": .string(key), "timeoutMs": 600_000,
            "params": ["command": ["touch", "/tmp/x"], "approvalId": .string(approval)],
        ]
    }

    @Test func aDevicesQuestionWaitsOnAndItsDecisionIsGoodForOneRun() async throws {
        let world = RestartingGateway()
        let (asker, machine) = (try TestDevice(), try TestDevice())
        try await world.run { live in
            let (client, _) = try await live.enter(asker, Self.wish())
            let asked = try await client.response(client.request("exec.approval.request", Self.question("question-1", machine)))
            #expect(asked["payload"]?["status"]?.stringValue == "accepted")
        }
        // After the first restart it is decided, after the second one it is used, after the third one it is used up.
        try await world.run { live in
            let (client, _) = try await live.enter(asker, Self.wish())
            let waiting = try await client.call("exec.approval.list")
            #expect(waiting[0]?["id"]?.stringValue == "question-1")
            #expect(waiting[0]?["request"]?["command"]?.stringValue == "touch /tmp/x")
            let decision = try await client.request("exec.approval.waitDecision", ["id": "question-1"])
            let person = try await live.operatorClient()
            _ = try await person.call("exec.approval.resolve", ["id": "question-1", "decision": "allow-once"])
            #expect(try await client.response(decision)["payload"]?["decision"]?.stringValue == "allow-once")
        }
        try await world.run { live in
            let (client, _) = try await live.enter(asker, Self.wish())
            let (node, _) = try await live.enter(machine, NodeSocketTests.wish(["system.run"]))
            let stranger = try await live.operatorClient()
            let foreign = try await stranger.failure("node.invoke", Self.run(machine, approval: "question-1", key: "stolen"))
            #expect(foreign["details"]?["code"]?.stringValue == "APPROVAL_NOT_FOUND")
            let id = try await client.request("node.invoke", Self.run(machine, approval: "question-1", key: "run"))
            let request = try await node.event("node.invoke.request")
            #expect(request["payload"]?["paramsJSON"]?.stringValue?.contains(#""approved":true"#) == true)
            _ = try await NodeSocketTests.answer(request, on: node, ["exitCode": 0])
            #expect(try await client.response(id)["ok"]?.boolValue == true)
        }
        try await world.run { live in
            let (client, _) = try await live.enter(asker, Self.wish())
            let (node, _) = try await live.enter(machine, NodeSocketTests.wish(["system.run"]))
            let again = try await client.failure("node.invoke", Self.run(machine, approval: "question-1", key: "another run"))
            #expect(again["details"]?["code"]?.stringValue == "APPROVAL_NOT_FOUND")
            // The same call gets its answer again.
            let same = try await client.call("node.invoke", Self.run(machine, approval: "question-1", key: "run"))
            #expect(same["payload"]?["exitCode"]?.intValue == 0)
            await node.close()
        }
    }

    @Test func aQuestionOfAConnectionThatNobodyKnowsAgainEndsAsExpired() async throws {
        let world = RestartingGateway()
        let machine = try TestDevice()
        try await world.run { live in
            let client = try await live.operatorClient()
            _ = try await client.response(client.request("exec.approval.request", Self.question("question-2", machine)))
        }
        try await world.run { live in
            let client = try await live.operatorClient()
            #expect(try await client.call("exec.approval.list") == [])
            let answer = try await client.call("exec.approval.waitDecision", ["id": "question-2"])
            #expect(answer["decision"]?.isNull == true)
            let late = try await client.failure("exec.approval.resolve", ["id": "question-2", "decision": "allow-once"])
            #expect(late["details"]?["code"]?.stringValue == "APPROVAL_NOT_FOUND")
        }
    }

    @Test func aNodeThatComesBackFindsItsApproval() async throws {
        let machine = try TestDevice()
        try await RestartingGateway().run { live in
            let client = try await live.operatorClient()
            let (first, _) = try await live.enter(machine, NodeSocketTests.wish(["system.run"]))
            let asked = try await client.request("exec.approval.request", Self.question("question-3", machine))
            _ = try await client.response(asked)
            await first.close()
            let person = try await live.operatorClient()
            _ = try await person.call("exec.approval.resolve", ["id": "question-3", "decision": "allow-once"])
            let (second, _) = try await live.enter(machine, NodeSocketTests.wish(["system.run"]))
            let id = try await client.request("node.invoke", Self.run(machine, approval: "question-3", key: "run"))
            _ = try await NodeSocketTests.answer(second.event("node.invoke.request"), on: second, ["exitCode": 0])
            #expect(try await client.response(id)["ok"]?.boolValue == true)
        }
    }
}
