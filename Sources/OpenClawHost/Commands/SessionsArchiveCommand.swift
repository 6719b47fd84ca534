// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw sessions archive KEY…` and `openclaw sessions restore KEY…`
enum SessionsArchiveCommand {
    static let command = Command(
        name: "archive",
        summary: "put sessions aside; lists leave them out, nothing is deleted",
        examples: [.init(line: "openclaw sessions archive --agent main --dry-run --json agent:main:old", meaning: "What would happen")],
        arguments: [CommandArgument(name: "KEY", summary: "The sessions", repeats: true)],
        options: [
            .text("--agent", placeholder: "ID", summary: "The agent that keys without one belong to"),
            .flag("--dry-run", summary: "Change nothing"),
            Commands.json,
        ] + GatewayTarget.options,
        action: { try await run($0, isArchived: true) }
    )

    static let restore = Command(
        name: "restore",
        summary: "bring archived sessions back into the lists",
        examples: [.init(line: "openclaw sessions restore agent:main:old", meaning: "It goes on where it was")],
        arguments: [CommandArgument(name: "KEY", summary: "The sessions; \"openclaw sessions --archived\" names them", repeats: true)],
        options: [
            .text("--agent", placeholder: "ID", summary: "The agent that keys without one belong to"),
            .flag("--dry-run", summary: "Change nothing"),
            Commands.json,
        ] + GatewayTarget.options,
        action: { try await run($0, isArchived: false) }
    )

    private static func run(_ invocation: Invocation, isArchived: Bool) async throws -> ExitCode {
        let isDry = invocation.has("--dry-run")
        let agent = invocation.text("--agent")
        let keys = invocation.arguments
        let results = try await GatewayTarget.connect(invocation) { client in
            var results: [JSONValue] = []
            for key in keys {
                var resolve: JSONObject = ["key": .string(key), "allowMissing": true]
                if let agent { resolve["agentId"] = .string(agent) }
                guard let found = try await client.call("sessions.resolve", .object(resolve))["key"]?.stringValue else {
                    results.append(["key": .string(key), "archived": false, "error": "no session found"])
                    continue
                }
                if !isDry { _ = try await client.call("sessions.patch", ["key": .string(found), "archived": isArchived ? true : .null]) }
                results.append(["key": .string(found), "archived": .bool(isDry != isArchived)])
            }
            return results
        }
        let console = invocation.host.console
        let isWhole = results.allSatisfy { $0["error"] == nil }
        if invocation.wantsJSON {
            let report: JSONValue = ["ok": .bool(isWhole), "dryRun": .bool(isDry), "results": .array(results)]
            console.json(report)
        } else {
            for result in results {
                let done = isArchived ? "archived" : "restored"
                let words = result["error"]?.stringValue ?? (isDry ? "would be \(done)" : done)
                console.line("\(result["key"]?.stringValue ?? ""): \(words)")
            }
        }
        return isWhole ? .success : .failure
    }
}
