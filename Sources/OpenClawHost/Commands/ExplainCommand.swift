// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw explain`
enum ExplainCommand {
    static let command = Command(
        name: "explain",
        summary: "tell what became of a message: every transition with its time and reason",
        details: [
            "A message is named by its identity (channel/account/event), by the platform's identifier of the event, or by the name of its run. It reads the ledger of the state directory, also while a gateway runs."
        ],
        examples: [
            .init(line: "openclaw explain telegram/default/42", meaning: "A message of a channel"),
            .init(line: "openclaw explain 0b8f… --json", meaning: "A run, by the idempotency key of its request"),
        ],
        arguments: [CommandArgument(name: "MESSAGE", summary: "The message's identity, event or run", isRequired: true)],
        options: [Commands.json],
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let settings = try Settings.load(invocation)
        guard let wanted = invocation.arguments.first else { throw CommandFailure.usage("name a message") }
        var histories: [MessageID: [(LedgerPosition, Epoch, LedgerRecord)]] = [:]
        var order: [MessageID] = []
        let report = try LedgerCommands.archive(settings, invocation)
            .records { position, epoch, record in
                if histories[record.identity] == nil {
                    guard Self.isNamed(record, wanted) else { return }
                    order.append(record.identity)
                }
                histories[record.identity, default: []].append((position, epoch, record))
            }
        guard !order.isEmpty || report.damages.isEmpty else {
            throw CommandFailure(
                message: "the ledger is damaged, and what can be read of it knows no message \"\(wanted)\"",
                advice: report.damages + ["what it knows may be behind the damage; see all of it: openclaw ledger check"],
                code: "LEDGER_DAMAGED"
            )
        }
        guard !order.isEmpty else {
            throw CommandFailure(
                message: "the ledger knows no message \"\(wanted)\"",
                advice: ["it was never accepted here, or it was settled so long ago that it was forgotten"],
                code: "UNKNOWN_MESSAGE"
            )
        }
        let console = invocation.host.console
        for identity in order {
            if !invocation.wantsJSON { console.line("\(identity)") }
            for (position, epoch, record) in histories[identity] ?? [] {
                let view = LedgerRecordView(record)
                console.line(invocation.wantsJSON ? view.json(position: position, epoch: epoch) : "  " + view.line(withIdentity: false))
            }
        }
        return LedgerCommands.tellDamage(report, console)
    }

    private static func isNamed(_ record: LedgerRecord, _ wanted: String) -> Bool {
        if record.identity.event == wanted || record.identity.description == wanted { return true }
        if case .accepted(let runID, _, _, _) = record.kind { return runID.rawValue == wanted }
        return false
    }
}
