// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskSnapshot {
    /// How much of a request is kept when its task has ended, in bytes.
    private static let keptRequest = 4 << 10

    /// Brings the task to its end.
    mutating func close(_ end: TaskEnd, _ outcome: TaskOutcome?) {
        switch end {
        case .succeeded:
            self.status = .completed
            self.progress = 1
            self.outcome = outcome
            self.error = nil
        case .failed(let reason): self.fail(.failed, .failed, reason)
        case .dependencyFailed(let reason): self.fail(.failed, .dependencyFailed, reason)
        case .lost(let reason): self.fail(.failed, .lost, reason)
        case .cancelled(let reason): self.fail(.cancelled, .cancelled, reason)
        case .timedOut(let reason): self.fail(.timedOut, .timeout, reason)
        case .notBegun(let reason): self.fail(.timedOut, .queueTimeout, reason)
        }
        if self.request.text.utf8.count > Self.keptRequest {
            self.request.text = String(decoding: Array(self.request.text.utf8.prefix(Self.keptRequest)), as: UTF8.self) + " …"
        }
        if !self.request.params.isNull, self.request.params.serialized().count > Self.keptRequest { self.request.params = .null }
    }

    private mutating func fail(_ status: TaskStatus, _ code: TaskError.Code, _ reason: String) {
        self.status = status
        self.outcome = nil
        self.error = TaskError(code, reason)
    }

    /// Whether an agent does it in a session that is nobody else's.
    var hasOwnSession: Bool { self.agentID != nil && self.request.sessionKey == nil && self.request.workspace == nil }
}
