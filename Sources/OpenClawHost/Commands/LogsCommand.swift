// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw logs`
enum LogsCommand {
    static let command = Command(
        name: "logs",
        summary: "show the newest lines of a running gateway's log",
        examples: [
            .init(line: "openclaw logs", meaning: "The newest 200 lines"),
            .init(line: "openclaw logs --follow --json", meaning: "Further lines as they come, one JSON object per line"),
        ],
        options: [
            .flag("--follow", "-f", summary: "Go on until Ctrl-C"),
            .integer("--limit", placeholder: "N", range: 1...5_000, summary: "How many lines; 200 unless given"),
            .integer("--interval", placeholder: "MS", range: 100...60_000, summary: "How often to look with --follow; 1000 unless given"),
            Commands.json,
        ] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let console = invocation.host.console
        let wantsJSON = invocation.wantsJSON
        let follows = invocation.has("--follow")
        let limit = invocation.integer("--limit") ?? 200
        let pause = Duration.milliseconds(invocation.integer("--interval") ?? 1_000)
        try await GatewayTarget.connect(invocation) { client in
            var params: JSONObject = ["limit": JSONValue(limit)]
            while true {
                let page = try await client.call("logs.tail", .object(params))
                for line in page["lines"]?.arrayValue ?? [] {
                    let text = line.stringValue ?? ""
                    console.line(wantsJSON ? text : self.words(text))
                }
                if !follows { return }
                params = ["limit": 5_000, "cursor": page["cursor"] ?? 0]
                try await ContinuousClock().sleep(for: pause)
            }
        }
        return .success
    }

    /// A line of JSON as people read it.
    private static func words(_ line: String) -> String {
        guard let value = try? JSONValue(parsing: line), let object = value.objectValue else { return line }
        func text(_ name: String) -> String { object[name]?.stringValue ?? "" }
        var parts = [text("timestamp"), text("level").uppercased(), "\(text("component")) \(text("event"))"]
        if !text("message").isEmpty { parts.append(text("message")) }
        for (key, value) in object where !["timestamp", "level", "component", "event", "message"].contains(key) {
            parts.append("\(key)=\(value.stringValue ?? "\(value)")")
        }
        return parts.joined(separator: " ")
    }
}
