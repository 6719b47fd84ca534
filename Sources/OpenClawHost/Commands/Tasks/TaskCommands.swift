// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw task …`: the task queue.
enum TaskCommands {
    static let task = Command(
        name: "task",
        summary: "hand tasks in, see how they stand, cancel them",
        examples: [
            .init(line: "openclaw task run \"sum up the open issues\"", meaning: "Wait for the answer"),
            .init(line: "openclaw task run --workspace shop --priority background --async \"tidy the notes\"", meaning: "Go on at once"),
            .init(line: "openclaw task list --status queued,running", meaning: "What is not done yet"),
        ],
        subcommands: [run, list, show, cancel],
        defaultSubcommand: "list"
    )

    private static let taskArgument = CommandArgument(name: "TASK", summary: "The task, or the beginning of its identifier")
    /// The gateway's address under the name that tasks are documented with as well.
    private static let target: [CommandOption] = GatewayTarget.options.map { option in
        option.names == ["--url"]
            ? .text("--url", "--gateway", placeholder: "URL", summary: "Address of another gateway; stored credentials are not used for it")
            : option
    }
    private static let common = [Commands.json] + target
    /// How long the gateway may take for an answer while a task goes on.
    private static let patience = Duration.seconds(60)

    private static let run = Command(
        name: "run",
        summary: "hand a task in and wait for its end",
        examples: [
            .init(
                line: "openclaw task run --gateway ws://10.0.0.5:18789 --workspace shop --timeout 120 \"check the prices\"",
                meaning: "On another machine, at most two minutes"
            ),
            .init(
                line: "openclaw task run --tag gpu --command system.run --params '{\"command\":[\"nvidia-smi\"]}' \"look at the card\"",
                meaning: "On a node that carries a tag"
            ),
            .init(line: "openclaw task run --after 3f2a --async \"then tell the others\"", meaning: "When another task is done"),
        ],
        arguments: [CommandArgument(name: "TEXT", summary: "What is to be done")],
        options: [
            .text("--workspace", placeholder: "NAME", summary: "Tasks of one workspace share a session and run one at a time"),
            .text("--session", placeholder: "KEY", summary: "The session it belongs to; one of its own unless given"),
            .text("--agent", placeholder: "ID", summary: "Who does it; the default agent unless given"),
            .choice("--priority", words: ["control", "human", "scheduled", "background"], summary: "How urgent it is; human unless given"),
            .text("--after", placeholder: "TASKS", summary: "Tasks that have to succeed before, with commas"),
            .text("--tag", placeholder: "WORDS", summary: "A node or worker with these tags does it"),
            .text("--capability", placeholder: "WORDS", summary: "A node or worker that can do this does it"),
            .text("--node", placeholder: "ID", summary: "This node does it"),
            .text("--command", placeholder: "NAME", summary: "The node's command; task.run unless given"),
            .text("--params", placeholder: "JSON", summary: "The command's parameters"),
            .integer("--attempts", placeholder: "N", range: 1...100, summary: "How often it is tried; once unless given"),
            .choice("--on-loss", words: ["again", "report"], summary: "What happens when whoever does it has gone; again unless given"),
            .text("--key", placeholder: "KEY", summary: "Idempotency key: the same key with the same task is the same task"),
            .integer(
                "--timeout",
                placeholder: "SECONDS",
                range: 0...31_536_000,
                summary: "How long an attempt may take; 0 is without limit"
            ),
            .flag("--async", "--detach", summary: "Do not wait for the end"),
            Commands.json,
        ] + target.filter { $0.names != ["--timeout"] },
        action: { invocation in
            let given = try TaskCommands.fields(invocation)
            let isAsync = invocation.has("--async")
            let report = TaskReport(invocation)
            return try await GatewayTarget.connect(invocation, callTimeout: patience) { client in
                var fields = given
                if let words = given["dependsOn"]?.arrayValue {
                    var tasks: [JSONValue] = []
                    for word in words { tasks.append(.string(try await Self.find(word.stringValue ?? "", client))) }
                    fields["dependsOn"] = .array(tasks)
                }
                let answer = try await client.call("tasks.submit", .object(fields))
                guard let id = answer["task"]?["id"]?.stringValue else { throw CommandFailure(message: "the gateway named no task") }
                if isAsync {
                    report.accepted(id, answer)
                    return .success
                }
                report.waiting(id)
                var told: String?
                var timeout: JSONValue = 1_000
                while true {
                    let state = try await client.call("tasks.wait", ["taskId": .string(id), "timeoutMs": timeout])
                    guard state["ended"]?.boolValue == true, let task = state["task"] else {
                        timeout = 20_000
                        let reason = state["task"]?["waitReason"]?.stringValue
                        if let reason, reason != told { report.waits(reason) }
                        told = reason
                        continue
                    }
                    report.ended(task)
                    return task["status"]?.stringValue == "completed" ? .success : .failure
                }
            }
        }
    )

    private static let list = Command(
        name: "list",
        summary: "list tasks, the newest first",
        examples: [.init(line: "openclaw task list --status failed --limit 5 --json", meaning: "The last failures, for programs")],
        options: [
            .text(
                "--status",
                placeholder: "WORDS",
                summary: "Only queued, running, completed, failed, cancelled or timed_out; several with commas"
            ),
            .text("--workspace", placeholder: "NAME", summary: "Only this workspace's"),
            .integer("--limit", placeholder: "N", range: 1...500, summary: "How many; 50 unless given"),
        ] + common,
        action: { invocation in
            var params: JSONObject = ["limit": JSONValue(invocation.integer("--limit") ?? 50)]
            if let words = invocation.text("--status") { params["status"] = .array(Self.words(words)) }
            if let workspace = invocation.text("--workspace") { params["workspace"] = .string(workspace) }
            let fixed = params
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("tasks.list", .object(fixed)) }
            TaskReport(invocation).list(answer)
            return .success
        }
    )

    private static let show = Command(
        name: "show",
        summary: "show everything about a task",
        examples: [.init(line: "openclaw task show 3f2a", meaning: "The task whose identifier begins so")],
        arguments: [taskArgument],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { client in
                try await client.call(
                    "tasks.wait",
                    ["taskId": .string(try await Self.find(invocation.arguments[0], client)), "timeoutMs": 0]
                )
            }
            TaskReport(invocation).show(answer["task"] ?? .null)
            return .success
        }
    )

    private static let cancel = Command(
        name: "cancel",
        summary: "end a task that has not ended",
        examples: [.init(line: "openclaw task cancel 3f2a --reason \"not needed any more\"", meaning: "Whoever does it is told to stop")],
        arguments: [taskArgument],
        options: [.text("--reason", placeholder: "TEXT", summary: "Why, for those who look at it later")] + common,
        action: { invocation in
            let reason = invocation.text("--reason")
            let answer = try await GatewayTarget.connect(invocation) { client in
                var params: JSONObject = ["taskId": .string(try await Self.find(invocation.arguments[0], client))]
                if let reason { params["reason"] = .string(reason) }
                return try await client.call("tasks.cancel", .object(params))
            }
            TaskReport(invocation).cancelled(answer)
            return answer["cancelled"]?.boolValue == true ? .success : .failure
        }
    )

    private static func words(_ text: String) -> [JSONValue] {
        text.split(separator: ",").map { .string(String($0.drop { $0 == " " })) }
    }

    private static func fields(_ invocation: Invocation) throws(CommandFailure) -> JSONObject {
        var fields: JSONObject = ["task": .string(invocation.arguments[0])]
        for (flag, name) in [
            ("--workspace", "workspace"), ("--session", "sessionKey"), ("--agent", "agentId"), ("--priority", "priority"),
            ("--node", "node"),
            ("--command", "command"), ("--key", "idempotencyKey"),
        ] {
            if let text = invocation.text(flag) { fields[name] = .string(text) }
        }
        if let text = invocation.text("--after") { fields["dependsOn"] = .array(self.words(text)) }
        if let text = invocation.text("--tag") { fields["tags"] = .array(self.words(text)) }
        if let text = invocation.text("--capability") { fields["capabilities"] = .array(self.words(text)) }
        if let seconds = invocation.integer("--timeout") { fields["timeout"] = JSONValue(seconds) }
        if let text = invocation.text("--params") {
            do {
                fields["params"] = try JSONValue(parsing: Array(text.utf8))
            } catch {
                throw CommandFailure.usage("--params is no JSON: \(error)")
            }
        }
        var retry: JSONObject = [:]
        if let count = invocation.integer("--attempts") { retry["attempts"] = JSONValue(count) }
        if let word = invocation.text("--on-loss") { retry["onLoss"] = .string(word) }
        if !retry.isEmpty { fields["retry"] = .object(retry) }
        return fields
    }

    /// The identifier of the one task that a word names.
    private static func find(_ word: String, _ client: GatewayClient) async throws -> String {
        if word.utf8.count >= 32 { return word }
        let tasks = try await client.call("tasks.list", ["limit": 500])["tasks"]?.arrayValue ?? []
        let ids = tasks.compactMap { $0["id"]?.stringValue }
        if ids.contains(word) { return word }
        let found = ids.filter { $0.hasPrefix(word) }
        guard found.count > 1 else { return found.first ?? word }
        throw CommandFailure(
            message: "\(found.count) tasks begin with \"\(word)\"",
            advice: ["give more of the identifier; see them: openclaw task list"],
            code: "AMBIGUOUS_TASK"
        )
    }
}
