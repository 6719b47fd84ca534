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
        .text("--webhook", placeholder: "URL", summary: "Post the end of each run to this URL"),
        .flag("--failure-alert", summary: "Tell people when the job fails again and again, as the gateway is set"),
        .flag("--no-failure-alert", summary: "Tell nobody when it fails"),
        .integer("--failure-alert-after", placeholder: "N", range: 1...1_000, summary: "Tell people after so many failures in a row"),
        .text("--failure-alert-cooldown", placeholder: "TIME", summary: "Tell them again no sooner than this, for instance 1h"),
        .text("--failure-alert-channel", placeholder: "ID", summary: "Tell them through this channel instead of the job's"),
        .text("--failure-alert-to", placeholder: "PEER", summary: "Tell this conversation or URL instead of the job's"),
        .choice("--misfire", words: ["skip", "runOnce", "runAll"], summary: "What becomes of missed times; as the gateway is set unless given"),
        .choice(
            "--overlap",
            words: ["forbid", "allow", "replace"],
            summary: "What happens when the last run still goes on; forbid unless given"
        ),
        .flag("--delete-after-run", summary: "Remove the job when it has run well"),
    ]

    /// Refuses flags that do not go together, before a gateway is asked.
    static func check(_ invocation: Invocation, isNew: Bool) throws(CommandFailure) {
        let times = ["--cron", "--every", "--at"].filter(invocation.has)
        guard times.count == 1 || (times.isEmpty && !isNew) else {
            throw CommandFailure.usage("say when: one of --cron EXPR, --every TIME and --at TIME")
        }
        if invocation.has("--tz"), !times.isEmpty || isNew, times != ["--cron"] { throw CommandFailure.usage("--tz belongs to --cron") }
        if invocation.has("--channel"), isNew, !invocation.has("--to") {
            throw CommandFailure.usage("--channel needs --to: the conversation")
        }
        try self.checkDelivery(invocation)
        if invocation.has("--system") {
            for flag in ["--session", "--model", "--timeout-seconds"] where invocation.has(flag) {
                throw CommandFailure.usage("\(flag) does not go with --system: words of the system go to the main session as they are")
            }
        }
        if invocation.has("--every") { _ = try self.interval(invocation) }
        let names = Self.options.flatMap(\.names) + ["--message"]
        guard isNew || names.contains(where: invocation.has) else {
            throw CommandFailure.usage("say what to change, for instance --cron or --message")
        }
    }

    /// The fields of a new job that flags give, or those of a change.
    /// - Parameter job: the job that is changed, as the gateway shows it; what flags do not name stays as it is there.
    static func fields(_ invocation: Invocation, message: String?, changing job: JSONValue? = nil) throws -> JSONObject {
        try self.check(invocation, isNew: job == nil)
        var fields: JSONObject = [:]
        for (flag, field) in [("--name", "name"), ("--agent", "agentId"), ("--misfire", "misfire"), ("--overlap", "overlap")] {
            if let value = invocation.text(flag) { fields[field] = .string(value) }
        }
        if invocation.has("--delete-after-run") { fields["deleteAfterRun"] = true }
        if let schedule = try self.schedule(invocation, job?["schedule"]) { fields["schedule"] = schedule }
        let payload = self.payload(invocation, message, job?["payload"])
        if !payload.isEmpty { fields["payload"] = .object(payload) }
        if invocation.has("--system") {
            fields["sessionTarget"] = "main"
        } else if let key = invocation.text("--session") {
            fields["sessionTarget"] = .string("session:\(key)")
        }
        if let delivery = try self.delivery(invocation, job?["delivery"]) { fields["delivery"] = delivery }
        if let alert = try self.failureAlert(invocation, job?["failureAlert"]) { fields["failureAlert"] = alert }
        return fields
    }

    private static func schedule(_ invocation: Invocation, _ old: JSONValue?) throws -> JSONValue? {
        func kept(_ kind: String) -> JSONObject {
            if let old = old?.objectValue, old["kind"]?.stringValue == kind { old } else { ["kind": .string(kind)] }
        }
        if invocation.has("--cron") || invocation.has("--tz") {
            var schedule = kept("cron")
            if let expression = invocation.text("--cron") { schedule["expr"] = .string(expression) }
            if let zone = invocation.text("--tz") { schedule["tz"] = .string(zone) }
            guard schedule["expr"] != nil else {
                throw CommandFailure.usage("--tz belongs to --cron, and this job has no expression; give --cron as well")
            }
            return .object(schedule)
        }
        if invocation.has("--every") {
            var schedule = kept("every")
            schedule["everyMs"] = try self.interval(invocation).map { .int($0) }
            return .object(schedule)
        }
        return invocation.text("--at").map { ["kind": "at", "at": .string($0)] }
    }

    /// The milliseconds of `--every`.
    private static func interval(_ invocation: Invocation) throws(CommandFailure) -> Int64? {
        guard let text = invocation.text("--every") else { return nil }
        // A number alone would be milliseconds, which nobody means.
        guard !text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else {
            throw CommandFailure.usage("--every \(text) has no unit; write for instance \(text.isEmpty ? "30m" : "\(text)m") or 90s")
        }
        let interval: Int64
        do throws(QuantityError) {
            interval = try Duration(parsing: text).wholeMilliseconds
        } catch {
            throw CommandFailure.usage("--every: \(error.message)")
        }
        guard (1_000...366 * 86_400_000).contains(interval) else {
            throw CommandFailure.usage("--every \(text) is not between 1s and a year; write for instance 30m or 90s")
        }
        return interval
    }

    /// The parts of what a job does; the gateway keeps the others as long as the kind stays.
    private static func payload(_ invocation: Invocation, _ message: String?, _ old: JSONValue?) -> JSONObject {
        let kind = old?["kind"]?.stringValue
        let isSystem = invocation.has("--system") || kind == "systemEvent"
        var payload: JSONObject = [:]
        var words = message
        if kind == nil || (isSystem && kind != "systemEvent") {
            payload["kind"] = isSystem ? "systemEvent" : "agentTurn"
            words = message ?? old?["message"]?.stringValue
        }
        if let words { payload[isSystem ? "text" : "message"] = .string(words) }
        if let model = invocation.text("--model") { payload["model"] = .string(model) }
        if let seconds = invocation.integer("--timeout-seconds") { payload["timeoutSeconds"] = JSONValue(seconds) }
        return payload
    }

    /// The parts of where the answer goes; the gateway keeps the others.
    /// All jobs, page by page, and what the gateway says about those it does not understand.
    static func all(_ client: GatewayClient, includesDisabled: Bool) async throws -> (jobs: [JSONValue], answer: JSONValue) {
        var jobs: [JSONValue] = []
        while true {
            let page = try await client.call(
                "cron.list",
                ["includeDisabled": .bool(includesDisabled), "limit": 200, "offset": JSONValue(jobs.count)]
            )
            let found = page["jobs"]?.arrayValue ?? []
            jobs += found
            if found.isEmpty || page["hasMore"]?.boolValue != true { return (jobs, page) }
        }
    }

    /// The identifier of the one job that a word names.
    static func find(_ word: String, _ client: GatewayClient) async throws -> String {
        let jobs = try await self.all(client, includesDisabled: true).jobs
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
