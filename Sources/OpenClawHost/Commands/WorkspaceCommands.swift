// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// `openclaw workspace status|rekey`
enum WorkspaceCommands {
    static let workspace = Command(
        name: "workspace",
        summary: "encrypt what the gateway keeps on disk",
        details: [
            "With OPENCLAW_WORKSPACE_ENCRYPTION_KEY the gateway encrypts transcripts, the index of sessions, the ledger and scheduled jobs by"
                + " AES-256-GCM. The key is 64 hexadecimal digits, 32 bytes in base64 or 32 ASCII characters; make one with \"openssl rand -hex 32\".",
            "Whoever loses the key loses what it encrypts.",
        ],
        examples: [
            .init(line: "openclaw workspace status", meaning: "What is encrypted, and with which key"),
            .init(line: "openclaw workspace rekey", meaning: "Encrypt what was written before there was a key"),
        ],
        subcommands: [Self.status, Self.rekey],
        defaultSubcommand: "status"
    )

    private static let status = Command(
        name: "status",
        summary: "say what is encrypted with which key",
        details: ["Keys are named by an identifier that tells nothing about them. It works while a gateway runs, and without a key."],
        examples: [.init(line: "openclaw workspace status --json", meaning: "For programs")],
        options: [Commands.json],
        action: Self.runStatus
    )

    private static let rekey = Command(
        name: "rekey",
        summary: "change the key, encrypt what is still plain, or decrypt everything; the gateway must be stopped",
        details: [
            "The present key is in OPENCLAW_WORKSPACE_ENCRYPTION_KEY, when there is one. The new one is in OPENCLAW_WORKSPACE_ENCRYPTION_KEY_NEW"
                + " or, with --stdin, in the first line of the standard input. Without a new key everything that is plain is encrypted"
                + " with the present one.",
            "Every file is written beside and renamed. When this is interrupted, run it again as before: it goes on where it ended, and until then"
                + " no gateway starts.",
        ],
        examples: [
            .init(line: "openclaw workspace rekey", meaning: "To the key in OPENCLAW_WORKSPACE_ENCRYPTION_KEY_NEW, if there is one"),
            .init(line: "openclaw workspace rekey --stdin", meaning: "To the key in the standard input"),
            .init(line: "openclaw workspace rekey --decrypt", meaning: "Back to plain text"),
        ],
        options: [
            .flag("--stdin", summary: "Read the new key from the standard input"),
            .flag("--decrypt", summary: "Write everything in plain text"),
            Commands.json,
        ],
        action: Self.runRekey
    )

    private static func runRekey(_ invocation: Invocation) async throws -> ExitCode {
        let keys = WorkspaceKeys(settings: try Settings.load(invocation), host: invocation.host)
        let old = try keys.key(WorkspaceKeys.variable)
        var new = try keys.key(WorkspaceKeys.newVariable)
        if invocation.has("--stdin") {
            guard !invocation.has("--decrypt") else { throw CommandFailure.usage("--stdin and --decrypt do not go together") }
            let line = await invocation.host.input.nextLine() ?? ""
            new = try WorkspaceKeys.key(String(line.filter { !$0.isNewline }), from: "the standard input")
        }
        if invocation.has("--decrypt") {
            new = nil
        } else if new == nil {
            new = old
        }
        guard old != nil || new != nil else {
            throw CommandFailure.usage(
                "there is no key",
                advice: ["put one into OPENCLAW_WORKSPACE_ENCRYPTION_KEY: openssl rand -hex 32"]
            )
        }
        let outcome: WorkspaceRekey.Outcome
        do {
            outcome = try await WorkspaceRekey(keys: keys, old: old, new: new).run()
        } catch let error as SessionStoreError {
            throw CommandFailure(message: error.message, code: error.code.rawValue.uppercased())
        } catch let error as LedgerError {
            throw CommandFailure(message: error.message, code: error.code.rawValue.uppercased())
        } catch let error as SecretSourceError {
            throw CommandFailure(message: error.message, code: error.code.rawValue.uppercased())
        } catch let error as CronError {
            throw CommandFailure(message: error.message, code: error.code.rawValue.uppercased())
        } catch let error as EncryptionError {
            throw CommandFailure(message: error.message, code: error.code.rawValue.uppercased())
        } catch let error as FileSystemError {
            throw CommandFailure(message: "\(error)", code: error.code.rawValue.uppercased())
        }
        let console = invocation.host.console
        let files = outcome.sessions.rewritten
        if invocation.wantsJSON {
            let leftAlone: [JSONValue] = outcome.sessions.leftAlone.map { .string($0) }
            let report: JSONValue = [
                "ok": .bool(leftAlone.isEmpty), "key": outcome.key.map { JSONValue.string($0.description) } ?? .null,
                "sessionFiles": JSONValue(files), "ledgerSegments": JSONValue(outcome.segments), "jobFiles": JSONValue(outcome.hasJobs ? 1 : 0), "secrets": JSONValue(outcome.secrets),
                "leftAlone": .array(leftAlone),
            ]
            console.json(report)
        } else {
            console.line(
                "\(files) files of sessions, \(outcome.segments) of the ledger, \(outcome.hasJobs ? 1 : 0) of scheduled jobs and \(outcome.secrets) secrets "
                    + (outcome.key.map { "are encrypted with the key \($0) now" } ?? "were decrypted")
            )
            for file in outcome.sessions.leftAlone { console.errorLine("left alone: \(file)") }
            if !outcome.sessions.leftAlone.isEmpty {
                console.errorLine("restore these files or move them away, then run this again as before; until then no gateway starts")
            }
            if outcome.key != nil, old != new {
                console.line("start the gateway with the new key in OPENCLAW_WORKSPACE_ENCRYPTION_KEY")
            }
        }
        return outcome.sessions.leftAlone.isEmpty ? .success : .failure
    }

    private static func runStatus(_ invocation: Invocation) async throws -> ExitCode {
        let keys = WorkspaceKeys(settings: try Settings.load(invocation), host: invocation.host)
        let inventory: WorkspaceInventory
        var identifier: KeyIdentifier?
        do {
            inventory = try WorkspaceInventory(
                sessions: keys.sessionRoot,
                ledger: keys.ledgerDirectory,
                jobs: keys.cronPath,
                fileSystem: invocation.host.fileSystem
            )
            if let key = try keys.key(WorkspaceKeys.variable) {
                identifier = try WorkspaceEncryption.identifier(of: key, provider: OpenSSLEncryption())
            }
        } catch let error as FileSystemError {
            throw CommandFailure(message: "\(error)", code: error.code.rawValue.uppercased())
        }
        let isInterrupted = try keys.isInterrupted
        let groups = [
            ("index of sessions", "index", inventory.index), ("transcripts", "transcripts", inventory.transcripts),
            ("ledger", "ledger", inventory.ledger), ("scheduled jobs", "jobs", inventory.jobs),
        ]
        let console = invocation.host.console
        if invocation.wantsJSON {
            var report: JSONObject = [
                "key": identifier.map { JSONValue.string($0.description) } ?? .null, "interrupted": .bool(isInterrupted),
            ]
            for (_, name, group) in groups {
                var found = JSONObject()
                for (key, count) in group.keys { found[key.description] = JSONValue(count) }
                report[name] = ["files": JSONValue(group.files), "plain": JSONValue(group.plain), "keys": .object(found)]
            }
            console.json(JSONValue.object(report))
        } else {
            let isEncrypted = !inventory.keys.isEmpty
            let withoutKey =
                isEncrypted
                ? "no key is given; a gateway does not start here without the one its files are encrypted with, in \(WorkspaceKeys.variable)"
                : "no key is given; what the gateway writes is plain text"
            console.line(identifier.map { "key: \($0)" } ?? withoutKey)
            for (title, _, group) in groups {
                var words = group.keys.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) with the key \($0.key)" }
                if group.plain > 0 { words.append("\(group.plain) with plain text") }
                console.line("\(title): \(group.files) files" + (words.isEmpty ? "" : ": " + words.joined(separator: ", ")))
            }
            if isInterrupted { console.line("a change of the key was interrupted; run it again as before: openclaw workspace rekey") }
        }
        return .success
    }
}
