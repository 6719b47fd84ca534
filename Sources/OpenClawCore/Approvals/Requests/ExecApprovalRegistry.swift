// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Carries out what `ExecApprovals` decides: tells those who wait.
final class ExecApprovalRegistry: Sendable {
    private struct State {
        var approvals = ExecApprovals()
        var waiters: [String: [Mailbox<ExecApproval>]] = [:]
    }

    /// Callers that wait for one decision.
    private static let maximumWaiters = 64

    private let state = Mutex(State())

    init() {}

    /// Looks at or changes the questions.
    func withApprovals<Value, Failure: Error>(_ body: (inout ExecApprovals) throws(Failure) -> Value) throws(Failure) -> Value {
        let result = self.state.withLock { state -> Result<Value, Failure> in
            do throws(Failure) {
                return .success(try body(&state.approvals))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Tells those who wait that a question has ended.
    func ended(_ approval: ExecApproval) {
        let waiters = self.state.withLock { $0.waiters.removeValue(forKey: approval.id) ?? [] }
        for waiter in waiters { waiter.offer(approval) }
    }

    /// Waits until a question has ended, at most until its time is over.
    func wait(_ id: String, clock: any Clock<Duration>, wallClock: any WallClock) async throws(ExecApprovalsError) -> ExecApproval {
        let mailbox = Mailbox<ExecApproval>(capacity: 1)
        let known = try self.state.withLock { state -> Result<ExecApproval, ExecApprovalsError> in
            guard let approval = state.approvals.find(id) else {
                return .failure(ExecApprovalsError(.notFound, "approval expired or not found"))
            }
            guard approval.state == .pending else { return .success(approval) }
            guard state.waiters[id]?.count ?? 0 < Self.maximumWaiters else {
                return .failure(ExecApprovalsError(.full, "as many callers as allowed wait for this approval"))
            }
            state.waiters[id, default: []].append(mailbox)
            return .success(approval)
        }.get()
        guard known.state == .pending else { return known }
        let ended = await withTaskGroup(of: ExecApproval?.self) { group in
            group.addTask { await mailbox.next() }
            group.addTask {
                let rest = known.expiresAt - wallClock.now()
                if rest > .zero { do { try await clock.sleep(for: rest) } catch { return nil } }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let ended { return ended }
        let (final, isNew) = self.state.withLock { state -> (ExecApproval, Bool) in
            state.waiters[id]?.removeAll { $0 === mailbox }
            // The clock that waited and the clock that counts may disagree by a moment: the wait is what ends it.
            let expired = state.approvals.expire(id, now: max(wallClock.now(), known.expiresAt))
            return (expired ?? state.approvals.find(id) ?? known, expired != nil)
        }
        if isNew { self.ended(final) }
        return final
    }
}
