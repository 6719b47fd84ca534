// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw status`
enum StatusCommand {
    static let command = Command(
        name: "status",
        summary: "show what a running gateway is doing",
        examples: [
            .init(line: "openclaw status", meaning: "Uptime, sessions, channels and agents"),
            .init(line: "openclaw status --json", meaning: "For programs"),
        ],
        options: [
            Commands.json,
            .flag("--verbose", summary: "More lines"),
            .flag("--deep", summary: "Ask for fresh figures").hidden,
        ] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let target = try GatewayTarget.find(invocation)
        let (hello, health, status) = try await GatewayTarget.connect(invocation) { client in
            let health = try await client.call("health")
            let status = try await client.call("status")
            return (client.hello, health, status)
        }
        let console = invocation.host.console
        if invocation.wantsJSON {
            var report = status.objectValue ?? [:]
            report["gateway"] = [
                "url": .string(target.url), "version": .string(hello.serverVersion), "uptimeMs": hello.snapshot["uptimeMs"] ?? .null,
            ]
            report["health"] = health
            console.json(JSONValue.object(report))
            return .success
        }
        let style = console.style
        console.line("\(style.bold("OpenClaw \(hello.serverVersion)")) at \(style.link(target.url))")
        if let uptime = hello.snapshot["uptimeMs"]?.intValue { console.line("  up        \(Wording.duration(milliseconds: uptime))") }
        for agent in health["agents"]?.arrayValue ?? [] {
            let mark = agent["isDefault"]?.boolValue == true ? " (default)" : ""
            console.line("  agent     \(agent["agentId"]?.stringValue ?? "") — \(agent["name"]?.stringValue ?? "")\(mark)")
        }
        for words in HeartbeatLines.words(of: status) { console.line("  heartbeat \(words)") }
        for channel in status["channelSummary"]?.arrayValue ?? [] { console.line("  channel   \(channel.stringValue ?? "")") }
        let tasks = status["tasks"]
        console.line("  turns     \(tasks?["running"]?.intValue ?? 0) running, \(tasks?["queued"]?.intValue ?? 0) waiting")
        for words in status["failing"]?.arrayValue ?? [] {
            console.line("  \(console.style.bad("failing"))   \(words.stringValue ?? "")")
        }
        console.line("  sessions  \(status["sessions"]?["count"]?.intValue ?? 0)")
        for session in (status["sessions"]?["recent"]?.arrayValue ?? []).prefix(invocation.has("--verbose") ? 100 : 5) {
            let age = Wording.duration(milliseconds: session["age"]?.intValue ?? 0)
            console.line("            \(session["key"]?.stringValue ?? "")  \(style.dim("\(age) ago"))")
        }
        return .success
    }
}
