// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// Jobs as the command line names and describes them.
enum CronJobs {
    /// What a job has.
    static let options: [CommandOption] = [
        .text("--cron", placeholder: "EXPR", summary: "When: minute hour day month weekday, or six fields with a second first"),
        .text("--tz", placeholder: "ZONE", summary: "Time zone of --cron, for instance Europe/Berlin; the gateway's unless given"),
        .text("--every", placeholder: "TIME", summary: "When: at even distances, for instance 30m"),
        .text("--at", placeholder: "TIME", summary: "When: once, for instance 2026-12-31T09:00:00+01:00"),
        .text("--name", placeholder: "NAME", summary: "What people call it"),
        .text("--agent", placeholder: "ID", summary: "Who does it; the default agent unless given"),
        .flag("--system", summary: "The message comes from the system and goes to the main session"),
        .text("--session", placeholder: "KEY", summary: "Run in this session instead of a fresh one for each run"),
        .text("--model", placeholder: "MODEL", summary: "The model to use"),
        .integer("--timeout-seconds", placeholder: "N", range: 0...86_400, summary: "How long a run may take"),
        .text("--channel", placeholder: "ID", summary: "Send the answer through this channel"),
        .text("--to", placeholder: "PEER", summary: "Send the answer to this conversation; group:ID or channel:ID for groups"),
        .choice("--misfire", words: ["skip", "runOnce", "runAll"], summary: "What becomes of missed times; runOnce unless given"),
        .choice(
            "--overlap",
            words: ["forbid", "allow", "replace"],
            summary: "What happens when the last run still goes on; forbid unless given"
        ),
        .flag("--delete-after-run", summary: "Remove the job when it has run well"),
    ]

    /// The fields of a job that flags give.
    static func fields(_ invocation: Invocation, message: String?, isNew: Bool) throws -> JSONObject {
        var fields: JSONObject = [:]
        func text(_ flag: String, _ field: String) { if let value = invocation.text(flag) { fields[field] = .string(value) } }
        let given = ["--cron", "--every", "--at"].filter(invocation.has)
        guard given.count == 1 || (given.isEmpty && !isNew) else {
            throw CommandFailure.usage("say when: one of --cron EXPR, --every TIME and --at TIME")
        }
        guard invocation.text("--tz") == nil || given == ["--cron"] else { throw CommandFailure.usage("--tz belongs to --cron") }
        if let schedule = try self.schedule(invocation) { fields["schedule"] = schedule }
        text("--name", "name")
        text("--agent", "agentId")
        text("--misfire", "misfire")
        text("--overlap", "overlap")
        if invocation.has("--delete-after-run") { fields["deleteAfterRun"] = true }
        let isSystem = invocation.has("--system")
        var payload: JSONObject = [:]
        if let message { payload[isSystem ? "text" : "message"] = .string(message) }
        if let model = invocation.text("--model") { payload["model"] = .string(model) }
        if let seconds = invocation.integer("--timeout-seconds") { payload["timeoutSeconds"] = JSONValue(seconds) }
        if isNew || isSystem { payload["kind"] = .string(isSystem ? "systemEvent" : "agentTurn") }
        if !payload.isEmpty { fields["payload"] = .object(payload) }
        if isSystem { fields["sessionTarget"] = "main" } else { text("--session", "sessionTarget") }
        if let key = invocation.text("--session"), !isSystem { fields["sessionTarget"] = .string("session:\(key)") }
        if let to = invocation.text("--to") {
            fields["delivery"] = ["mode": "announce", "channel": .string(invocation.text("--channel") ?? "last"), "to": .string(to)]
        } else if invocation.has("--channel") {
            throw CommandFailure.usage("--channel needs --to: the conversation")
        }
        return fields
    }

    private static func schedule(_ invocation: Invocation) throws -> JSONValue? {
        if let expression = invocation.text("--cron") {
            var schedule: JSONObject = ["kind": "cron", "expr": .string(expression)]
            if let zone = invocation.text("--tz") { schedule["tz"] = .string(zone) }
            return .object(schedule)
        }
        if let text = invocation.text("--every") {
            do {
                return ["kind": "every", "everyMs": .int(try Duration(parsing: text).wholeMilliseconds)]
            } catch {
                throw CommandFailure.usage("--every: \(error.message)")
            }
        }
        return invocation.text("--at").map { ["kind": "at", "at": .string($0)] }
    }

    /// All jobs, page by page.
    static func all(_ client: GatewayClient, includesDisabled: Bool) async throws -> [JSONValue] {
        var jobs: [JSONValue] = []
        while true {
            let page = try await client.call(
                "cron.list",
                ["includeDisabled": .bool(includesDisabled), "limit": 200, "offset": JSONValue(jobs.count)]
            )
            let found = page["jobs"]?.arrayValue ?? []
            jobs += found
            if found.isEmpty || page["hasMore"]?.boolValue != true { return jobs }
        }
    }

    /// The identifier of the one job that a word names.
    static func find(_ word: String, _ client: GatewayClient) async throws -> String {
        let jobs = try await self.all(client, includesDisabled: true)
        func identifiers(_ fits: (JSONValue) -> Bool) -> [String] { jobs.filter(fits).compactMap { $0["id"]?.stringValue } }
        if let id = identifiers({ $0["id"]?.stringValue == word }).first { return id }
        let named = identifiers { $0["name"]?.stringValue == word }
        let found = named.isEmpty ? identifiers { $0["id"]?.stringValue?.hasPrefix(word) ?? false } : named
        guard let id = found.first, found.count == 1 else {
            throw CommandFailure(
                message: found.isEmpty ? "there is no job \"\(word)\"" : "\(found.count) jobs fit \"\(word)\"",
                advice: ["see them: openclaw cron list --all"],
                code: "UNKNOWN_JOB"
            )
        }
        return id
    }
}
