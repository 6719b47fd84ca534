// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw ledger check|dump|compact`
enum LedgerCommands {
    static let ledger = Command(
        name: "ledger",
        summary: "look at the record of accepted messages, and make its files smaller",
        details: ["It works on the files of the state directory; check and dump also while a gateway uses them."],
        examples: [
            .init(line: "openclaw ledger check", meaning: "Read every record and compare the checksums"),
            .init(line: "openclaw ledger dump --json", meaning: "Every record as a line of JSON"),
        ],
        subcommands: [Self.check, Self.dump, Self.compact]
    )

    private static let check = Command(
        name: "check",
        summary: "read every record, compare checksums and say what is open",
        details: [
            "Ends with 1 when something is damaged. An unfinished end is no damage: a crash leaves one, and the next start cuts it off."
        ],
        examples: [.init(line: "openclaw ledger check --json", meaning: "For programs")],
        options: [Commands.json],
        action: Self.runCheck
    )

    private static let dump = Command(
        name: "dump",
        summary: "print every record, oldest first, without the words of messages",
        details: ["Ends with 1 when something is damaged: what can be read is printed, and the damage told on the error output."],
        examples: [.init(line: "openclaw ledger dump", meaning: "All of them; pipe it into tail for the newest")],
        options: [Commands.json],
        action: Self.runDump
    )

    private static let compact = Command(
        name: "compact",
        summary: "drop records that are no longer needed; the gateway must be stopped and does this itself while it runs",
        examples: [.init(line: "openclaw ledger compact", meaning: "Make the files smaller")],
        options: [Commands.json],
        action: Self.runCompact
    )

    static func directory(_ settings: Settings) -> String {
        settings.configuration.ledger.path.map(settings.state.resolve) ?? settings.state.path + "/ledger"
    }

    /// The ledger's files, with the key that the environment gives.
    /// - Throws: When there are none: an empty answer would look like that of a sound ledger.
    static func archive(_ settings: Settings, _ invocation: Invocation) throws -> LedgerArchive {
        let archive = LedgerArchive(
            directory: self.directory(settings),
            fileSystem: invocation.host.fileSystem,
            encryption: try WorkspaceKeys(settings: settings, host: invocation.host).encryption()
        )
        guard try archive.exists else {
            throw CommandFailure(
                message: "there is no ledger in \(self.directory(settings))",
                advice: ["the state directory (OPENCLAW_STATE_DIR) and ledger.path say where it is; a gateway makes it when it starts"],
                code: "NO_LEDGER"
            )
        }
        return archive
    }

    private static func runCheck(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        var open: Set<String> = []
        var epoch: Epoch = 0
        let report = try Self.archive(settings, invocation).records {
            _,
            newest,
            record in
            epoch = max(epoch, newest)
            if record.kind.isOpening { open.insert(record.identity.description) }
            if case .completed = record.kind { open.remove(record.identity.description) }
        }
        let console = invocation.host.console
        let isDamaged = !report.damages.isEmpty
        if invocation.wantsJSON {
            let segments = report.segments.map { segment -> JSONValue in
                var object: JSONObject = [
                    "path": .string(segment.path), "bytes": JSONValue(segment.bytes), "records": JSONValue(segment.records),
                ]
                if let damage = segment.damage { object["end"] = .string(damage) }
                return .object(object)
            }
            let value: JSONValue = [
                "ok": .bool(!isDamaged), "records": JSONValue(report.records), "open": JSONValue(open.count),
                "epoch": .int(Int64(clamping: epoch.rawValue)), "segments": .array(segments),
                "breaks": .array(report.breaks.map { .string($0) }), "losses": .array(report.losses.map { .string($0) }),
            ]
            console.line(String(decoding: value.serialized(pretty: true), as: UTF8.self))
        } else {
            for segment in report.segments {
                console.line(
                    "\(segment.path): \(segment.records) records, \(segment.bytes) bytes" + (segment.damage.map { "; \($0)" } ?? "")
                )
            }
            for line in report.losses + report.breaks { console.line(line) }
            console.line("\(report.records) records, \(open.count) not completed, epoch \(epoch)")
            console.line(
                isDamaged
                    ? "the ledger is damaged: restore it from a backup, or add .lost to the name of the damaged file to go on without its messages"
                    : "the ledger is sound"
            )
        }
        return isDamaged ? .failure : .success
    }

    private static func runDump(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        let console = invocation.host.console
        let wantsJSON = invocation.wantsJSON
        let report = try Self.archive(settings, invocation).records {
            position,
            epoch,
            record in
            let view = LedgerRecordView(record)
            console.line(wantsJSON ? view.json(position: position, epoch: epoch) : "\(position)  \(view.line(withIdentity: true))")
        }
        return Self.tellDamage(report, console)
    }

    /// Says on the error output that what was printed is not everything; how the command ends.
    static func tellDamage(_ report: LedgerArchive.Report, _ console: Console) -> ExitCode {
        for damage in report.damages { console.errorLine("the ledger is damaged: \(damage); records are missing above") }
        return report.damages.isEmpty ? .success : .failure
    }

    private static func runCompact(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        let console = invocation.host.console
        _ = try Self.archive(settings, invocation)
        let ledger: FileLedger
        let encryption = try WorkspaceKeys(settings: settings, host: invocation.host).encryption()
        do {
            ledger = try FileLedger(
                FileLedger.Configuration(directory: Self.directory(settings)),
                fileSystem: invocation.host.fileSystem,
                encryption: encryption,
                report: { console.errorLine($0) }
            )
        } catch {
            throw CommandFailure(message: error.message, code: error.code.rawValue.uppercased())
        }
        let dropped = try await ledger.compact()
        if invocation.wantsJSON {
            console.line(String(decoding: JSONValue.object(["dropped": JSONValue(dropped)]).serialized(), as: UTF8.self))
        } else {
            console.line("\(dropped) records dropped")
        }
        return .success
    }
}
