// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw doctor`
enum DoctorCommand {
    static let command = Command(
        name: "doctor",
        summary: "check the installation: configuration, state directory, ledger, running gateway, scheduled jobs",
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
            if kind == .directory { checks += Self.ledger(settings, invocation) }
            findings = try Finding.all(settings, fileSystem: invocation.host.fileSystem)
        } catch let error as ConfigurationError {
            checks.append(Check(name: "config", isFine: false, words: error.problems.map(\.description).joined(separator: "; ")))
        }
        var isRunning = false
        if checks.allSatisfy({ $0.isFine || $0.name == "ledger" }) {
            do {
                let (health, jobs, cleanup) = try await GatewayTarget.connect(invocation) { client in
                    // What an older gateway, or a smaller scope, does not tell is left out.
                    (
                        try await client.call("health", ["probe": true]), try? await client.call("cron.status"),
                        try? await client.call("sessions.cleanup", ["dryRun": true])
                    )
                }
                isRunning = true
                checks.append(Self.gateway(health))
                if let jobs { checks += Self.jobs(jobs) }
                if let cleanup { findings += Self.maintenance(cleanup) }
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

    /// Whether a gateway could start with the ledger there is.
    private static func ledger(_ settings: Settings, _ invocation: Invocation) -> [Check] {
        do {
            let report = try LedgerCommands.archive(settings, invocation).records { _, _, _ in }
            guard let damage = report.damages.first else { return [Check(name: "ledger", isFine: true, words: "\(report.records) records")] }
            return [Check(name: "ledger", isFine: false, words: "\(damage); \"openclaw ledger check\" tells what can be done")]
        } catch let error as CommandFailure {
            // Before the first start there is none.
            return error.code == "NO_LEDGER" ? [] : [Check(name: "ledger", isFine: false, words: error.message)]
        } catch {
            return [Check(name: "ledger", isFine: false, words: "\(error)")]
        }
    }

    private static func gateway(_ health: JSONValue) -> Check {
        let failing = health["failing"]?.arrayValue?.compactMap(\.stringValue) ?? []
        guard health["ok"]?.boolValue != true else { return Check(name: "gateway", isFine: true, words: "is running") }
        return Check(name: "gateway", isFine: false, words: "is running, but takes no messages: \(failing.joined(separator: "; "))")
    }

    /// What maintenance of sessions would do if it was let, and whether the disk budget is exceeded.
    private static func maintenance(_ report: JSONValue) -> [Finding] {
        var findings: [Finding] = []
        let held = (report["reasons"]?.arrayValue ?? []).filter { $0["enforced"]?.boolValue == false }
        let count = held.reduce(0) { $0 + ($1["count"]?.intValue ?? 0) }
        if count > 0 {
            findings.append(
                Finding(
                    id: "sessions.maintenance",
                    severity: .info,
                    title: "\(Wording.count(Int(count), "transcript")) would be archived or removed if session.maintenance.mode was \"enforce\"",
                    remedy: "see which: openclaw sessions cleanup --dry-run"
                )
            )
        }
        let excess = Int(report["excessBytes"]?.intValue ?? 0)
        if excess > 0 {
            findings.append(
                Finding(
                    id: "sessions.disk",
                    severity: .warn,
                    title: "transcripts take \(ByteSize(bytes: Int(report["bytes"]?.intValue ?? 0))), \(ByteSize(bytes: excess)) more than session.maintenance.maxDiskBytes",
                    remedy: "archive sessions, make session.maintenance.pruneAfter shorter or maxDiskBytes larger"
                )
            )
        }
        return findings
    }

    private static func jobs(_ status: JSONValue) -> [Check] {
        var checks: [Check] = []
        if let reason = status["editsNotUnderstood"]?["reason"]?.stringValue { checks.append(Check(name: "jobs", isFine: false, words: reason)) }
        guard let count = status["notUnderstood"]?.intValue, count > 0 else { return checks }
        return checks + [Check(name: "jobs", isFine: false, words: "\(count) scheduled jobs are not understood and do not run; \"openclaw cron list\" names them")]
    }
}
