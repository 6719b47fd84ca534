// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The end of a run whose message was answered by another's turn.
struct SharedEnd {
    let run: ActiveRun
    var result: RunResult

    /// The field of an answer in a transcript that names the entries it answers beside that of its own turn, so that a restart knows of them
    /// although the ledger does not.
    static let field = "answers"

    /// Whether an answer in a transcript was for this message as well.
    static func isAnswer(_ entry: SessionEntry, to messageEntryID: String) -> Bool {
        guard case .message(let message) = entry.kind, message.role == .assistant else { return false }
        return message.extra[Self.field]?.arrayValue?.contains(.string(messageEntryID)) ?? false
    }
}
