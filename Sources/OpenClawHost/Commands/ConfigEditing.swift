// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw config set|unset|diff|schema`
enum ConfigEditing {
    static let set = Command(
        name: "set",
        summary: "set one key in the file",
        details: [
            "The value is JSON5, or plain text. The configuration is checked as a whole before the file is written; the old one stays"
                + " beside it as .bak. A value that was there is changed in place, with all comments kept."
        ],
        examples: [
            .init(line: "openclaw config set gateway.port 19000", meaning: "A number"),
            .init(line: "openclaw config set gateway.controlUi.allowedOrigins '[\"https://claw.example.org\"]'", meaning: "A list"),
        ],
        arguments: [
            CommandArgument(name: "PATH", summary: "The key, for example gateway.port"),
            CommandArgument(name: "VALUE", summary: "The value"),
        ],
        options: [.flag("--strict-json", summary: "The value must be JSON5"), Commands.json],
        action: { try await edit($0, value: value($0)) }
    )

    static let unset = Command(
        name: "unset",
        summary: "remove one key from the file",
        examples: [.init(line: "openclaw config unset gateway.port", meaning: "Back to the default")],
        arguments: [CommandArgument(name: "PATH", summary: "The key")],
        options: [Commands.json],
        action: { try await edit($0, value: nil) }
    )

    static let diff = Command(
        name: "diff",
        summary: "show what differs from the defaults, and where it was set",
        examples: [.init(line: "openclaw config diff --json", meaning: "For programs")],
        options: [Commands.json],
        action: runDiff
    )

    static let schema = Command(
        name: "schema",
        summary: "print the configuration's JSON Schema",
        examples: [.init(line: "openclaw config schema", meaning: "For editors: keep the output in a file and name it in $schema")],
        options: [Commands.json],
        action: { invocation in
            invocation.host.console.json(ConfigurationSchemaDocument.json)
            return .success
        }
    )

    private static func value(_ invocation: Invocation) throws -> JSONValue {
        let text = invocation.arguments[1]
        if let document = try? JSON5Document(parsing: text) { return document.value }
        if invocation.has("--strict-json") { throw CommandFailure.usage("\(text) is no JSON5") }
        return .string(text)
    }

    private static func edit(_ invocation: Invocation, value: JSONValue?) async throws -> ExitCode {
        let host = invocation.host
        guard let path = JSONPath(invocation.arguments[0]), !path.steps.isEmpty else {
            throw CommandFailure.usage("\"\(invocation.arguments[0])\" is no path of keys", advice: ["for example: gateway.port"])
        }
        let state = try Settings.stateDirectory(invocation)
        let file =
            try state.configurationPath(flag: invocation.text("--config"), environment: host.environment, files: host.files)
            ?? state.newJSONPath
        let canonical = try host.files.canonicalPath(of: file)
        let old = try canonical.flatMap { try host.files.contents(of: $0, maximumBytes: 2 << 20) }
        let text: ConfigurationText
        do {
            text = try ConfigurationText(old ?? [])
        } catch {
            throw CommandFailure(message: "\(file) cannot be read: \(error)", exitCode: .configuration, code: "INVALID_CONFIG")
        }
        if value == nil, text.value[path] == nil {
            throw CommandFailure(message: "\(path) is not set in \(file)", code: "NOT_SET")
        }
        let bytes =
            value.flatMap { text.replacing([path: $0]) } ?? text.value.setting(path.steps[...], value).serialized(pretty: true) + [0x0A]
        let target = canonical ?? file
        let loader = ConfigurationLoader(
            files: CandidateFiles(base: host.files, path: target, bytes: bytes),
            environment: host.environment,
            defaults: [.keys("gateway", "port"): JSONValue(state.defaultPort)],
            secrets: SecretStore(state: state, host: host)
        )
        _ = try loader.load(path: target)
        if canonical == nil { try host.fileSystem.createDirectory(state.path) }
        if let old { try host.fileSystem.replaceContents(of: target + ".bak", with: old) }
        try host.fileSystem.replaceContents(of: target, with: bytes)
        let needs = ConfigurationChange.reload(of: path)
        let console = host.console
        if invocation.wantsJSON {
            let report: JSONValue = ["ok": true, "path": .string(file), "key": .string("\(path)"), "change": .string(needs.rawValue)]
            console.json(report)
        } else {
            let words = needs == .restart ? "a running gateway needs a restart for it" : "a running gateway takes it over at once"
            console.line(
                "\(console.style.good("✓")) \(path) \(value == nil ? "removed from" : "written to") \(state.abbreviate(file)); \(words)"
            )
        }
        return .success
    }

    private static func runDiff(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        let console = invocation.host.console
        var rows: [(path: JSONPath, value: JSONValue)] = []
        if let effective = settings.loaded.effectiveValue(at: .root) {
            ConfigurationText.walk(effective) { path, value in
                if settings.loaded.origin(of: path) != .default { rows.append((path, value)) }
            }
        }
        if invocation.wantsJSON {
            let list = rows.map { row -> JSONValue in
                ["path": .string("\(row.path)"), "value": row.value, "origin": .string("\(settings.loaded.origin(of: row.path))")]
            }
            console.json(JSONValue.array(list))
        } else {
            if rows.isEmpty { console.line("nothing is set: the defaults are in force") }
            for row in rows {
                console.line(
                    "\(row.path)  \(row.value)  \(console.style.dim("(\(settings.state.abbreviate("\(settings.loaded.origin(of: row.path))")))"))"
                )
            }
        }
        return .success
    }
}
