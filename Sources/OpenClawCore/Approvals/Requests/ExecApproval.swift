// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A question to a person: may this run?
struct ExecApproval: Sendable {
    /// Where it stands.
    enum State: Sendable, Hashable {
        case pending
        case decided(ExecDecision, by: String, at: Timestamp)
        case expired
    }

    /// Who asked, and may use the answer.
    struct Requester: Sendable, Hashable {
        var client: ClientID
        var device: DeviceID?

        /// Whether the same program stands behind both: the same connection, or the same proved device.
        func isSame(as other: Requester) -> Bool {
            if let device { return device == other.device }
            return other.device == nil && self.client == other.client
        }
    }

    /// The `host` of questions about tools of the gateway.
    static let toolHost = "tool"

    var id: String
    var command: ExecCommand
    var nodeID: NodeID?
    var host: String
    /// The plan that the node has made, handed back to it as it was.
    var plan: JSONValue?
    var requester: Requester
    var createdAt: Timestamp
    var expiresAt: Timestamp
    var state = State.pending
    /// What used it: an approval is good for one call, and for repetitions of that call under the same key.
    var usedBy: String?

    /// The decision; `nil` while there is none and when nobody made one in time.
    var decision: ExecDecision? {
        if case .decided(let decision, _, _) = self.state { return decision }
        return nil
    }

    /// Whether it is about a tool of the gateway; a consent is good for one call then.
    var isAboutTool: Bool { self.host == Self.toolHost }

    /// What can be decided.
    var allowedDecisions: [ExecDecision] { self.isAboutTool ? [.allowOnce, .deny] : ExecDecision.allCases }

    /// What people and programs that decide get to see.
    var request: JSONObject {
        func text(_ value: String?) -> JSONValue { value.map { .string(DisplayText.plain($0, maximumLength: 4_096)) } ?? .null }
        let environment = self.command.environment.sorted { $0.key < $1.key }
        return [
            "command": .string(self.command.text),
            "commandArgv": .array(self.command.arguments.map { .string(DisplayText.plain($0)) }),
            "cwd": text(self.command.workingDirectory),
            "env": .object(JSONObject(environment.map { (key: $0.key, value: .string(DisplayText.plain($0.value))) })),
            "nodeId": text(self.nodeID?.rawValue), "host": .string(self.host), "agentId": text(self.command.agentID),
            "sessionKey": text(self.command.sessionKey), "resolvedPath": text(self.command.resolvedPath),
            "allowedDecisions": .array(self.allowedDecisions.map { .string($0.rawValue) }),
        ]
    }

    /// The payload of `exec.approval.requested` and a row of `exec.approval.list`.
    var json: JSONObject {
        [
            "id": .string(self.id), "request": .object(self.request), "createdAtMs": .int(self.createdAt.milliseconds),
            "expiresAtMs": .int(self.expiresAt.milliseconds),
        ]
    }

    /// The answer of a request and of `exec.approval.waitDecision`.
    var answer: JSONValue {
        [
            "id": .string(self.id), "decision": self.decision.map { .string($0.rawValue) } ?? .null,
            "createdAtMs": .int(self.createdAt.milliseconds), "expiresAtMs": .int(self.expiresAt.milliseconds),
        ]
    }
}
