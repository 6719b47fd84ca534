// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw cron …`: what there is of the scheduler, which is its emptiness.
enum CronCommands {
    static let cron = Command(
        name: "cron",
        summary: "show scheduled jobs; the scheduler does not exist in this version",
        examples: [.init(line: "openclaw cron list --all --json", meaning: "For programs: an empty list")],
        subcommands: [
            command("list", "list jobs", "cron.list"), command("status", "show whether the scheduler runs", "cron.status"),
            command("runs", "list past runs", "cron.runs"),
        ]
    )

    private static func command(_ name: String, _ summary: String, _ method: String) -> Command {
        Command(
            name: name,
            summary: summary,
            examples: [.init(line: "openclaw cron \(name) --json", meaning: "For programs")],
            options: [.flag("--all", summary: "Also jobs that are switched off"), Commands.json] + GatewayTarget.options,
            action: { invocation in
                let answer = try await GatewayTarget.connect(invocation) { try await $0.call(method) }
                let console = invocation.host.console
                if invocation.wantsJSON {
                    console.line(String(decoding: answer.serialized(pretty: true), as: UTF8.self))
                } else {
                    console.line("no jobs: the scheduler does not exist in this version")
                }
                return .success
            }
        )
    }
}
