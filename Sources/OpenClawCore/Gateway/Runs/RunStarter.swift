// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The outcome of asking for a run.
enum RunAcceptance {
    /// The run is new; `start` must be awaited or submitted by the caller when it is not `nil`.
    case accepted(ActiveRun, position: LedgerPosition, startsNow: Bool)
    /// A run of this identity exists; it is going on or has ended with this status.
    case duplicate(ActiveRun?, position: LedgerPosition, completion: String?)
    /// There is no room; try again later.
    case refused(MethodError)
}

/// Accepts runs: ledger first, then the session's lane.
struct RunStarter: Sendable {
    /// Records the message and puts the run into its lane.
    func accept(_ request: RunRequest, gateway: Gateway) async -> RunAcceptance {
        guard gateway.phase != .draining, gateway.phase != .stopped else {
            return .refused(.unavailable("gateway is shutting down; connect again and retry", retryAfterMilliseconds: 2_000))
        }
        let now = gateway.now()
        let record = LedgerRecord(
            identity: request.identity,
            timestamp: now,
            kind: .accepted(runID: request.runID, sessionKey: request.sessionKey, agentID: request.agentID)
        )
        let acceptance: LedgerAcceptance
        do {
            acceptance = try await gateway.ledger.accept(record, epoch: gateway.configuration.epoch)
        } catch {
            return .refused(.unavailable("the message could not be recorded: \(error.message)", retryAfterMilliseconds: 1_000))
        }
        switch acceptance {
        case .duplicate(let position, let runID, let completion):
            return .duplicate(gateway.runs.find(runID), position: position, completion: completion)
        case .full:
            return .refused(.unavailable("the gateway has as many open messages as it takes; retry later", retryAfterMilliseconds: 1_000))
        case .accepted(let position):
            let timeout = request.timeout ?? gateway.configuration.runTimeout
            let run = ActiveRun(request: request, acceptedAt: now, deadline: timeout.map { now + $0 }, hub: gateway.events)
            switch gateway.runs.add(run) {
            case .start:
                return .accepted(run, position: position, startsNow: true)
            case .queued:
                return .accepted(run, position: position, startsNow: false)
            case .full(let limit):
                let error = MethodError.unavailable(
                    "session \(request.sessionKey) has \(limit) runs waiting; retry when one has ended",
                    retryAfterMilliseconds: 1_000
                )
                await gateway.record([.completed(status: "error", summary: error.message)], of: request.identity)
                return .refused(error)
            }
        }
    }
}
