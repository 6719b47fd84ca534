// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// Approves or rejects a request by its name, the beginning of it, or as the newest one.
struct PairingDecisionCommand: Sendable {
    /// What is decided on.
    enum Kind: String, Sendable, CaseIterable {
        case device, node
    }

    /// `nil` decides on either.
    let kind: Kind?
    /// `approve` or `reject`.
    let method: String

    private struct Waiting: Sendable {
        var id: String
        var kind: Kind
        var time: Int64
    }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        let given = invocation.arguments.first
        guard given != nil || invocation.has("--latest") else { throw CommandFailure.usage("say which request, or --latest") }
        let (kind, answer) = try await GatewayTarget.connect(invocation) { client in
            var waiting: [Waiting] = []
            for kind in Kind.allCases where self.kind == nil || self.kind == kind {
                let list = try await client.call("\(kind.rawValue).pair.list")["pending"]?.arrayValue ?? []
                for request in list {
                    guard let id = request["requestId"]?.stringValue else { continue }
                    waiting.append(Waiting(id: id, kind: kind, time: request["ts"]?.intValue ?? 0))
                }
            }
            let chosen = try self.choose(given, waiting)
            let answer = try await client.call("\(chosen.kind.rawValue).pair.\(self.method)", ["requestId": .string(chosen.id)])
            return (chosen.kind, answer)
        }
        let subject = answer["device"] ?? answer["node"] ?? answer
        let name = subject["displayName"]?.stringValue ?? (subject["\(kind.rawValue)Id"]?.stringValue).map { "\($0.prefix(12))…" } ?? ""
        PairingReport(invocation).done(
            "\(kind.rawValue) \(PairingReport.clean(name)) \(self.method == "approve" ? "approved" : "rejected")",
            answer
        )
        return .success
    }

    private func choose(_ given: String?, _ waiting: [Waiting]) throws(CommandFailure) -> Waiting {
        if let given {
            let id = try PairingReport.match(given, in: waiting.map(\.id), what: "request", list: "openclaw pairing list")
            if let found = waiting.first(where: { $0.id == id }) { return found }
        }
        guard let newest = waiting.max(by: { $0.time < $1.time }) else {
            throw CommandFailure(message: "nothing waits for a decision", code: "NOTHING_PENDING")
        }
        return newest
    }
}
