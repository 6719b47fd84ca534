// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw security …`
enum SecurityCommands {
    static let security = Command(
        name: "security",
        summary: "look for settings that open the gateway wider than needed",
        examples: [.init(line: "openclaw security audit", meaning: "The exit code is 1 when something critical is found")],
        subcommands: [audit]
    )

    private static let audit = Command(
        name: "audit",
        summary: "check configuration and files",
        examples: [.init(line: "openclaw security audit --deep --json", meaning: "For programs")],
        options: [.flag("--deep", summary: "Everything, which is what is always done").hidden, Commands.json],
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        let findings = try Finding.all(settings, fileSystem: invocation.host.fileSystem)
        let console = invocation.host.console
        func count(_ severity: Finding.Severity) -> Int { findings.filter { $0.severity == severity }.count }
        if invocation.wantsJSON {
            let report: JSONValue = [
                "summary": [
                    "critical": JSONValue(count(.critical)), "warn": JSONValue(count(.warn)), "info": JSONValue(count(.info)),
                ],
                "findings": .array(findings.map(\.json)),
            ]
            console.json(report)
        } else {
            if findings.isEmpty { console.line("\(console.style.good("✓")) nothing found") }
            for finding in findings {
                let mark = finding.severity == .critical ? console.style.bad("critical:") : console.style.warning("\(finding.severity.rawValue):")
                console.line("\(mark) \(finding.title)")
                if let remedy = finding.remedy { console.line("  \(remedy)") }
            }
        }
        return count(.critical) == 0 ? .success : .failure
    }
}
