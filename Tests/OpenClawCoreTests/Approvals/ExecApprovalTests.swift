// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// Asking, deciding and running, through a running gateway.
@Suite struct ExecApprovalTests {
    /// A node that answers `system.run` with what it was given.
    static let mirror = ClosureNode(NodeDescriptor(id: "n", platform: "linux", commands: ["system.run"])) { call throws(NodeError) in call.params }

    static let request: JSONObject = ["commandArgv": ["deploy", "now"], "cwd": "/srv", "env": ["TZ": "UTC"], "nodeId": "n", "id": "ask-1"]

    static func run(_ body: @Sendable (Gateway, FrameClient) async throws -> Void) async throws {
        let gateway = try Gateway {
            EchoAgent()
            Self.mirror
        }
        try await gateway.run { _ in try await body(gateway, FrameClient(gateway)) }
    }

    /// Asks and has it decided; returns when the answer is there.
    static func approve(_ client: FrameClient, _ decision: String = "allow-once", request: JSONObject = Self.request) async throws {
        async let answer = client.call("exec.approval.request", request)
        while try await client.call("exec.approval.list", [:]).arrayValue?.isEmpty ?? true { await Task.yield() }
        _ = try await client.call("exec.approval.resolve", ["id": request["id"] ?? .null, "decision": .string(decision)])
        #expect(try await answer["decision"]?.stringValue == decision)
    }

    static func invoke(_ params: JSONObject, key: String = "k1", node: String = "n") -> JSONObject {
        ["nodeId": .string(node), "command": "system.run", "params": .object(params), "idempotencyKey": .string(key)]
    }

    static let approved: JSONObject = [
        "command": ["deploy", "now"], "cwd": "/srv", "env": ["TZ": "UTC"], "approvalId": "ask-1", "approved": true, "timeoutMs": 5,
    ]

    @Test func whatWasApprovedRunsOnce() async throws {
        try await Self.run { _, client in
            try await Self.approve(client)
            let answer = try await client.call("node.invoke", Self.invoke(Self.approved))
            #expect(answer["payload"]?["command"] == ["deploy", "now"])
            #expect(answer["payload"]?["approved"]?.boolValue == true)
            #expect(answer["payload"]?["approvalDecision"]?.stringValue == "allow-once")
            #expect(answer["payload"]?["env"]?["TZ"]?.stringValue == "UTC")
            // The same call again has the same answer; another one needs another approval.
            #expect(try await client.call("node.invoke", Self.invoke(Self.approved)) == answer)
            let error = await client.failure("node.invoke", Self.invoke(Self.approved, key: "k2"))
            #expect(error?.details?["code"]?.stringValue == "APPROVAL_UNUSABLE")
        }
    }

    @Test(arguments: [
        ["command": ["deploy", "later"]], ["command": ["deploy", "now", "--force"]], ["cwd": "/tmp"], ["env": ["TZ": "CET"]],
        ["env": ["TZ": "UTC", "LANG": "C"]], ["agentId": "other"], ["sessionKey": "other"],
    ] as [JSONObject]) func execPolicyFamily_CVE_2026_53836_argvCwdAndEnvironmentAreThoseThatWereApproved(change: JSONObject) async throws {
        try await Self.run { _, client in
            try await Self.approve(client)
            var params = Self.approved
            params.merge(change)
            let error = await client.failure("node.invoke", Self.invoke(params))
            #expect(error?.details?["code"]?.stringValue == "APPROVAL_REQUEST_MISMATCH")
        }
    }

    @Test(arguments: [
        ["approved": true], ["approvalDecision": "allow-always"], ["approved": true, "runId": "made-up"], ["approvalId": "made-up"],
        ["approved": true, "approvalDecision": "allow-once", "runId": "made-up"],
    ] as [JSONObject]) func CVE_2026_28466_GHSA_gv46_4xfq_jv58_callersCannotSayThatTheyAreApproved(claim: JSONObject) async throws {
        try await Self.run { _, client in
            var params: JSONObject = ["command": ["rm", "-rf", "/"]]
            params.merge(claim)
            #expect(await client.failure("node.invoke", Self.invoke(params)) != nil)
        }
    }

    @Test func CVE_2026_28466_fieldsForTheNodeAloneAreTakenOut() async throws {
        try await Self.run { _, client in
            let params: JSONObject = [
                "command": ["id"], "approved": false, "systemRunPlan": ["argv": ["rm"]], "security": "full", "ask": "off", "elevated": true,
            ]
            let answer = try await client.call("node.invoke", Self.invoke(params))
            #expect(answer["payload"] == ["command": ["id"]])
        }
    }

    @Test func onlyWhoAskedUsesTheAnswer() async throws {
        try await Self.run { gateway, client in
            try await Self.approve(client)
            let other = FrameClient(gateway)
            let error = await other.failure("node.invoke", Self.invoke(Self.approved))
            #expect(error?.details?["code"]?.stringValue == "APPROVAL_NOT_FOUND")
        }
    }

    @Test func theAnswerIsForItsNode() async throws {
        try await Self.run { gateway, client in
            gateway.nodes.add(ClosureNode(NodeDescriptor(id: "m", commands: ["system.run"])) { call in call.params })
            try await Self.approve(client)
            let error = await client.failure("node.invoke", Self.invoke(Self.approved, node: "m"))
            #expect(error?.details?["code"]?.stringValue == "APPROVAL_REQUEST_MISMATCH")
        }
    }

    @Test func aDenialDenies() async throws {
        try await Self.run { _, client in
            try await Self.approve(client, "deny")
            let error = await client.failure("node.invoke", Self.invoke(Self.approved))
            #expect(error?.details?["code"]?.stringValue == "APPROVAL_UNUSABLE")
        }
    }

    @Test func nobodyDecidesTwiceAndLettersMustBeUnique() async throws {
        try await Self.run { _, client in
            async let first = client.call("exec.approval.request", ["id": "abcd-1", "commandArgv": ["id"], "nodeId": "n"])
            async let second = client.call("exec.approval.request", ["id": "abcd-2", "commandArgv": ["id"], "nodeId": "n"])
            while try await client.call("exec.approval.list", [:]).arrayValue?.count != 2 { await Task.yield() }
            let ambiguous = await client.failure("exec.approval.resolve", ["id": "abcd", "decision": "deny"])
            #expect(ambiguous?.details?["code"]?.stringValue == "APPROVAL_AMBIGUOUS")
            _ = try await client.call("exec.approval.resolve", ["id": "abcd-1", "decision": "allow-once"])
            let again = await client.failure("exec.approval.resolve", ["id": "abcd-1", "decision": "deny"])
            #expect(again?.details?["code"]?.stringValue == "APPROVAL_ALREADY_RESOLVED")
            _ = try await client.call("exec.approval.resolve", ["id": "abcd", "decision": "deny"])
            #expect(try await first["decision"]?.stringValue == "allow-once")
            #expect(try await second["decision"]?.stringValue == "deny")
            let unknown = await client.failure("exec.approval.waitDecision", ["id": "nope"])
            #expect(unknown?.code.rawValue == "APPROVAL_NOT_FOUND")
        }
    }

    @Test func aQuestionThatNobodyAnswersEndsWithoutADecision() async throws {
        try await Self.run { _, client in
            let answer = try await client.call("exec.approval.request", ["commandArgv": ["id"], "nodeId": "n", "timeoutMs": 1])
            #expect(answer["decision"] == .null)
            let rest = try await client.call("exec.approval.list", [:])
            #expect(rest.arrayValue?.isEmpty == true)
        }
    }

    @Test func eventsReachThoseWhoMayDecide() async throws {
        let gateway = try Gateway {
            EchoAgent()
            Self.mirror
        }
        try await gateway.run { local in
            let client = FrameClient(gateway)
            try await local.withEvents { events in
                try await Self.approve(client)
                let requested = await events.next()
                #expect(requested?.name == "exec.approval.requested")
                #expect(requested?.payload["request"]?["command"]?.stringValue == "deploy now")
                let resolved = await events.next()
                #expect(resolved?.name == "exec.approval.resolved")
                #expect(resolved?.payload["decision"]?.stringValue == "allow-once")
            }
        }
    }

    @Test func CVE_2026_35651_whatIsShownHasNoEscapesAndNothingTurnedAround() async throws {
        try await Self.run { _, client in
            let nasty = "\u{1B}[2Kls\u{202E}txt.\r\n\u{200B}"
            async let answer = client.call("exec.approval.request", ["id": "show", "commandArgv": [.string(nasty)], "nodeId": "n"])
            var shown: JSONValue = .null
            while shown.isNull {
                shown = try await client.call("exec.approval.list", [:])[0]?["request"] ?? .null
                await Task.yield()
            }
            let text = shown["command"]?.stringValue ?? ""
            #expect(text.contains("\\u{1b}") && text.contains("\\u{202e}") && text.contains("\\u{d}") && text.contains("\\u{200b}"))
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
            _ = try await client.call("exec.approval.resolve", ["id": "show", "decision": "deny"])
            _ = try await answer
        }
    }

    @Test(arguments: [
        ["command": "rm -rf /"], ["commandArgv": []], ["commandArgv": ["id"], "env": ["LD_PRELOAD": "x"]],
        ["commandArgv": ["id"], "systemRunPlan": ["argv": ["rm"]]], ["commandArgv": ["id"], "host": "node"], ["commandArgv": ["id"], "id": "a b"],
    ] as [JSONObject]) func whatCannotBeApprovedIsRefused(request: JSONObject) async throws {
        try await Self.run { _, client in
            let error = await client.failure("exec.approval.request", request)
            #expect(error?.code == .invalidRequest)
        }
    }
}
