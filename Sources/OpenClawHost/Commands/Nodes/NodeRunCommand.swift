// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw nodes run`: prepare, ask a person where needed, run.
struct NodeRunCommand: Sendable {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    func run() async throws -> ExitCode {
        let name = self.invocation.arguments[0]
        let answer = try await GatewayTarget.connect(self.invocation) { client in
            try await self.run(on: try await NodeCallCommands.find(name, client), client)
        }
        let payload = answer["payload"] ?? .null
        if self.invocation.wantsJSON { return PairingReport(self.invocation).printed(answer) }
        let console = self.invocation.host.console
        let (output, errors) = (payload["stdout"]?.stringValue ?? "", payload["stderr"]?.stringValue ?? "")
        // What a program wrote goes into files and pipes as it is, but does not steer the terminal of whoever asked for it.
        if console.isTerminal { console.words(output) } else { console.write(output) }
        console.writeError(bytes: Array((console.isTerminal ? TerminalText(keepsLines: true).safe(errors) : errors).utf8))
        if payload["truncated"]?.boolValue == true { console.errorLine("(output was cut off)") }
        if payload["timedOut"]?.boolValue == true { throw CommandFailure(message: "the program took too long and was ended", code: "TIMEOUT") }
        return payload["exitCode"]?.intValue == 0 ? .success : .failure
    }

    private func run(on node: String, _ client: GatewayClient) async throws -> JSONValue {
        var params: JSONObject = ["command": .array(self.invocation.arguments.dropFirst().map { .string($0) })]
        if let directory = self.invocation.text("--cwd") { params["cwd"] = .string(directory) }
        if let agent = self.invocation.text("--agent") { params["agentId"] = .string(agent) }
        let prepared = try await self.call("system.run.prepare", params, on: node, client, timeout: 30_000)
        let timeout = self.invocation.integer("--run-timeout") ?? 30_000
        switch prepared["payload"]?["decision"]?.stringValue {
        case "allow": break
        case "ask": params["approvalId"] = .string(try await self.approval(params, prepared["payload"]?["plan"] ?? .null, node, client))
        default:
            throw CommandFailure(
                message: "the node does not run this: \(DisplayText.plain(prepared["payload"]?["reason"]?.stringValue ?? "no reason given"))",
                code: "SYSTEM_RUN_DENIED"
            )
        }
        params["timeoutMs"] = JSONValue(timeout)
        return try await self.call("system.run", params, on: node, client, timeout: timeout)
    }

    private func call(_ command: String, _ params: JSONObject, on node: String, _ client: GatewayClient, timeout: Int) async throws -> JSONValue {
        try await client.call(
            "node.invoke",
            [
                "nodeId": .string(node), "command": .string(command), "params": .object(params), "timeoutMs": JSONValue(timeout + 5_000),
                "idempotencyKey": .string(self.invocation.host.identifiers.uuid()),
            ],
            timeout: .milliseconds(timeout + 10_000)
        )
    }

    /// Asks a person and waits; returns the approval's name.
    private func approval(_ params: JSONObject, _ plan: JSONValue, _ node: String, _ client: GatewayClient) async throws -> String {
        let wait = self.invocation.integer("--approval-timeout") ?? 120_000
        let id = self.invocation.host.identifiers.uuid()
        var request: JSONObject = [
            "id": .string(id), "commandArgv": params["command"] ?? .null, "nodeId": .string(node), "host": "node",
            "timeoutMs": JSONValue(wait),
        ]
        request["cwd"] = params["cwd"]
        request["agentId"] = params["agentId"]
        var plan = plan
        // The plan says where the program runs when the call does not; the approval is for the call as it is.
        if params["cwd"] == nil { plan["cwd"] = nil }
        request["systemRunPlan"] = plan
        self.invocation.host.console.errorLine("waiting for approval; on the gateway: openclaw approvals allow \(id.prefix(8))")
        let answer = try await client.call("exec.approval.request", .object(request), timeout: .milliseconds(wait + 10_000))
        switch answer["decision"]?.stringValue {
        case "allow-once", "allow-always": return id
        case "deny": throw CommandFailure(message: "a person has refused it", code: "APPROVAL_DENIED")
        default: throw CommandFailure(message: "nobody has approved it in time", code: "APPROVAL_TIMEOUT")
        }
    }
}
