// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A record of the ledger as people and programs see it: times, transitions and reasons, not the words of messages.
struct LedgerRecordView {
    let record: LedgerRecord

    init(_ record: LedgerRecord) { self.record = record }

    /// What a transition says beyond its name.
    private var facts: [(name: String, value: String)] {
        switch self.record.kind {
        case .accepted(let runID, let sessionKey, let agentID, let payload):
            [("run", runID.rawValue), ("session", sessionKey.rawValue), ("agent", agentID.rawValue), ("bytes", String(payload.count))]
        case .task(let payload), .slot(let payload): [("bytes", String(payload.count))]
        case .request, .claimed: []
        case .completed(let status, let summary, _): [("status", status)] + (summary.map { [("summary", $0)] } ?? [])
        case .intent(let id, let channel, _): [("delivery", id), ("channel", channel.rawValue)]
        case .sending(let id, let attempt): [("delivery", id), ("attempt", String(attempt))]
        case .receipt(let id, let message): [("delivery", id), ("message", message)]
        case .unknown(let id, let why), .undeliverable(let id, let why): [("delivery", id), ("why", why)]
        }
    }

    /// The record in a line: what others named, the keys of clients above all, cannot look like another line.
    func line(withIdentity: Bool) -> String {
        var line = self.record.timestamp.description + "  "
        if withIdentity { line += "\(TerminalText().safe(self.record.identity.description))  " }
        line += self.record.kind.name
        for fact in self.facts { line += "  \(fact.name)=\(TerminalText().safe(fact.value))" }
        if let reason = self.record.reason { line += "  (\(TerminalText().safe(reason)))" }
        return line
    }

    /// The record as a line of JSON.
    func json(position: LedgerPosition, epoch: Epoch) -> String {
        var object: JSONObject = [
            "position": .int(Int64(clamping: position.rawValue)), "epoch": .int(Int64(clamping: epoch.rawValue)),
            "at": .string(self.record.timestamp.description), "identity": .string(self.record.identity.description),
            "transition": .string(self.record.kind.name),
        ]
        for fact in self.facts { object[fact.name] = .string(fact.value) }
        if let reason = self.record.reason { object["reason"] = .string(reason) }
        return String(decoding: JSONValue.object(object).serialized(), as: UTF8.self)
    }
}
