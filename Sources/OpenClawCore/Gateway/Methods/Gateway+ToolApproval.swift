// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How long a person has to allow a tool.
    static let toolApprovalTime = Duration.seconds(120)

    /// Asks a person whether a tool may run, as `exec.approval.request` asks about programs, and waits.
    ///
    /// The question lives as long as the call that waits: it is not taken up after a restart, and a consent is good for this call alone.
    /// - Throws: ``ToolError`` when it was refused, or nobody has decided in time.
    func askPerson(
        about tool: String,
        _ arguments: JSONObject,
        id: String,
        agent: AgentID,
        session: SessionKey
    ) async throws(ToolError) {
        let now = self.now()
        let words = String(decoding: JSONValue.object(arguments).serialized(), as: UTF8.self)
        let approval = ExecApproval(
            id: id,
            command: ExecCommand(
                arguments: ["tools.invoke", tool, words],
                agentID: agent.rawValue,
                sessionKey: session.rawValue
            ),
            host: ExecApproval.toolHost,
            requester: .init(client: ClientID(rawValue: "tool-\(id)")),
            createdAt: now,
            expiresAt: now + Self.toolApprovalTime
        )
        let decided: ExecApproval
        do throws(ExecApprovalsError) {
            try self.approvals.withApprovals { approvals throws(ExecApprovalsError) in try approvals.ask(approval, now: now) }
            self.logger.info("exec.approval.requested", ["approval_id": .string(id), "tool": .string(tool)])
            self.publishApproval("exec.approval.requested", approval.json)
            decided = try await self.approvals.wait(id, clock: self.configuration.clock, wallClock: self.configuration.wallClock)
        } catch {
            throw ToolError(error.methodError)
        }
        self.approvals.withApprovals { $0.withdraw(id) }
        switch decided.decision {
        case .allowOnce, .allowAlways: return
        case .deny: throw ToolError(.notApproved, "a person has refused \(tool)", approvalID: id)
        case nil:
            throw ToolError(.notApproved, "nobody has allowed \(tool) in time: openclaw approvals list shows what waits", approvalID: id)
        }
    }
}
