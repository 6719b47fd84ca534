// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The outcome of asking for a run.
enum RunAcceptance {
    /// The run is new; `start` must be awaited or submitted by the caller when it is not `nil`.
    case accepted(ActiveRun, position: LedgerPosition, startsNow: Bool)
    /// A run of this identity exists; it is going on or has ended with this status.
    indirect case duplicate(ActiveRun?, LedgerEntry)
    /// There is no room; try again later.
    case refused(MethodError)
}

/// Accepts runs: a place in the session's lane is reserved, the ledger takes the message, the run takes its place.
///
/// A session without room refuses before the ledger has seen anything, so that the same message can be handed in again.
struct RunStarter: Sendable {
    /// Records the message and puts the run into its lane.
    func accept(_ request: RunRequest, gateway: Gateway) async -> RunAcceptance {
        guard gateway.phase != .draining, gateway.phase != .stopped else {
            return .refused(.unavailable("gateway is shutting down; connect again and retry", retryAfterMilliseconds: 2_000))
        }
        guard gateway.leadership.mayAccept else {
            return .refused(.unavailable(gateway.leadership.refusal, retryAfterMilliseconds: 5_000))
        }
        if let words = gateway.storageWaits.trouble {
            return .refused(.unavailable("what was said could not be stored: \(words)", retryAfterMilliseconds: 5_000))
        }
        let queueMode = gateway.mayWait(request) ? await gateway.queueMode(of: request) : nil
        if !gateway.runs.reserve(request.sessionKey), !(await gateway.makeRoom(for: request)) {
            return .refused(
                .unavailable(
                    "session \(request.sessionKey) has \(gateway.configuration.limits.maximumWaitingRunsPerSession) runs waiting; retry when one has ended",
                    retryAfterMilliseconds: 1_000
                )
            )
        }
        gateway.claims.hold(request.identity)
        defer { gateway.claims.release(request.identity) }
        let now = gateway.now()
        let acceptance: LedgerAcceptance
        do {
            acceptance = try await gateway.ledger.accept(Self.record(of: request, at: now, gateway: gateway), epoch: gateway.epoch)
        } catch {
            gateway.runs.cancelReservation(request.sessionKey)
            return .refused(.unavailable("the message could not be recorded: \(error.message)", retryAfterMilliseconds: 1_000))
        }
        switch acceptance {
        case .duplicate(let entry):
            gateway.runs.cancelReservation(request.sessionKey)
            return .duplicate(entry.runID.flatMap { gateway.runs.find($0) }, entry)
        case .full:
            gateway.runs.cancelReservation(request.sessionKey)
            return .refused(.unavailable("the gateway has as many open messages as it takes; retry later", retryAfterMilliseconds: 1_000))
        case .accepted(let receipt):
            let timeout = request.timeout ?? gateway.configuration.runTimeout
            let run = ActiveRun(
                request: request,
                acceptedAt: now,
                queueMode: queueMode,
                isHeld: request.burst?.isShared ?? false,
                deadline: timeout.map { now + $0 },
                hub: gateway.events
            )
            if let role = request.burst {
                await gateway.place(run, role, mode: queueMode)
                return .accepted(run, position: receipt.position, startsNow: false)
            }
            let decision = gateway.runs.add(run)
            if decision != .start, queueMode == .interrupt { await gateway.interrupt(for: [run]) }
            return .accepted(run, position: receipt.position, startsNow: decision == .start)
        }
    }
    // Apart from the rest: what is built here would otherwise have its place in the task's memory until the message is stored.
    @inline(never)
    private static func record(of request: RunRequest, at now: Timestamp, gateway: Gateway) -> LedgerRecord {
        LedgerRecord(
            identity: request.identity,
            timestamp: now,
            kind: .accepted(
                runID: request.runID,
                sessionKey: request.sessionKey,
                agentID: request.agentID,
                payload: gateway.ledger.isDurable ? request.payload : []
            ),
            reason: request.reason
        )
    }
}
