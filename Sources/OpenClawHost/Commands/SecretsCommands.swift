// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw secrets …`: what the configuration names with `{{NAME}}`.
enum SecretsCommands {
    static let secrets = Command(
        name: "secrets",
        summary: "keep secrets encrypted and name them in the configuration",
        details: [
            "A secret NAME is written as \"{{NAME}}\" anywhere in the configuration. It is kept encrypted in the state directory, with a key"
                + " beside it that only you can read, or with OPENCLAW_WORKSPACE_ENCRYPTION_KEY (32 bytes in hexadecimal digits, base64 or ASCII characters)."
        ],
        examples: [
            .init(
                line: "openclaw secrets set OPENAI_KEY",
                meaning: "Keep what the standard input says; no process list and history shows it"
            ),
            .init(line: "openclaw secrets list", meaning: "The names"),
            .init(line: "openclaw secrets audit", meaning: "What could be safer"),
        ],
        subcommands: [set, list, get, remove, audit],
        defaultSubcommand: "list"
    )

    private static let set = Command(
        name: "set",
        summary: "keep a secret",
        details: ["Without VALUE it is read from the standard input, which is safer: the command line can be seen by others."],
        examples: [
            .init(line: "openclaw secrets set OPENAI_KEY", meaning: "From a pipe or file, or typed in and ended with Ctrl-D")
        ],
        arguments: [
            CommandArgument(name: "NAME", summary: "Capital letters, digits and _"),
            CommandArgument(name: "VALUE", summary: "The secret; read from the standard input unless given", isRequired: false),
        ],
        options: [Commands.json],
        action: { invocation in
            let name = try Self.name(invocation.arguments[0])
            let value: String
            if invocation.arguments.count > 1 { value = invocation.arguments[1] } else { value = await Self.standardInput(invocation.host) }
            guard !value.isEmpty else { throw CommandFailure.usage("the secret is empty; give it as VALUE or through the standard input") }
            try Self.attempt { () throws(SecretSourceError) in
                try Self.store(invocation).set(name, to: Secret(value), now: SystemWallClock().now())
            }
            Self.report(invocation, ["ok": true, "name": .string(name.rawValue)], "\(name) is kept; write it as \"{{\(name)}}\"")
            return .success
        }
    )

    private static let list = Command(
        name: "list",
        summary: "list the names",
        examples: [.init(line: "openclaw secrets list --json", meaning: "For programs")],
        options: [Commands.json],
        action: { invocation in
            let entries = try Self.attempt { () throws(SecretSourceError) in try Self.store(invocation).entries() }
            let rows = entries.map { entry -> JSONValue in
                ["name": .string(entry.name.rawValue), "updatedAtMs": .int(entry.updatedAt.milliseconds)]
            }
            let text = entries.map { "\($0.name)  \(invocation.host.console.style.dim("set \($0.updatedAt)"))" }.joined(separator: "\n")
            Self.report(
                invocation,
                ["secrets": .array(rows)],
                entries.isEmpty ? "no secrets; keep one with: openclaw secrets set NAME" : text
            )
            return .success
        }
    )

    private static let get = Command(
        name: "get",
        summary: "print a secret",
        examples: [.init(line: "openclaw secrets get OPENAI_KEY", meaning: "Print it, for a pipe")],
        arguments: [CommandArgument(name: "NAME", summary: "Its name")],
        options: [Commands.json],
        action: { invocation in
            let name = try Self.name(invocation.arguments[0])
            let secret = try Self.attempt { () throws(SecretSourceError) in try Self.store(invocation).secret(named: name) }
            guard let secret else { throw Self.unknown(name) }
            Self.report(invocation, ["name": .string(name.rawValue), "value": .string(secret.reveal())], secret.reveal())
            return .success
        }
    )

    private static let remove = Command(
        name: "rm",
        summary: "forget a secret",
        examples: [.init(line: "openclaw secrets rm OPENAI_KEY", meaning: "The configuration must not name it any more")],
        arguments: [CommandArgument(name: "NAME", summary: "Its name")],
        options: [Commands.json],
        action: { invocation in
            let name = try Self.name(invocation.arguments[0])
            guard try Self.attempt({ () throws(SecretSourceError) in try Self.store(invocation).remove(name) }) else {
                throw Self.unknown(name)
            }
            Self.report(invocation, ["ok": true, "name": .string(name.rawValue)], "\(name) is forgotten")
            return .success
        }
    )

    private static let audit = Command(
        name: "audit",
        summary: "look for secrets that are less safe than they could be",
        details: ["The exit code is 1 when something serious is found."],
        examples: [.init(line: "openclaw secrets audit --json", meaning: "For programs")],
        options: [Commands.json],
        action: { invocation in
            let settings = try Settings.load(invocation)
            let store = SecretStore(state: settings.state, host: invocation.host)
            let audit = SecretAudit(settings: settings, store: store, fileSystem: invocation.host.fileSystem)
            let findings = try Self.attempt { () throws(SecretSourceError) in try audit.findings() }
            let isSafe = !findings.contains(where: \.isSerious)
            let rows = findings.map { finding -> JSONValue in
                [
                    "severity": finding.isSerious ? "serious" : "hint", "code": .string(finding.code),
                    "message": .string(finding.message),
                ]
            }
            let style = invocation.host.console.style
            let lines = findings.map { "\($0.isSerious ? style.bad("✗") : style.warning("·")) \($0.message)" }
            Self.report(
                invocation,
                ["ok": .bool(isSafe), "findings": .array(rows)],
                findings.isEmpty ? "\(style.good("✓")) nothing to complain about" : lines.joined(separator: "\n")
            )
            return isSafe ? .success : .failure
        }
    )

    private static func store(_ invocation: Invocation) throws(SecretSourceError) -> SecretStore {
        do {
            return SecretStore(state: try Settings.stateDirectory(invocation), host: invocation.host)
        } catch {
            throw SecretSourceError(.unavailable, error.problems.map(\.description).joined(separator: "; "))
        }
    }

    private static func name(_ text: String) throws(CommandFailure) -> SecretName {
        guard let name = SecretName(rawValue: text) else {
            throw .usage("\"\(text)\" cannot be a secret's name; use capital letters, digits and _, for example OPENAI_KEY")
        }
        return name
    }

    private static func unknown(_ name: SecretName) -> CommandFailure {
        CommandFailure(message: "there is no secret \(name)", advice: ["see the names: openclaw secrets list"], code: "NOT_FOUND")
    }

    private static func attempt<Result>(_ body: () throws(SecretSourceError) -> Result) throws(CommandFailure) -> Result {
        do {
            return try body()
        } catch {
            throw CommandFailure(message: error.message, code: "SECRETS_\(error.code.rawValue.uppercased())")
        }
    }

    /// Everything up to the end of the input, without the line break at its end.
    private static func standardInput(_ host: Host) async -> String {
        if host.console.isTerminal { host.console.errorLine("type the secret, then Ctrl-D on a line of its own") }
        var lines: [String] = []
        while let line = await host.input.nextLine() { lines.append(line) }
        return lines.joined(separator: "\n")
    }

    private static func report(_ invocation: Invocation, _ object: JSONObject, _ text: String) {
        if invocation.wantsJSON {
            invocation.host.console.json(JSONValue.object(object))
        } else {
            invocation.host.console.lines(text)
        }
    }
}
