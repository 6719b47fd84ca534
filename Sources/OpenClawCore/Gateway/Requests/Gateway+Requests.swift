// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Gateway {
    /// How a request stands, without taking it; `nil` when nobody has asked before.
    /// - Throws: `INVALID_REQUEST` when the key was used for another request.
    func standing(of request: KeyedRequest) async throws(MethodError) -> RequestStanding? {
        let entry: LedgerEntry?
        do throws(LedgerError) {
            entry = try await self.ledger.entry(of: request.identity)
            // An end that is known here may still be on its way to the disk.
            if entry?.completion != nil { try await self.ledger.flush() }
        } catch {
            throw Self.ledgerFailure(error)
        }
        return try entry.map { Self.standing(of: request, $0) }?.get()
    }

    /// Takes a request, or tells how the one of the same key stands. Returns when the ledger has it.
    /// - Parameter payload: What a restart needs to go on with it.
    /// - Throws: `INVALID_REQUEST` when the key was used for another request, `UNAVAILABLE` when the ledger does not take it.
    func take(_ request: KeyedRequest, payload: [UInt8] = []) async throws(MethodError) -> RequestStanding {
        let record = LedgerRecord(
            identity: request.identity,
            timestamp: self.now(),
            kind: .request(digest: request.digest, payload: self.ledger.isDurable ? payload : [])
        )
        let acceptance: LedgerAcceptance
        do throws(LedgerError) {
            acceptance = try await self.ledger.accept(record, epoch: self.epoch)
        } catch {
            throw Self.ledgerFailure(error)
        }
        switch acceptance {
        case .accepted: return .new
        case .full: throw .unavailable("the gateway has as many open requests as it takes; retry later", retryAfterMilliseconds: 1_000)
        case .duplicate(let entry): return try Self.standing(of: request, entry).get()
        }
    }

    /// Records what became of a request, before its caller hears of it.
    func settle(_ identity: MessageID, _ end: RequestEnd) async {
        guard let kind = end.record, !(await self.record([kind], of: identity)) else { return }
        // Another caller was first; its record may still be on its way to the disk.
        do throws(LedgerError) {
            try await self.ledger.flush()
        } catch {
            self.logger.error("ledger.flush_failed", ["message": .string("\(identity)"), "error": .string("\(error)")])
        }
    }

    private static func standing(of request: KeyedRequest, _ entry: LedgerEntry) -> Result<RequestStanding, MethodError> {
        guard case .request(let digest, _) = entry.opening, digest == request.digest else {
            return .failure(
                .invalid("idempotencyKey was used before with other parameters; use a new one", details: ["code": "IDEMPOTENCY_KEY_REUSED"])
            )
        }
        return .success(entry.completion.map { .ended($0.answer) } ?? .running)
    }

    private static func ledgerFailure(_ error: LedgerError) -> MethodError {
        .unavailable("the request could not be recorded: \(error.message)", retryAfterMilliseconds: 1_000)
    }

    // MARK: After a restart

    /// Takes up requests that an earlier process has left open.
    func resumeRequests(_ entries: [LedgerEntry]) async {
        var decisions: [String: LedgerEntry] = [:]
        for entry in entries where entry.identity.account == Self.decisionAccount { decisions[entry.identity.event] = entry }
        for entry in entries {
            switch entry.identity.account {
            case Self.invocationAccount: await self.resumeInvocation(entry)
            case Self.approvalAccount: await self.resumeApproval(entry, decision: decisions.removeValue(forKey: entry.identity.event))
            case Self.pendingActionAccount: await self.resumePendingAction(entry)
            case Self.decisionAccount: continue
            default:
                let error = MethodError(
                    .unavailable,
                    "the gateway stopped while it carried this out; look whether it was done before you ask again with a new key",
                    details: ["code": "OUTCOME_UNKNOWN"]
                )
                await self.settle(entry.identity, .failed(error))
            }
        }
        for entry in decisions.values {
            await self.record([.completed(status: "timeout", summary: "nothing to decide")], of: entry.identity)
        }
    }

    /// Records the ends of what waited for people and devices and whose time is over.
    func recordExpired(at now: Timestamp) {
        let approvals = self.approvals.withApprovals { $0.takeEnded(at: now) }
        let actions = self.nodes.state.withLock { $0.pendingActions.takeEnded(at: now) }
        guard self.ledger.isDurable else { return }
        for ended in approvals {
            self.note(
                .completed(status: "timeout", summary: "nobody decided or used the decision in time"),
                of: Self.approvalIdentity(ended.id)
            )
            if ended.wasDecided {
                self.note(.completed(status: "timeout", summary: "not used in time"), of: Self.decisionIdentity(ended.id))
            }
        }
        for id in actions {
            self.note(.completed(status: "timeout", summary: "the device did not fetch it in time"), of: Self.pendingActionIdentity(id))
        }
    }
}
