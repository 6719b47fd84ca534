// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// The parameters that reach a node: callers never set the fields that say a person has approved (CVE-2026-28466).
    ///
    /// A call of `system.run` that names an approval runs what was approved, not what the call says.
    func forwardedParams(_ command: String, _ params: JSONValue, node: NodeID, client: ClientSession, key: String) async throws(MethodError)
        -> JSONValue
    {
        guard command == "system.run" || command == "system.run.prepare" else { return params }
        guard let given = params.objectValue else { throw .invalid("invalid node.invoke params: params of \(command) must be an object") }
        var clean: JSONObject = [:]
        for (name, value) in given where Self.runKeys.contains(name) { clean[name] = value }
        let asksForApproval =
            given["approved"]?.boolValue == true || !(given["approvalDecision"]?.isNull ?? true) || !(given["approvalId"]?.isNull ?? true)
        guard command == "system.run", asksForApproval else { return .object(clean) }
        guard let id = given["approvalId"]?.stringValue ?? given["runId"]?.stringValue, !id.isEmpty else {
            throw .invalid(
                "the call says it is approved but names no approval; give approvalId, the id of exec.approval.request",
                details: ["code": "MISSING_APPROVAL_ID"]
            )
        }
        let now = self.now()
        let claimed = try Self.claimedCommand(clean)
        let use: (approval: ExecApproval, isFirst: Bool)
        do throws(ExecApprovalsError) {
            use = try self.approvals.withApprovals { approvals throws(ExecApprovalsError) in
                try approvals.use(
                    id,
                    node: node,
                    claimed: claimed,
                    requester: .init(client: client.id, device: client.deviceID),
                    key: key,
                    now: now
                )
            }
            if use.isFirst { try await self.recordUse(use.approval) }
        } catch {
            throw error.methodError
        }
        return .object(Self.approvedParams(use.approval, timeout: clean["timeoutMs"]))
    }

    /// The parameters of a command that nobody has approved; what claims to be approved is refused.
    static func unapprovedParams(_ command: String, _ params: JSONValue) throws(MethodError) -> JSONValue {
        guard command == "system.run" || command == "system.run.prepare" else { return params }
        guard let given = params.objectValue else { throw .invalid("params of \(command) must be an object") }
        guard given["approved"]?.boolValue != true, given["approvalDecision"]?.isNull ?? true, given["approvalId"]?.isNull ?? true else {
            throw .invalid("a task cannot use an approval; call node.invoke with approvalId, or let the node's policy allow the program")
        }
        var clean: JSONObject = [:]
        for (name, value) in given where Self.runKeys.contains(name) { clean[name] = value }
        return .object(clean)
    }

    private static let runKeys: Set<String> = [
        "command", "rawCommand", "cwd", "env", "timeoutMs", "agentId", "sessionKey", "runId", "needsScreenRecording",
    ]

    private static func claimedCommand(_ params: JSONObject) throws(MethodError) -> ExecCommand {
        guard let items = params["command"]?.arrayValue else {
            throw .invalid("invalid node.invoke params: command of system.run must be an array of strings")
        }
        let arguments = items.compactMap(\.stringValue)
        guard arguments.count == items.count else { throw .invalid("invalid node.invoke params: command must be an array of strings") }
        var environment: [String: String] = [:]
        for (name, value) in params["env"]?.objectValue ?? [:] { environment[name] = value.stringValue ?? "" }
        return ExecCommand(
            arguments: arguments,
            workingDirectory: params["cwd"]?.stringValue,
            environment: environment,
            agentID: params["agentId"]?.stringValue,
            sessionKey: params["sessionKey"]?.stringValue
        )
    }

    private static func approvedParams(_ approval: ExecApproval, timeout: JSONValue?) -> JSONObject {
        let command = approval.command
        var params: JSONObject = [
            "command": .array(command.arguments.map { .string($0) }), "approved": true, "runId": .string(approval.id),
            "approvalDecision": .string((approval.decision ?? .deny).rawValue),
        ]
        if let directory = command.workingDirectory { params["cwd"] = .string(directory) }
        if !command.environment.isEmpty {
            params["env"] = .object(
                JSONObject(command.environment.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) })
            )
        }
        if let agent = command.agentID { params["agentId"] = .string(agent) }
        if let session = command.sessionKey { params["sessionKey"] = .string(session) }
        if let plan = approval.plan { params["systemRunPlan"] = plan }
        if let timeout { params["timeoutMs"] = timeout }
        return params
    }
}
