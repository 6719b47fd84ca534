// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A task as it stands at one moment.
public struct TaskSnapshot: Sendable, Hashable {
    /// Its name.
    public var id: String
    /// What was asked for.
    public var request: TaskRequest
    /// Where it stands.
    public var status: TaskStatus
    /// Who answers, when an agent does it.
    public var agentID: AgentID?
    /// The session, when an agent does it.
    public var sessionKey: SessionKey?
    /// How far the attempt has come, 0 to 1.
    public var progress: Double
    /// How far it has come, in words.
    public var progressText: String?
    /// What it waits for, in words.
    public var waitReason: String?
    /// Which attempt this is, from 1; 0 before the first.
    public var attempt: Int
    /// Who is at it or was last: `agents`, `node:<id>` or `worker:<id>`.
    public var worker: String?
    /// When it was taken.
    public var createdAt: Timestamp
    /// When the first attempt began.
    public var startedAt: Timestamp?
    /// When it ended.
    public var endedAt: Timestamp?
    /// What came of it.
    public var outcome: TaskOutcome?
    /// Why it did not succeed, or why the last attempt did not.
    public var error: TaskError?
    /// Orders tasks by the time they were taken.
    var ordinal: UInt64 = 0
    /// Tells the request from others under the same name.
    var digest = ""

    init(id: String, request: TaskRequest, agentID: AgentID?, sessionKey: SessionKey?, createdAt: Timestamp) {
        self.id = id
        self.request = request
        self.status = .queued
        self.agentID = agentID
        self.sessionKey = sessionKey
        self.progress = 0
        self.attempt = 0
        self.createdAt = createdAt
    }

    /// The run of its last attempt, when an agent does it.
    public var runID: RunID? {
        self.agentID == nil || self.attempt == 0 ? nil : RunID("task-\(self.id)-\(self.attempt)")
    }

    /// The first words.
    var title: String {
        let line = self.request.text.prefix { !$0.isNewline }
        return line.count > 120 ? String(line.prefix(119)) + "…" : String(line)
    }

    /// About how much memory it takes.
    var byteCount: Int { 512 + self.request.text.utf8.count + (self.outcome?.byteCount ?? 0) }
}
