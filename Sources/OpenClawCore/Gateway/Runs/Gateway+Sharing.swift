// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Ends the runs whose messages were answered by a turn that has ended. What comes of them is recorded with the end of the turn, in one
    /// step; ``finish(_:_:staysOpen:)`` tells it.
    @inline(never)
    func endShared(of run: ActiveRun, _ result: RunResult) -> [SharedEnd] {
        run.takeAbsorbed().compactMap { other in
            self.claims.hold(other.request.identity)
            let end = other.end { _, _, _ in
                RunResult(
                    runID: other.runID,
                    status: result.status,
                    stopReason: "shared",
                    error: result.error,
                    startedAt: nil,
                    endedAt: result.endedAt
                )
            }
            if let end { return SharedEnd(run: other, result: end) }
            // It was stopped by itself; who did so writes its end down.
            self.claims.release(other.request.identity)
            self.runs.forget(other)
            return nil
        }
    }

    /// What the ledger keeps of runs that ended with another's turn.
    @inline(never)
    func records(of ends: [SharedEnd], with run: ActiveRun, at now: Timestamp) -> [LedgerRecord] {
        ends.map { end in
            LedgerRecord(
                identity: end.run.request.identity,
                timestamp: now,
                kind: .completed(
                    status: end.result.status.rawValue,
                    summary: end.result.error?.message,
                    result: end.run.request.contentDigest
                ),
                reason: "answered together with \(run.runID)"
            )
        }
    }

    /// Tells those who listen and wait of the ends of runs that ended with another's turn, which ended so.
    @inline(never)
    func finish(_ ends: [SharedEnd], with result: RunResult) async {
        for end in ends {
            var own = end.result
            own.status = result.status
            own.error = result.error
            own.saidNothing = true
            self.counters.ended(own)
            self.logEnd(of: end.run, own, reason: "answered together with \(result.runID)")
            end.run.complete(own, now: self.now())
            self.runs.forget(end.run)
            self.claims.release(end.run.request.identity)
            guard let reader = end.run.request.reader else { continue }
            do { try await reader.send(.finished(own)) } catch { self.logger.debug("reader.gone") }
            reader.close()
        }
    }
}
