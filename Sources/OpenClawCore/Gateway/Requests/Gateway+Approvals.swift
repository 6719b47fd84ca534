// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Where questions to people live in the ledger.
    static let approvalAccount: AccountID = "exec.approval"
    /// Where decisions that may still be used live in the ledger.
    static let decisionAccount: AccountID = "exec.decision"

    static func approvalIdentity(_ id: String) -> MessageID {
        MessageID(channel: KeyedRequest.channel, account: Self.approvalAccount, event: id)
    }

    static func decisionIdentity(_ id: String) -> MessageID {
        MessageID(channel: KeyedRequest.channel, account: Self.decisionAccount, event: id)
    }

    /// Records a question before people see it.
    func recordQuestion(_ approval: ExecApproval) async throws(ExecApprovalsError) {
        guard self.ledger.isDurable else { return }
        try await self.open(Self.approvalIdentity(approval.id), approval.payload, at: approval.createdAt)
    }

    /// Records a decision before anybody hears of it.
    func recordDecision(_ approval: ExecApproval) async throws(ExecApprovalsError) {
        guard self.ledger.isDurable, !approval.isAboutTool, case .decided(let decision, let person, let time) = approval.state else {
            return
        }
        guard decision != .deny else { return try await self.close([Self.approvalIdentity(approval.id)], "denied by \(person)", at: time) }
        let payload: JSONValue = ["decision": .string(decision.rawValue), "by": .string(person), "at": .int(time.milliseconds)]
        try await self.open(Self.decisionIdentity(approval.id), payload.serialized(), at: time)
    }

    /// Records that a decision is used up, before what was approved runs.
    func recordUse(_ approval: ExecApproval) async throws(ExecApprovalsError) {
        guard self.ledger.isDurable else { return }
        try await self.close([Self.approvalIdentity(approval.id), Self.decisionIdentity(approval.id)], "used", at: self.now())
    }

    private func open(_ identity: MessageID, _ payload: [UInt8], at time: Timestamp) async throws(ExecApprovalsError) {
        let acceptance: LedgerAcceptance
        do throws(LedgerError) {
            acceptance = try await self.ledger.accept(
                LedgerRecord(identity: identity, timestamp: time, kind: .request(digest: [], payload: payload)),
                epoch: self.epoch
            )
        } catch {
            throw ExecApprovalsError(.unavailable, "the approval could not be recorded: \(error.message)")
        }
        switch acceptance {
        case .accepted: return
        case .full: throw ExecApprovalsError(.full, "the gateway has as many open requests as it takes; retry later")
        case .duplicate: throw ExecApprovalsError(.invalid, "approval id was used before: \(identity.event)")
        }
    }

    private func close(_ identities: [MessageID], _ summary: String, at time: Timestamp) async throws(ExecApprovalsError) {
        do throws(LedgerError) {
            try await self.ledger.append(
                identities.map { LedgerRecord(identity: $0, timestamp: time, kind: .completed(status: "ok", summary: summary)) },
                epoch: self.epoch
            )
        } catch {
            throw ExecApprovalsError(.unavailable, "the approval could not be recorded: \(error.message)")
        }
    }

    // MARK: After a restart

    /// Takes up a question or a decision that an earlier process has left: for devices, which are recognised again. Others end as expired.
    func resumeApproval(_ entry: LedgerEntry, decision: LedgerEntry?) async {
        let now = self.now()
        let identities = [entry.identity] + (decision.map { [$0.identity] } ?? [])
        guard var approval = ExecApproval(entry) else {
            return await self.expire(identities, "what the ledger holds of the question cannot be read")
        }
        if let decision, case .request(_, let payload) = decision.opening,
            let json = try? JSONValue(parsing: payload),  // A decision that cannot be read is none.
            let word = json["decision"]?.stringValue.flatMap({ ExecDecision(rawValue: $0) }), let time = json["at"]?.intValue
        {
            approval.state = .decided(word, by: json["by"]?.stringValue ?? "", at: Timestamp(milliseconds: time))
        }
        let isUsable: Bool
        switch approval.state {
        case .pending: isUsable = decision == nil && approval.expiresAt > now
        case .decided(_, _, let time): isUsable = time + ExecApprovals.usableFor > now
        case .expired: isUsable = false
        }
        guard isUsable, approval.requester.device != nil else {
            approval.state = .expired
            let expired = approval
            self.approvals.withApprovals { $0.restore(expired) }
            return await self.expire(identities, isUsable ? "who asked cannot be recognised after a restart" : "its time was over")
        }
        let restored = approval
        self.approvals.withApprovals { $0.restore(restored) }
        self.logger.info("exec.approval.restored", ["approval_id": .string(restored.id)])
    }

    private func expire(_ identities: [MessageID], _ summary: String) async {
        for identity in identities { await self.record([.completed(status: "timeout", summary: summary)], of: identity) }
    }
}
