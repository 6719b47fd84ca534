// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw cron …`: jobs that run by the clock.
enum CronCommands {
    static let cron = Command(
        name: "cron",
        summary: "see, add and change jobs that run by the clock",
        examples: [
            .init(
                line: "openclaw cron add --cron \"0 9 * * MON-FRI\" --tz Europe/Berlin \"What is on today?\"",
                meaning: "Each working day at nine"
            ),
            .init(line: "openclaw cron add --at 2026-12-31T23:59:00+01:00 --system \"The year is over\"", meaning: "Once"),
            .init(line: "openclaw cron runs", meaning: "What ran, and how it ended"),
        ],
        subcommands: [list, status, get, add, edit, remove, enable, disable, run, runs],
        defaultSubcommand: "list"
    )

    private static let job = CommandArgument(name: "JOB", summary: "The job, its name or the beginning of its identifier")
    private static let common = [Commands.json] + GatewayTarget.options

    private static let list = Command(
        name: "list",
        summary: "list jobs, the next one first",
        examples: [.init(line: "openclaw cron list --all --json", meaning: "Also those that are switched off, for programs")],
        options: [.flag("--all", summary: "Also jobs that are switched off")] + common,
        action: { invocation in
            let all = invocation.has("--all")
            let (jobs, answer) = try await GatewayTarget.connect(invocation) { try await CronJobs.all($0, includesDisabled: all) }
            CronReport(invocation).jobs(jobs, answer)
            return .success
        }
    )

    private static let status = Command(
        name: "status",
        summary: "say whether jobs run, where they are kept and when the next one is due",
        examples: [.init(line: "openclaw cron status --json", meaning: "For programs")],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("cron.status") }
            CronReport(invocation).status(answer)
            return .success
        }
    )

    private static let get = Command(
        name: "get",
        summary: "show everything about a job",
        examples: [.init(line: "openclaw cron get 3f2a", meaning: "The job whose identifier begins so")],
        arguments: [job],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { client in
                try await client.call("cron.get", ["id": .string(try await CronJobs.find(invocation.arguments[0], client))])
            }
            CronReport(invocation).json(answer)
            return .success
        }
    )

    private static let add = Command(
        name: "add",
        summary: "add a job: --cron, --every or --at, and a message for the agent",
        examples: [
            .init(line: "openclaw cron add --every 30m \"Look for new mail\"", meaning: "Every half hour"),
            .init(
                line: "openclaw cron add --cron \"0 8 * * *\" --channel telegram --to 123456 --name weather \"What is the weather?\"",
                meaning: "The answer goes to a conversation"
            ),
            .init(
                line: "openclaw cron add --every 1h --webhook https://example.org/hook --failure-alert-after 3 \"Look for new mail\"",
                meaning: "The end of each run is posted to a web hook; three failures in a row are told as well"
            ),
        ],
        arguments: [CommandArgument(name: "MESSAGE", summary: "What the agent is told")],
        options: CronJobs.options + common,
        action: { invocation in
            let fields = try CronJobs.fields(invocation, message: invocation.arguments[0])
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("cron.add", ["job": .object(fields)]) }
            CronReport(invocation).done("job \(answer["id"]?.stringValue ?? "") added", answer)
            return .success
        }
    )

    private static let edit = Command(
        name: "edit",
        summary: "change a job; what is not named stays",
        examples: [.init(line: "openclaw cron edit weather --cron \"30 7 * * *\"", meaning: "Half an hour earlier")],
        arguments: [job],
        options: CronJobs.options + [.text("--message", placeholder: "TEXT", summary: "What the agent is told")] + common,
        action: { invocation in
            try CronJobs.check(invocation, isNew: false)
            return try await CronCommands.update(invocation, "changed") { job in
                try CronJobs.fields(invocation, message: invocation.text("--message"), changing: job)
            }
        }
    )

    private static let remove = Command(
        name: "rm",
        summary: "remove a job and stop its run",
        examples: [.init(line: "openclaw cron rm weather", meaning: "By its name")],
        arguments: [job],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { client in
                try await client.call("cron.remove", ["id": .string(try await CronJobs.find(invocation.arguments[0], client))])
            }
            CronReport(invocation).done("job removed", answer)
            return .success
        }
    )

    private static let enable = Command(
        name: "enable",
        summary: "switch a job on",
        examples: [.init(line: "openclaw cron enable weather", meaning: "From now on; what passed is not made up for")],
        arguments: [job],
        options: common,
        action: { try await CronCommands.update($0, "switched on") { _ in ["enabled": true] } }
    )

    private static let disable = Command(
        name: "disable",
        summary: "switch a job off and keep it",
        examples: [.init(line: "openclaw cron disable weather", meaning: "Until it is enabled again")],
        arguments: [job],
        options: common,
        action: { try await CronCommands.update($0, "switched off") { _ in ["enabled": false] } }
    )

    private static let run = Command(
        name: "run",
        summary: "run a job now; its schedule goes on as it was",
        examples: [.init(line: "openclaw cron run weather", meaning: "Whatever the clock says")],
        arguments: [job],
        options: [.flag("--due", summary: "Only if it is due")] + common,
        action: { invocation in
            let mode = invocation.has("--due") ? "due" : "force"
            let answer = try await GatewayTarget.connect(invocation) { client in
                try await client.call(
                    "cron.run",
                    ["id": .string(try await CronJobs.find(invocation.arguments[0], client)), "mode": .string(mode)]
                )
            }
            let reason = answer["reason"]?.stringValue.map { "nothing was begun: \($0)" }
            CronReport(invocation).done(reason ?? "run \(answer["runId"]?.stringValue ?? "") begun", answer)
            return reason == nil ? .success : .failure
        }
    )

    private static let runs = Command(
        name: "runs",
        summary: "show what ran and how it ended, the newest first",
        examples: [.init(line: "openclaw cron runs weather --limit 5", meaning: "The last five of one job")],
        arguments: [CommandArgument(name: "JOB", summary: "Only this job's", isRequired: false)],
        options: [.integer("--limit", placeholder: "N", range: 1...200, summary: "How many; 20 unless given")] + common,
        action: { invocation in
            let limit = invocation.integer("--limit") ?? 20
            let answer = try await GatewayTarget.connect(invocation) { client in
                var params: JSONObject = ["limit": JSONValue(limit)]
                if let name = invocation.arguments.first { params["id"] = .string(try await CronJobs.find(name, client)) }
                return try await client.call("cron.runs", .object(params))
            }
            CronReport(invocation).runs(answer)
            return .success
        }
    )

    /// Changes a job by what `patch` makes of it, unless somebody else has changed it meanwhile.
    private static func update(
        _ invocation: Invocation,
        _ done: String,
        _ patch: @escaping @Sendable (JSONValue) throws -> JSONObject
    ) async throws -> ExitCode {
        let answer = try await GatewayTarget.connect(invocation) { client in
            let id = try await CronJobs.find(invocation.arguments[0], client)
            let job = try await client.call("cron.get", ["id": .string(id)])
            return try await client.call(
                "cron.update",
                ["id": .string(id), "patch": .object(try patch(job)), "expectedConfigRevision": job["configRevision"] ?? 1]
            )
        }
        CronReport(invocation).done("job \(answer["name"]?.stringValue ?? "") \(done)", answer)
        return .success
    }
}
