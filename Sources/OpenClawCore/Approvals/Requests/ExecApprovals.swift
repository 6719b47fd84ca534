// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The questions that wait for a person, and the answers that may be used. A value without I/O.
///
/// - Exactly the command that was shown may run, and once: arguments, directory, environment and node are those of the question, not
///   those of the call that uses the answer.
/// - Only who asked may use the answer.
/// - A question ends by a decision or by its time; a decision that is not used within ten minutes ends, too.
struct ExecApprovals: Sendable {
    /// Questions that wait at most.
    static let maximumPending = 256
    /// Questions in all, with the decided ones.
    static let maximumCount = 1_024
    /// How long a decision may be used.
    static let usableFor = Duration.seconds(600)

    /// A question whose time is over, or whose decision nobody used.
    struct Ended: Sendable, Hashable {
        var id: String
        var wasDecided: Bool
    }

    private var approvals: [String: ExecApproval] = [:]
    private var ended: [Ended] = []

    init() {}

    /// The questions that wait, oldest first.
    func pending(at now: Timestamp) -> [ExecApproval] {
        self.approvals.values.filter { $0.state == .pending && now < $0.expiresAt }
            .sorted { ($0.createdAt.milliseconds, $0.id) < ($1.createdAt.milliseconds, $1.id) }
    }

    /// A question by its name.
    func find(_ id: String) -> ExecApproval? { self.approvals[id] }

    /// Asks.
    mutating func ask(_ approval: ExecApproval, now: Timestamp) throws(ExecApprovalsError) {
        self.tidy(now)
        if let complaint = approval.command.complaint { throw ExecApprovalsError(.invalid, complaint) }
        guard self.approvals[approval.id] == nil else { throw ExecApprovalsError(.invalid, "approval id already pending: \(approval.id)") }
        let waiting = self.approvals.values.count { $0.state == .pending }
        guard waiting < Self.maximumPending, self.approvals.count < Self.maximumCount else {
            throw ExecApprovalsError(
                .full,
                "as many approvals as allowed wait for a decision; decide on some of them: openclaw approvals list"
            )
        }
        self.approvals[approval.id] = approval
    }

    /// Decides a question by its name or by letters that only its name begins with.
    mutating func decide(_ name: String, _ decision: ExecDecision, by person: String, now: Timestamp) throws(ExecApprovalsError)
        -> ExecApproval
    {
        self.tidy(now)
        var approval = try self.resolve(name)
        switch approval.state {
        case .pending: break
        case .decided(let earlier, let who, _):
            throw ExecApprovalsError(.alreadyResolved, "\(who) has decided before: \(earlier.rawValue)")
        case .expired: throw ExecApprovalsError(.notFound, "unknown or expired approval id")
        }
        guard approval.allowedDecisions.contains(decision) else {
            throw ExecApprovalsError(.invalid, "a tool is allowed for one call: decide allow-once or deny")
        }
        approval.state = .decided(decision, by: person, at: now)
        self.approvals[approval.id] = approval
        return approval
    }

    /// Takes a decision back that could not be recorded: the question waits again.
    mutating func takeBack(_ id: String) {
        guard case .decided = self.approvals[id]?.state, self.approvals[id]?.usedBy == nil else { return }
        self.approvals[id]?.state = .pending
    }

    /// Takes a question back that could not be recorded.
    mutating func withdraw(_ id: String) { self.approvals[id] = nil }

    /// Puts back what an earlier process has left.
    mutating func restore(_ approval: ExecApproval) {
        guard self.approvals.count < Self.maximumCount, self.approvals[approval.id] == nil else { return }
        self.approvals[approval.id] = approval
    }

    /// Those that have ended by their time since this was asked last, each once.
    mutating func takeEnded(at now: Timestamp) -> [Ended] {
        self.tidy(now)
        defer { self.ended = [] }
        return self.ended
    }

    /// Ends a question whose time is over; `nil` when it has been decided or has time left.
    mutating func expire(_ id: String, now: Timestamp) -> ExecApproval? {
        guard var approval = self.approvals[id], approval.state == .pending, approval.expiresAt <= now else { return nil }
        approval.state = .expired
        self.approvals[id] = approval
        self.ended.append(Ended(id: id, wasDecided: false))
        return approval
    }

    /// Uses an answer for a call.
    /// - Parameters:
    ///   - name: The question's whole name.
    ///   - claimed: What the caller wants to run, as far as it says; every part must be what was approved.
    ///   - key: The call's idempotency key.
    mutating func use(
        _ name: String,
        node: NodeID,
        claimed: ExecCommand,
        requester: ExecApproval.Requester,
        key: String,
        now: Timestamp
    ) throws(ExecApprovalsError) -> (approval: ExecApproval, isFirst: Bool) {
        self.tidy(now)
        // Unknown and foreign ones are told apart by nobody who has not asked.
        guard var approval = self.approvals[name], approval.requester.isSame(as: requester) else {
            throw ExecApprovalsError(.notFound, "unknown or expired approval id")
        }
        guard case .decided(let decision, _, _) = approval.state else {
            throw ExecApprovalsError(.unusable, "the approval has not been decided; wait with exec.approval.waitDecision")
        }
        guard decision != .deny else { throw ExecApprovalsError(.unusable, "the approval was denied") }
        guard approval.nodeID == node else { throw ExecApprovalsError(.mismatch, "the approval is for another node") }
        guard Self.covers(approval.command, claimed) else {
            throw ExecApprovalsError(
                .mismatch,
                "what is to run is not what was approved: arguments, directory and environment must be the same"
            )
        }
        if let used = approval.usedBy, used != key {
            throw ExecApprovalsError(.unusable, "the approval has been used; ask again for another run")
        }
        let isFirst = approval.usedBy == nil
        approval.usedBy = key
        self.approvals[name] = approval
        return (approval, isFirst)
    }

    private static func covers(_ approved: ExecCommand, _ claimed: ExecCommand) -> Bool {
        approved.arguments == claimed.arguments && approved.workingDirectory == claimed.workingDirectory
            && approved.environment == claimed.environment && approved.agentID == claimed.agentID
            && approved.sessionKey == claimed.sessionKey
    }

    private func resolve(_ name: String) throws(ExecApprovalsError) -> ExecApproval {
        if let approval = self.approvals[name] { return approval }
        let fits = name.utf8.count < 4 ? [] : self.approvals.values.filter { $0.state == .pending && $0.id.hasPrefix(name) }
        guard let first = fits.first else { throw ExecApprovalsError(.notFound, "unknown or expired approval id") }
        guard fits.count == 1 else {
            throw ExecApprovalsError(.ambiguous, "\(fits.count) approvals begin with \(name); give more of the id")
        }
        return first
    }

    private mutating func tidy(_ now: Timestamp) {
        for (id, approval) in self.approvals {
            switch approval.state {
            case .pending:
                guard approval.expiresAt <= now else { continue }
                self.approvals[id]?.state = .expired
                self.ended.append(Ended(id: id, wasDecided: false))
                if approval.expiresAt + Self.usableFor <= now { self.approvals[id] = nil }
            case .expired:
                if approval.expiresAt + .seconds(15) <= now { self.approvals[id] = nil }
            case .decided(let decision, _, let at):
                guard at + Self.usableFor <= now else { continue }
                self.approvals[id] = nil
                if decision != .deny, approval.usedBy == nil { self.ended.append(Ended(id: id, wasDecided: true)) }
            }
        }
    }
}
