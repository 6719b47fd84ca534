// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw sessions cleanup`
enum SessionsCleanupCommand {
    static let command = Command(
        name: "cleanup",
        summary: "archive sessions that nobody uses, as session.maintenance says, and keep the disk small",
        details: [
            "While session.maintenance.mode is \"warn\" this only tells what there would be to do, unless --enforce is given.",
            "Archived sessions are kept: \"openclaw sessions restore\" brings them back. What is removed is gone.",
        ],
        examples: [
            .init(line: "openclaw sessions cleanup --dry-run", meaning: "What would happen, and what it would free"),
            .init(line: "openclaw sessions cleanup --enforce", meaning: "Do it now, whatever the mode is"),
        ],
        options: [
            .flag("--dry-run", summary: "Change nothing"),
            .flag("--enforce", summary: "Act as if session.maintenance.mode were \"enforce\""),
            Commands.json,
        ] + GatewayTarget.options,
        action: run
    )

    /// So many rounds at most; each does a bounded number of things.
    private static let maximumRounds = 1_000
    /// How many sessions of one reason are named.
    private static let maximumNamed = 10

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let isDry = invocation.has("--dry-run")
        let params: JSONValue = ["dryRun": .bool(isDry), "enforce": .bool(invocation.has("--enforce"))]
        // A round of a large store takes a while.
        let patience: Duration? = invocation.integer("--timeout") == nil ? .seconds(600) : nil
        let (first, done) = try await GatewayTarget.connect(invocation, callTimeout: patience) { client in
            let first = try await client.call("sessions.cleanup", params)
            var done = SessionsCleanupSum()
            var round = first
            done.add(round)
            for _ in 1..<self.maximumRounds where !isDry && round["more"]?.boolValue == true {
                round = try await client.call("sessions.cleanup", params)
                done.add(round)
            }
            return (first, done)
        }
        let console = invocation.host.console
        if invocation.wantsJSON {
            var report = first.objectValue ?? [:]
            report["ok"] = .bool(done.failures.isEmpty)
            report["done"] = done.json
            report["failures"] = .array(done.failures.map(JSONValue.string))
            console.json(.object(report))
        } else {
            for line in self.lines(first, done, isDry: isDry) { console.line(TerminalText().safe(line)) }
        }
        return done.failures.isEmpty ? .success : .failure
    }

    private static func lines(_ report: JSONValue, _ done: SessionsCleanupSum, isDry: Bool) -> [String] {
        var lines = [
            "\(self.words(report["active"], "active session")), \(self.words(report["archived"], "archived session")), \(self.words(report["putAside"], "transcript")) put aside"
        ]
        if let budget = report["maxDiskBytes"]?.intValue {
            lines[0] += "; \(ByteSize(bytes: Int(report["bytes"]?.intValue ?? 0))) of \(ByteSize(bytes: Int(budget)))"
        }
        let reasons = report["reasons"]?.arrayValue ?? []
        var isHeldBack = false
        for reason in reasons {
            let name = reason["reason"]?.stringValue ?? ""
            let removes = reason["action"]?.stringValue == "remove"
            let noun = removes ? "transcript" : "session"
            let isEnforced = reason["enforced"]?.boolValue == true
            let verb = removes ? "removed for good" : "archived"
            if isDry || !isEnforced {
                isHeldBack = isHeldBack || !isEnforced
                lines.append("\(self.words(reason, noun)) would be \(verb): \(self.cause(name))")
                let named = (report["actions"]?.arrayValue ?? []).filter { $0["reason"]?.stringValue == name }
                for action in named.prefix(self.maximumNamed) {
                    lines.append("  \(action["name"]?.stringValue ?? "")  \(ByteSize(bytes: Int(action["bytes"]?.intValue ?? 0)))")
                }
                let others = (reason["count"]?.intValue ?? 0) - Int64(min(named.count, self.maximumNamed))
                if others > 0 { lines.append("  and \(others) more") }
            } else {
                lines.append("\(self.words(done.tally(name), noun)) \(verb): \(self.cause(name))")
            }
        }
        if reasons.isEmpty { lines.append("nothing to do") }
        if let excess = report["excessBytes"]?.intValue, excess > 0 {
            lines.append("\(ByteSize(bytes: Int(excess))) more than session.maintenance.maxDiskBytes would stay: nothing else may be removed")
        }
        if done.isAny { lines[0] = "before: \(lines[0])" }
        for failure in done.failures { lines.append("not done: \(failure)") }
        if isHeldBack { lines.append("session.maintenance.mode is \"warn\": do it once with --enforce, or set it to \"enforce\"") }
        return lines
    }

    private static func words(_ tally: JSONValue?, _ noun: String) -> String {
        let bytes = ByteSize(bytes: Int(tally?["bytes"]?.intValue ?? 0))
        return "\(Wording.count(Int(tally?["count"]?.intValue ?? 0), noun)) (\(bytes))"
    }

    private static func cause(_ reason: String) -> String {
        switch reason {
        case "cron": "of scheduled jobs, rested longer than cron.sessionRetention"
        case "age": "rested longer than session.maintenance.pruneAfter"
        case "count": "more than session.maintenance.maxEntries, rested longest"
        case "retention": "archived longer than session.maintenance.archiveRetention"
        case "disk": "more bytes than session.maintenance.maxDiskBytes, archived longest ago"
        default: reason
        }
    }
}
