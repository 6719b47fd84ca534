// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw config …`
enum ConfigCommands {
    static let config = Command(
        name: "config",
        summary: "check, show and change the configuration",
        examples: [
            .init(line: "openclaw config validate", meaning: "Check the file"),
            .init(line: "openclaw config get gateway.port --effective", meaning: "The value in force and where it comes from"),
            .init(line: "openclaw config file", meaning: "Where the file is"),
        ],
        subcommands: [validate, get, ConfigEditing.set, ConfigEditing.unset, ConfigEditing.diff, ConfigEditing.schema, file]
    )

    private static let validate = Command(
        name: "validate",
        summary: "check the configuration and show everything that is wrong",
        examples: [
            .init(line: "openclaw config validate", meaning: "The exit code is 78 when something is wrong"),
            .init(line: "openclaw config validate --json", meaning: "For programs and editors"),
        ],
        options: [Commands.json],
        action: runValidate
    )

    private static let get = Command(
        name: "get",
        summary: "show what the file sets, or with --effective what is in force",
        details: ["Secrets are never shown."],
        examples: [
            .init(line: "openclaw config get gateway", meaning: "What the file says"),
            .init(line: "openclaw config get --effective", meaning: "All values in force, with their origins"),
        ],
        arguments: [CommandArgument(name: "PATH", summary: "The key, for example gateway.auth.mode; all without it", isRequired: false)],
        options: [.flag("--effective", summary: "With defaults, environment and flags, and where each value comes from"), Commands.json],
        action: runGet
    )

    private static let file = Command(
        name: "file",
        summary: "show where the configuration file is",
        examples: [.init(line: "openclaw config file", meaning: "The path, also when the file does not exist yet")],
        options: [Commands.json],
        action: runFile
    )

    private static func runValidate(_ invocation: Invocation) async throws -> ExitCode {
        let console = invocation.host.console
        let path = try self.path(invocation)
        do {
            let settings = try Settings.load(invocation)
            if invocation.wantsJSON {
                self.printReport(console, path: path, isValid: true, issues: [], warnings: settings.loaded.notes)
                return .success
            }
            for note in settings.loaded.notes { console.line("\(console.style.warning("note:")) \(note)") }
            let name = settings.loaded.path.map { settings.state.abbreviate($0) } ?? "no configuration file, the defaults"
            console.line("\(console.style.good("✓")) \(name): valid")
            return .success
        } catch {
            if invocation.wantsJSON {
                self.printReport(console, path: path, isValid: false, issues: error.problems, warnings: [])
                return .configuration
            }
            throw error
        }
    }

    private static func runGet(_ invocation: Invocation) async throws -> ExitCode {
        let console = invocation.host.console
        let settings = try Settings.load(invocation)
        var place = JSONPath()
        if let text = invocation.arguments.first {
            guard let parsed = JSONPath(text) else {
                throw CommandFailure.usage("\"\(text)\" is no path of keys", advice: ["for example: gateway.port or agents.list[0].id"])
            }
            place = parsed
        }
        if invocation.has("--effective") {
            guard let value = settings.loaded.effectiveValue(at: place) else { throw self.unknown(place, settings) }
            self.printEffective(value, place, settings, invocation)
            return .success
        }
        guard let value = settings.loaded.writtenValue(at: place) else {
            guard let effective = settings.loaded.effectiveValue(at: place) else { throw self.unknown(place, settings) }
            throw CommandFailure(
                message: "\(place) is not set in the file; in force is \(effective) (\(settings.loaded.origin(of: place)))",
                advice: ["show what is in force: openclaw config get \(place) --effective"],
                code: "NOT_SET"
            )
        }
        if case .string(let text) = value, !invocation.wantsJSON {
            console.lines(text)
        } else {
            console.json(value)
        }
        return .success
    }

    private static func printEffective(_ value: JSONValue, _ place: JSONPath, _ settings: Settings, _ invocation: Invocation) {
        let console = invocation.host.console
        var rows: [(path: JSONPath, value: JSONValue)] = []
        func walk(_ value: JSONValue, _ path: JSONPath) {
            if case .object(let object) = value, !object.isEmpty {
                for (key, member) in object { walk(member, path.appending(key)) }
            } else {
                rows.append((path, value))
            }
        }
        walk(value, place)
        if invocation.wantsJSON {
            let values = rows.map { row -> JSONValue in
                [
                    "path": .string("\(row.path)"), "value": row.value,
                    "origin": .string("\(settings.loaded.origin(of: row.path))"),
                ]
            }
            console.json(JSONValue.array(values))
            return
        }
        let width = rows.map { "\($0.path)".count }.max() ?? 0
        for row in rows {
            let name = "\(row.path)"
            let padding = String(repeating: " ", count: width - name.count + 2)
            let origin = settings.state.abbreviate("\(settings.loaded.origin(of: row.path))")
            console.line("\(name)\(padding)\(row.value)  \(console.style.dim("(\(origin))"))")
        }
    }

    private static func runFile(_ invocation: Invocation) async throws -> ExitCode {
        let console = invocation.host.console
        let path = try self.path(invocation)
        if invocation.wantsJSON {
            let exists = try invocation.host.files.canonicalPath(of: path) != nil
            let report: JSONValue = ["path": .string(path), "exists": .bool(exists)]
            console.json(report)
        } else {
            console.line(path)
        }
        return .success
    }

    private static func path(_ invocation: Invocation) throws(ConfigurationError) -> String {
        let state = try Settings.stateDirectory(invocation)
        let host = invocation.host
        return try state.configurationPath(flag: invocation.text("--config"), environment: host.environment, files: host.files)
            ?? state.newJSONPath
    }

    private static func unknown(_ place: JSONPath, _ settings: Settings) -> CommandFailure {
        let nearest = settings.loaded.nearestPath(to: place)
        return CommandFailure(
            message: "there is no key \(place)",
            advice: nearest.map { ["did you mean: \($0)"] } ?? ["all keys: openclaw config get --effective"],
            code: "UNKNOWN_KEY"
        )
    }

    private static func printReport(
        _ console: Console,
        path: String,
        isValid: Bool,
        issues: [ConfigurationProblem],
        warnings: [ConfigurationProblem]
    ) {
        var report: JSONObject = ["valid": .bool(isValid), "path": .string(path)]
        report["issues"] = .array(issues.map(\.json))
        report["warnings"] = .array(warnings.map(\.json))
        console.json(JSONValue.object(report))
    }
}
