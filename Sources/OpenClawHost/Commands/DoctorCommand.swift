// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw doctor`
enum DoctorCommand {
    static let command = Command(
        name: "doctor",
        summary: "check the installation: configuration, state directory, running gateway",
        examples: [.init(line: "openclaw doctor --json", meaning: "For programs; the exit code is 1 when something is broken")],
        options: [Commands.json] + GatewayTarget.options,
        action: run
    )

    private struct Check {
        var name: String
        var isFine: Bool
        var words: String
    }

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let console = invocation.host.console
        var checks: [Check] = []
        var findings: [Finding] = []
        do {
            let settings = try Settings.load(invocation)
            checks.append(Check(name: "config", isFine: true, words: settings.loaded.path ?? "no file, the defaults"))
            let kind = try invocation.host.fileSystem.status(settings.state.path)?.kind
            let words = kind == nil ? "\(settings.state.path) is made with the first start" : settings.state.path
            checks.append(Check(name: "state", isFine: kind == nil || kind == .directory, words: words))
            findings = try Finding.all(settings, fileSystem: invocation.host.fileSystem)
        } catch let error as ConfigurationError {
            checks.append(Check(name: "config", isFine: false, words: error.problems.map(\.description).joined(separator: "; ")))
        }
        var isRunning = false
        if checks.allSatisfy(\.isFine) {
            do {
                let health = try await GatewayTarget.connect(invocation) { try await $0.call("health") }
                isRunning = true
                checks.append(Check(name: "gateway", isFine: health["ok"]?.boolValue == true, words: "is running"))
            } catch let error as CommandFailure {
                // A gateway that does not run is no illness.
                checks.append(Check(name: "gateway", isFine: error.code == "unreachable" || !isRunning, words: error.message))
            }
        }
        let isWell = checks.allSatisfy(\.isFine) && !findings.contains { $0.severity == .critical }
        if invocation.wantsJSON {
            let report: JSONValue = [
                "ok": .bool(isWell), "gatewayRunning": .bool(isRunning),
                "checks": .array(checks.map { ["name": .string($0.name), "ok": .bool($0.isFine), "message": .string($0.words)] }),
                "findings": .array(findings.map(\.json)),
            ]
            console.json(report)
        } else {
            for check in checks {
                console.line("\(check.isFine ? console.style.good("✓") : console.style.bad("✗")) \(check.name): \(check.words)")
            }
            for finding in findings {
                console.line("\(console.style.warning("\(finding.severity.rawValue):")) \(finding.title)")
                if let remedy = finding.remedy { console.line("  \(remedy)") }
            }
        }
        return isWell ? .success : .failure
    }
}
