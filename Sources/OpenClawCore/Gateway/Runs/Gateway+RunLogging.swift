// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Says in the log that a run did not end well: what failed is a warning, what was stopped or ran out of time is not.
    ///
    /// The words of the error are for whoever waits for the answer. They may have come from a model or from the conversation, so the log
    /// has the kind only.
    /// - Parameter reason: Why the end was found later than it came, for instance after a restart.
    @inline(never)
    func logEnd(of run: ActiveRun, _ result: RunResult, reason: String? = nil) {
        guard result.status != .ok else { return }
        let isFailure = result.status == .error
        var fields: LogMetadata = [
            "session": .string(run.sessionKey.rawValue), "run": .string(run.runID.rawValue), "agent": .string(run.request.agentID.rawValue),
        ]
        if isFailure {
            fields.fields.append(("kind", .string((result.error?.kind ?? .unknown).rawValue)))
        } else {
            fields.fields.append(("status", .string(result.status.rawValue)))
        }
        if let reason { fields.fields.append(("reason", .string(reason))) }
        if isFailure { self.logger.warn("run.failed", fields) } else { self.logger.info("run.stopped", fields) }
    }
}
