// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a run of commits of one session does: what is known before, what was decided, and what became of it.
///
/// Either any number of appends or one commit of another kind. Deciding touches neither disk nor locks.
struct SessionPlan {
    /// The bounds a decision keeps.
    struct Limits {
        var configuration: FileSessionStore.Configuration
        /// How many sessions may still become active.
        var room: Int
        /// How many may still be begun, archived ones counted.
        var totalRoom: Int
    }

    let key: SessionKey
    /// The commits' positions in the batch.
    private(set) var commits: [Int]

    /// Whether a later commit of the session waits for the next round, so that no more may join.
    var isClosed = false

    // Known before.
    var place: Int32 = -1
    var row: SessionIndexRow?
    var file: (any File)?
    var isUnsynced = false
    var check: TranscriptCheck?
    /// Whether what can be read at the end of the transcript may not be on the disk, since making it durable has failed.
    var distrustsEnd = false
    /// How much of a transcript was durable that nobody has looked at since a crash.
    var proven: TranscriptPart?
    /// Why the session or the store takes no writes.
    var refusal: String?

    // Decided.
    /// Answers for the case that the disk plays along, and refusals.
    private(set) var answers: [(commit: Int, result: Result<SessionCommit.Outcome, SessionStoreError>)] = []
    private(set) var appends: [SessionAppend] = []
    /// The record of a session that begins.
    private(set) var created: SessionRecord?
    /// The record of a session whose properties or transcript change.
    private(set) var replaced: SessionRecord?
    /// The entries of a new transcript, which is written before the index names it.
    private(set) var replacement: SessionAppend?
    /// The transcript to put aside or remove.
    private(set) var retired: (sessionID: String, reason: SessionLayout.Archive, isRemoved: Bool)?
    private(set) var isDeleted = false
    /// Whether the change is none of the conversation's, so that the session keeps its place in lists.
    private(set) var isQuiet = false

    // What became of it.
    /// Whether the lines for the index were written.
    var isIndexed = false
    /// The beginning of the newest message appended.
    private(set) var preview: String?
    /// The beginning of the first user message, when the session has no title yet.
    private(set) var title: String?
    /// Whether somebody has said something, and not only the gateway itself.
    private(set) var hasInteraction = false
    /// The size of the transcript after the append, or of the one that replaces it.
    var end = 0
    /// Whether somebody else has written to the transcript meanwhile.
    var isDisturbed = false
    /// Why nothing was done; every answer that was not a refusal becomes this.
    var failure: SessionStoreError?
    /// Whether the session must not be written to until it is opened again.
    var isStopped = false

    init(key: SessionKey, commit: Int) {
        self.key = key
        self.commits = [commit]
    }

    mutating func join(_ commit: Int) { self.commits.append(commit) }

    /// Whether anything is to be written.
    var hasEffect: Bool { self.entryCount > 0 || self.needsIndexLine }

    /// How many entries are appended.
    var entryCount: Int { self.appends.reduce(0) { $0 + $1.entries.count } }

    /// Whether lines for the index must be written before anything else.
    var needsIndexLine: Bool { self.created != nil || self.replaced != nil || self.isDeleted }

    /// Writes those lines.
    func writeIndexLine(to writer: inout JSONWriter) {
        if let created { SessionIndexRow(created, byteCount: 0).write(to: &writer) }
        if let replaced {
            SessionIndexRow(replaced, byteCount: self.retired == nil ? self.row?.byteCount ?? 0 : self.end).write(to: &writer)
        }
        if self.isDeleted, let retired {
            SessionIndexLine.writeDeleted(key: self.key, sessionID: retired.sessionID, removesTranscript: retired.isRemoved, to: &writer)
        }
    }

    // MARK: Deciding

    /// Decides on all commits, in their order.
    mutating func decide(_ batch: [SessionCommit], at now: Timestamp, makeID: () -> String, limits: inout Limits) {
        for commit in self.commits {
            do throws(SessionStoreError) {
                if batch[commit].operation.isWrite, let refusal { throw SessionStoreError(.unavailable, refusal) }
                self.answers.append((commit, .success(try self.decide(batch[commit].operation, at: now, makeID: makeID, limits: &limits))))
            } catch {
                self.answers.append((commit, .failure(error)))
            }
        }
        for append in self.appends.reversed() where self.preview == nil { self.preview = SessionRecord.preview(of: append.entries) }
        self.hasInteraction = self.appends.contains { $0.entries.contains(where: \.isInteraction) }
        if self.row?.hasTitle != true {
            for append in self.appends where self.title == nil { self.title = SessionRecord.title(of: append.entries) }
        }
    }

    private mutating func decide(
        _ operation: SessionCommit.Operation,
        at now: Timestamp,
        makeID: () -> String,
        limits: inout Limits
    ) throws(SessionStoreError) -> SessionCommit.Outcome {
        switch operation {
        case .append(let append):
            return .version(try self.decide(append, at: now, makeID: makeID, limits: &limits))
        case .update(let changes):
            var record: SessionRecord
            if let row { record = row.record } else { record = try self.begin(at: now, makeID: makeID, limits: &limits) }
            let hasChanged = record.attributes.patch(with: changes)
            let size = JSONValue.object(record.attributes).approximateByteCount
            guard size <= limits.configuration.maximumAttributeBytes else {
                if self.created.take() != nil {
                    limits.room += 1
                    limits.totalRoom += 1
                }
                throw .tooLarge("the set of properties", bytes: size, maximum: limits.configuration.maximumAttributeBytes)
            }
            if self.created != nil {
                self.created = record
            } else if hasChanged {
                if self.row?.isArchived == true, !record.isArchived {
                    guard limits.room > 0 else { throw .tooManySessions(limits.configuration.maximumSessions) }
                    limits.room -= 1
                }
                record.updatedAt = max(record.updatedAt, now)
                self.replaced = record
            }
            return .record(record)
        case .reset(let expectedSessionID):
            if let expectedSessionID, self.row?.sessionID != expectedSessionID {
                throw .conflict(self.key, expectedSessionID: expectedSessionID, present: self.row?.sessionID)
            }
            guard var record = self.row?.record else { return .record(try self.begin(at: now, makeID: makeID, limits: &limits)) }
            self.retired = (record.sessionID, .reset, false)
            record.restart(sessionID: makeID(), at: now)
            self.replaced = record
            return .record(record)
        case .restart(let append, let expectedSessionID):
            guard let row, row.sessionID == expectedSessionID else {
                throw .conflict(self.key, expectedSessionID: expectedSessionID, present: self.row?.sessionID)
            }
            guard append.bytes.count <= limits.configuration.maximumTranscriptBytes else {
                throw .tooLarge("a transcript", bytes: append.bytes.count, maximum: limits.configuration.maximumTranscriptBytes)
            }
            var record = row.record
            self.retired = (record.sessionID, .reset, false)
            record.restart(sessionID: makeID(), at: now)
            record.advance(over: append.entries, at: now)
            self.replaced = record
            self.replacement = append
            return .record(record)
        case .delete(let removesTranscript):
            guard let row else { return .existed(false) }
            self.retired = (row.sessionID, .deleted, removesTranscript)
            self.isDeleted = true
            if !row.isArchived { limits.room += 1 }
            limits.totalRoom += 1
            return .existed(true)
        case .archive(let session, let time):
            guard var record = self.row?.record, session.isStill(record), !record.isArchived else { return .existed(false) }
            _ = record.attributes.patch(with: SessionUsage.archiving(at: time))
            self.replaced = record
            self.isQuiet = true
            return .existed(true)
        case .discard(let session):
            guard let record = self.row?.record, session.isStill(record), record.isArchived else { return .existed(false) }
            self.retired = (record.sessionID, .deleted, true)
            self.isDeleted = true
            return .existed(true)
        case .verify, .reopen, .flush:
            return .done
        }
    }

    private mutating func decide(
        _ append: SessionAppend,
        at now: Timestamp,
        makeID: () -> String,
        limits: inout Limits
    ) throws(SessionStoreError) -> SessionVersion {
        let present = SessionVersion((self.row?.version ?? 0) + self.entryCount)
        if let expected = append.expecting, expected != present { throw .conflict(self.key, expected: expected, present: present) }
        let size = (self.row?.byteCount ?? 0) + self.appends.reduce(0) { $0 + $1.bytes.count }
        guard size + append.bytes.count <= limits.configuration.maximumTranscriptBytes else {
            throw SessionStoreError(
                .full,
                "the transcript of session \(self.key) has \(size) bytes, at most \(limits.configuration.maximumTranscriptBytes) are kept: reset the session"
            )
        }
        if self.row == nil, self.created == nil { _ = try self.begin(at: now, makeID: makeID, limits: &limits) }
        self.appends.append(append)
        return SessionVersion(present.rawValue + append.entries.count)
    }

    private mutating func begin(
        at now: Timestamp,
        makeID: () -> String,
        limits: inout Limits
    ) throws(SessionStoreError) -> SessionRecord {
        guard limits.room > 0, limits.totalRoom > 0 else { throw .tooManySessions(limits.configuration.maximumSessions) }
        limits.room -= 1
        limits.totalRoom -= 1
        let record = SessionRecord(key: self.key, sessionID: makeID(), createdAt: now, updatedAt: now)
        self.created = record
        return record
    }

    // MARK: Telling

    /// The answers, now that the outcome is known.
    var results: [(commit: Int, result: Result<SessionCommit.Outcome, SessionStoreError>)] {
        guard let failure else { return self.answers }
        return self.answers.map { answer in
            if case .failure = answer.result { return answer }
            return (answer.commit, .failure(failure))
        }
    }
}
