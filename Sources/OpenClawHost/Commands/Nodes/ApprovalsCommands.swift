// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw approvals …`: decide on programs that nodes want to run.
enum ApprovalsCommands {
    static let approvals = Command(
        name: "approvals",
        summary: "decide which programs may run",
        details: [
            "Without --gateway or --node the file is exec-approvals.json in this machine's state directory; it decides for a node that runs here."
        ],
        examples: [
            .init(line: "openclaw approvals list", meaning: "What waits for a decision"),
            .init(line: "openclaw approvals allow 3f2a91c0", meaning: "Let it run once"),
            .init(line: "openclaw approvals allowlist add /usr/bin/uptime", meaning: "Let it run without asking"),
        ],
        subcommands: [list, allow, deny, get, set, allowlist]
    )

    private static let request = CommandArgument(name: "REQUEST", summary: "The request, or the first letters of its name")
    private static let place: [CommandOption] = [
        .flag("--gateway", summary: "The gateway's file"), .text("--node", placeholder: "NODE", summary: "A node's file"),
    ]
    private static let common = [Commands.json] + GatewayTarget.options

    private static let list = Command(
        name: "list",
        summary: "list what waits for a decision",
        examples: [.init(line: "openclaw approvals list --json", meaning: "For programs")],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("exec.approval.list") }
            if invocation.wantsJSON { return PairingReport(invocation).printed(answer) }
            let console = invocation.host.console
            let rows = answer.arrayValue ?? []
            console.line(rows.isEmpty ? "nothing waits" : "\(Wording.count(rows.count, "program")) waiting:")
            for row in rows {
                let request = row["request"]
                func text(_ name: String) -> String? { request?[name]?.stringValue.map { DisplayText.plain($0) } }
                let place = [text("nodeId").map { "on \($0.prefix(12))" }, text("cwd").map { "in \($0)" }, text("agentId").map { "for \($0)" }]
                console.line("  \(console.style.warning(String((row["id"]?.stringValue ?? "").prefix(8))))  \(text("command") ?? "")")
                console.line("            \(console.style.dim(place.compactMap { $0 }.joined(separator: ", ")))")
            }
            return .success
        }
    )

    private static let allow = Command(
        name: "allow",
        summary: "let a waiting program run",
        examples: [.init(line: "openclaw approvals allow 3f2a91c0 --always", meaning: "This and every later run of exactly the same")],
        arguments: [request],
        options: [.flag("--always", summary: "Also later: exactly this program with these arguments, directory and scripts")] + common,
        action: { invocation in try await Self.decide(invocation, invocation.has("--always") ? .allowAlways : .allowOnce) }
    )

    private static let deny = Command(
        name: "deny",
        summary: "refuse a waiting program",
        examples: [.init(line: "openclaw approvals deny 3f2a91c0", meaning: "By the first letters of its name")],
        arguments: [request],
        options: common,
        action: { invocation in try await Self.decide(invocation, .deny) }
    )

    private static let get = Command(
        name: "get",
        summary: "show the file with policies and allowlists",
        examples: [.init(line: "openclaw approvals get --node workshop", meaning: "A node's")],
        options: place + common,
        action: { invocation in PairingReport(invocation).printed(try await ApprovalsPlace(invocation).get()) }
    )

    private static let set = Command(
        name: "set",
        summary: "replace the file with policies and allowlists",
        examples: [.init(line: "openclaw approvals set --file ./exec-approvals.json --gateway", meaning: "The gateway's")],
        options: [.text("--file", placeholder: "FILE", summary: "The new contents, JSON")] + place + common,
        action: { invocation in
            guard let path = invocation.text("--file") else { throw CommandFailure.usage("--file is missing") }
            let absolute = path.hasPrefix("/") ? path : "\(invocation.host.workingDirectory)/\(path)"
            guard let bytes = try invocation.host.fileSystem.contents(of: absolute, maximumBytes: ExecApprovalsStore.maximumBytes) else {
                throw CommandFailure(message: "\(path) does not exist")
            }
            let place = ApprovalsPlace(invocation)
            let file = try JSONValue(parsing: bytes)
            let before = try await place.get()
            return PairingReport(invocation).printed(try await place.set(file, baseHash: before["hash"]?.stringValue ?? ""))
        }
    )

    private static let allowlist = Command(
        name: "allowlist",
        summary: "add and remove lines of the allowlist",
        examples: [.init(line: "openclaw approvals allowlist add \"~/bin/*\" --agent main", meaning: "For one agent")],
        subcommands: [
            Self.change("add", "let programs whose path fits run without asking") { file, pattern, agent in
                guard ExecPathPattern(pattern, home: "/") != nil else {
                    throw CommandFailure.usage("\(pattern) is no absolute path or pattern", advice: ["for example: /usr/bin/uptime"])
                }
                guard file.add(ExecAllowlistEntry(pattern: pattern), for: agent) else { throw CommandFailure(message: "the allowlist is full") }
            },
            Self.change("remove", "remove a line by its pattern or id") { file, pattern, agent in
                guard file.remove(pattern: pattern, for: agent) > 0 else { throw CommandFailure(message: "no line says \(pattern)") }
            },
        ]
    )

    private static func change(
        _ name: String,
        _ summary: String,
        _ body: @escaping @Sendable (inout ExecApprovalsFile, String, String?) throws -> Void
    ) -> Command {
        Command(
            name: name,
            summary: summary,
            examples: [.init(line: "openclaw approvals allowlist \(name) /usr/bin/uptime", meaning: "For every agent")],
            arguments: [CommandArgument(name: "PATTERN", summary: "An absolute path; *, ? and ** stand for anything")],
            options: [.text("--agent", placeholder: "ID", summary: "Only for this agent")] + place + common,
            action: { invocation in
                let place = ApprovalsPlace(invocation)
                let before = try await place.get()
                var file = try ExecApprovalsFile(json: before["file"] ?? [:])
                try body(&file, invocation.arguments[0], invocation.text("--agent"))
                let after = try await place.set(file.json(redacted: true), baseHash: before["hash"]?.stringValue ?? "")
                PairingReport(invocation).done("done", after)
                return .success
            }
        )
    }

    private static func decide(_ invocation: Invocation, _ decision: ExecDecision) async throws -> ExitCode {
        let id = invocation.arguments[0]
        let answer = try await GatewayTarget.connect(invocation) { client in
            try await client.call("exec.approval.resolve", ["id": .string(id), "decision": .string(decision.rawValue)])
        }
        PairingReport(invocation).done(decision == .deny ? "refused" : "allowed", answer)
        return .success
    }
}
