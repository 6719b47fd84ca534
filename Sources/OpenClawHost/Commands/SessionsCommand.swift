// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw sessions`
enum SessionsCommand {
    static let command = Command(
        name: "sessions",
        summary: "list the sessions of a running gateway, the newest first",
        examples: [
            .init(line: "openclaw sessions", meaning: "The newest 50"),
            .init(line: "openclaw sessions --agent main --limit all --json", meaning: "All of one agent, for programs"),
            .init(line: "openclaw sessions --archived", meaning: "Those that \"openclaw sessions restore\" brings back"),
        ],
        options: options,
        subcommands: [Self.list, SessionsArchiveCommand.command, SessionsArchiveCommand.restore, SessionsCleanupCommand.command],
        action: run
    )

    private static let list = Command(
        name: "list",
        summary: "the same as \"openclaw sessions\"",
        examples: [.init(line: "openclaw sessions list --archived", meaning: "Those that were put aside")],
        options: options,
        action: run
    )

    private static let options: [CommandOption] =
        [
            .text("--limit", placeholder: "N|all", summary: "How many; 50 unless given"),
            .text("--agent", placeholder: "ID", summary: "Only this agent's"),
            .flag("--all-agents", summary: "Of all agents, which is the default"),
            .text("--search", placeholder: "TEXT", summary: "Only those whose key or label has this text"),
            .flag("--archived", summary: "Those that were put aside, by hand or by maintenance"),
            Commands.json,
        ] + GatewayTarget.options

    /// The most that are listed.
    private static let maximum = 1_000_000
    /// The most that one call asks for.
    private static let pageSize = 1_000

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        var limit = 50
        if let text = invocation.text("--limit") {
            guard let number = text == "all" ? Self.maximum : Int(text), number > 0 else {
                throw CommandFailure.usage("--limit takes a number or \"all\", not \"\(text)\"")
            }
            limit = min(number, Self.maximum)
        }
        let (now, total, rows) = try await Self.list(invocation, limit: limit)
        let console = invocation.host.console
        if invocation.wantsJSON {
            let sessions = rows.map { row -> JSONValue in
                var row = row.objectValue ?? [:]
                if let updated = row["updatedAt"]?.intValue { row["ageMs"] = .int(max(0, now - updated)) }
                return .object(row)
            }
            let report: JSONValue = ["count": JSONValue(sessions.count), "total": .int(total), "sessions": .array(sessions)]
            console.json(report)
            return .success
        }
        if rows.isEmpty {
            let isFiltered = invocation.has("--search") || invocation.has("--agent")
            if invocation.has("--archived"), !isFiltered {
                console.line("no session is archived")
                return .success
            }
            console.line(isFiltered ? "no session matches; see all: openclaw sessions" : "no sessions yet; start one: openclaw chat \"hello\"")
            return .success
        }
        // Titles are the words of senders: they get no colours either.
        let text = TerminalText()
        let keys = rows.map { text.safe($0["key"]?.stringValue ?? "") }
        let width = min(60, keys.map(\.count).max() ?? 0)
        for (row, key) in zip(rows, keys) {
            let padding = String(repeating: " ", count: max(0, width - key.count) + 2)
            let age = Wording.duration(milliseconds: max(0, now - (row["updatedAt"]?.intValue ?? now)))
            let label = row["label"]?.stringValue ?? row["displayName"]?.stringValue ?? row["derivedTitle"]?.stringValue ?? ""
            console.line("\(key)\(padding)\(console.style.dim("\(age) ago"))  \(text.safe(label))")
        }
        if total > rows.count { console.line(console.style.dim("\(rows.count) of \(total); see all: openclaw sessions --limit all")) }
        return .success
    }

    /// Asks page by page.
    private static func list(_ invocation: Invocation, limit: Int) async throws -> (now: Int64, total: Int64, rows: [JSONValue]) {
        var filter: JSONObject = [:]
        if let agent = invocation.text("--agent") { filter["agentId"] = .string(agent) }
        if let search = invocation.text("--search") { filter["search"] = .string(search) }
        if invocation.has("--archived") { filter["archived"] = true }
        let fixed = filter
        return try await GatewayTarget.connect(invocation) { client in
            var rows: [JSONValue] = []
            while true {
                var params = fixed
                params["limit"] = JSONValue(min(self.pageSize, limit - rows.count))
                params["offset"] = JSONValue(rows.count)
                let page = try await client.call("sessions.list", .object(params))
                let found = page["sessions"]?.arrayValue ?? []
                rows += found
                if found.isEmpty || rows.count >= limit || page["hasMore"]?.boolValue != true {
                    return (page["ts"]?.intValue ?? 0, page["totalCount"]?.intValue ?? Int64(rows.count), rows)
                }
            }
        }
    }
}
