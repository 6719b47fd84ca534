// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension TaskService {
    /// How many tasks may be handed in together.
    public static let maximumBatch = 1_000

    /// Hands a task in; waits until the gateway runs. What is accepted is recorded: it comes to an end even when the gateway is killed.
    public func submit(_ request: TaskRequest) async -> TaskAdmission { await self.submit([request]) }

    /// Hands tasks in, all or none. They may depend on each other by their ``TaskRequest/id``; a circle is refused.
    public func submit(_ requests: [TaskRequest]) async -> TaskAdmission {
        let admission: TaskAdmission
        do throws(TaskError) {
            admission = try await self.take(requests)
        } catch {
            admission = .rejected(error)
        }
        self.metrics.admitted(admission, count: max(1, requests.count))
        return admission
    }

    private func take(_ requests: [TaskRequest]) async throws(TaskError) -> TaskAdmission {
        guard (1...Self.maximumBatch).contains(requests.count) else {
            throw TaskError(.invalid, "1 to \(Self.maximumBatch) tasks are handed in together", field: "tasks")
        }
        guard self.leadership.mayAccept else {
            return .deferred(retryAfter: .seconds(2), reason: "this gateway stands by; hand the task to the one that leads")
        }
        await self.waitForResume()
        guard self.state.withLock({ $0.isResumed && !$0.isParking && !$0.isClosed }) else {
            return .deferred(retryAfter: .seconds(1), reason: "the gateway is starting or stopping; try again")
        }
        let time = self.wallClock.now()
        var tasks: [TaskSnapshot] = []
        for (index, request) in requests.enumerated() {
            tasks.append(try TaskError.at(index) { () throws(TaskError) in try self.prepare(request, at: time) })
        }
        var known: [String: TaskSnapshot] = [:]
        for (index, task) in tasks.enumerated() where task.request.id != nil || task.request.idempotencyKey != nil {
            guard let other = try await self.known(task.id) else { continue }
            try TaskError.at(index) { () throws(TaskError) in if other.digest != task.digest { throw Self.conflict(task) } }
            known[task.id] = other
            if !other.status.isEnd { try await self.adopt(other) }
        }
        let new = tasks.filter { known[$0.id] == nil }
        if !new.isEmpty {
            try await self.learnDependencies(of: new)
            if let refusal = try self.hold(new) { return refusal }
            if let refusal = await self.record(new) { return refusal }
        }
        let admitted = self.change { state, now, time in state.book.admit(new.map(\.id), now: now, at: time) }
        for task in admitted { self.publish("queued", task) }
        let byID = Dictionary(admitted.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return .accepted(tasks.compactMap { byID[$0.id] ?? known[$0.id] }, isRepeated: new.isEmpty)
    }

    /// Waits until the gateway runs and has taken up what the last one has left.
    private func waitForResume() async {
        let box = Mailbox<Bool>(capacity: 1)
        let waits = self.state.withLock { state -> Bool in
            guard !state.isResumed, !state.isClosed, state.early.count < Self.maximumWaiters else { return false }
            state.early.append(box)
            return true
        }
        if waits { _ = await box.next() }
    }

    /// Takes up a task that the ledger has open and nobody here knows: it was being recorded when the ledger failed.
    private func adopt(_ task: TaskSnapshot) async throws(TaskError) {
        guard self.task(task.id) == nil else { return }
        try await self.learnDependencies(of: [task])
        let failure = self.change { state, now, time -> TaskError? in
            guard state.book.records[task.id] == nil else { return nil }
            do throws(TaskError) {
                try state.book.resume([task], lost: [:], now: now, at: time)
                state.book.take(state.book.scheduler.dispatch(now), at: time)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private static func conflict(_ task: TaskSnapshot) -> TaskError {
        let isKey = task.request.idempotencyKey != nil
        return TaskError(
            .conflict,
            "\(isKey ? "the idempotency key" : "the id \"\(task.id)\"") was used for another request; make a new one for each task",
            field: isKey ? "idempotencyKey" : "id"
        )
    }

    /// Checks a request and works out what it stands for.
    private func prepare(_ request: TaskRequest, at time: Timestamp) throws(TaskError) -> TaskSnapshot {
        guard !request.text.isEmpty, request.text.utf8.count <= TaskRequest.maximumTextBytes else {
            throw TaskError(.invalid, "task must be a text of 1 to \(TaskRequest.maximumTextBytes) bytes", field: "task")
        }
        if let id = request.id {
            let isPlain = id.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte)
            }
            guard isPlain, (1...128).contains(id.utf8.count), !id.hasPrefix("key-") else {
                throw TaskError(.invalid, "id must be 1 to 128 of A-Z a-z 0-9 . _ : - and not begin with \"key-\"", field: "id")
            }
            guard request.idempotencyKey == nil else {
                throw TaskError(
                    .invalid,
                    "give id or idempotencyKey, not both: each of them makes the request the same",
                    field: "idempotencyKey"
                )
            }
        }
        if let command = request.command, NodeCommandPolicy.internalCommands.contains(command) {
            throw TaskError(.invalid, "\(command) is the gateway's own and no task", field: "command")
        }
        let id =
            request.id
            ?? request.idempotencyKey.map { "key-" + SHA256.hexadecimal(Array($0.utf8)).prefix(40) } ?? self.identifiers.uuid()
        var agent: AgentID?
        var key: SessionKey?
        if request.needsWorker {
            guard request.agentID == nil, request.sessionKey == nil, request.workspace == nil else {
                throw TaskError(
                    .invalid,
                    "a task with tags, capabilities, node or command goes to a node or worker and has no agentId, sessionKey or workspace",
                    field: request.agentID != nil ? "agentId" : request.sessionKey != nil ? "sessionKey" : "workspace"
                )
            }
        } else {
            let name = request.agentID ?? request.sessionKey?.agentID ?? self.router.defaultAgent
            guard self.agents.contains(name) else {
                throw TaskError(.invalid, "there is no agent \"\(name)\"; agents.list shows those that exist", field: "agentId")
            }
            guard request.sessionKey == nil || request.workspace == nil else {
                throw TaskError(
                    .invalid,
                    "give sessionKey or workspace, not both: a workspace has a session of its own",
                    field: "workspace"
                )
            }
            let session =
                request.sessionKey.map { self.router.canonicalKey($0.rawValue, agent: name) }
                ?? SessionKey("agent:\(name):\(request.workspace.map { "workspace:\($0)" } ?? "task:\(id)")")
            guard session.isValid else {
                throw TaskError(
                    .invalid,
                    "a session key has 1 to \(SessionKey.maximumLength) bytes without control characters",
                    field: request.workspace == nil ? "sessionKey" : "workspace"
                )
            }
            (agent, key) = (name, session)
        }
        var task = TaskSnapshot(id: id, request: request, agentID: agent, sessionKey: key, createdAt: time)
        task.digest = request.digest
        return task
    }

    /// A task of this name, here or in the ledger.
    private func known(_ id: String) async throws(TaskError) -> TaskSnapshot? {
        if let task = self.task(id) { return task }
        return try await self.look(id).flatMap { TaskSnapshot($0) }
    }

    /// A task of this name, also one that ended long ago.
    public func find(_ id: String) async -> TaskSnapshot? {
        // Without the ledger nobody knows more.
        (try? await self.known(id)) ?? nil
    }

    private func look(_ id: String) async throws(TaskError) -> LedgerEntry? {
        do throws(LedgerError) {
            return try await self.ledger.entry(of: TaskSnapshot.identity(of: id))
        } catch {
            throw TaskError(.unavailable, "the ledger cannot be read: \(error.message)")
        }
    }

    /// Asks the ledger how tasks ended that the scheduler does not remember.
    private func learnDependencies(of tasks: [TaskSnapshot]) async throws(TaskError) {
        let own = Set(tasks.map(\.id))
        let wanted = Set(tasks.flatMap(\.request.dependencies).map(\.id)).subtracting(own)
        let unknown = self.state.withLock { state in
            wanted.filter { state.book.scheduler.entries[$0] == nil && state.book.scheduler.ended[$0] == nil }
        }
        for id in unknown.sorted() {
            guard let completion = try await self.look(id)?.completion else { continue }
            self.state.withLock { $0.book.scheduler.learn(id, succeeded: completion.status == "ok") }
        }
    }

    /// Takes places for tasks; the answer when there are none now.
    private func hold(_ tasks: [TaskSnapshot]) throws(TaskError) -> TaskAdmission? {
        let now = self.elapsed
        let limit = self.configuration.maximumQueued
        let result = self.state.withLock { state -> Result<TaskAdmission?, TaskError> in
            let isBeingRecorded = tasks.contains { state.book.scheduler.entries[$0.id]?.isHeld == true }
            if isBeingRecorded {
                return .success(.deferred(retryAfter: .milliseconds(100), reason: "the same task is just being recorded"))
            }
            let count = tasks.count { $0.request.priority != .control && $0.request.dependencies.isEmpty }
            if count > 0, state.book.scheduler.readyCount + count > max(limit, count) {
                return .success(
                    .deferred(
                        retryAfter: .seconds(1),
                        reason:
                            "\(state.book.scheduler.readyCount) tasks stand in line, at most \(limit) may (performance.queueSize); try again later"
                    )
                )
            }
            do throws(TaskError) {
                try state.book.hold(tasks, now: now)
                return .success(nil)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Records tasks; the answer when that did not succeed, and then none of them exists.
    private func record(_ tasks: [TaskSnapshot]) async -> TaskAdmission? {
        let keepsPayload = self.ledger.isDurable
        let (ledger, epoch) = (self.ledger, self.epoch)
        // All at once, so that one commit takes many.
        let recordings = await withTaskGroup(of: TaskRecording.self) { group in
            for task in tasks {
                let record = LedgerRecord(
                    identity: TaskSnapshot.identity(of: task.id),
                    timestamp: task.createdAt,
                    kind: .task(payload: keepsPayload ? task.openingPayload : [])
                )
                group.addTask { await TaskRecording.make(of: record, in: ledger, epoch: epoch) }
            }
            var recordings: [TaskRecording] = []
            for await recording in group { recordings.append(recording) }
            return recordings
        }
        let taken = recordings.filter(\.isTaken).map(\.id)
        let refusal = recordings.lazy.compactMap(\.refusal).last
        guard let refusal else { return nil }
        let gone = taken
        self.change { state, now, time in state.book.withdraw(tasks.map(\.id), now: now, at: time) }
        if !gone.isEmpty {
            let time = self.wallClock.now()
            do throws(LedgerError) {
                _ = try await ledger.append(
                    gone.map { id in
                        LedgerRecord(
                            identity: TaskSnapshot.identity(of: id),
                            timestamp: time,
                            kind: .completed(
                                status: LedgerEntry.Completion.withdrawn,
                                summary: "it was not taken: others of the same request could not be recorded"
                            )
                        )
                    },
                    epoch: epoch
                )
            } catch {
                self.logger.error("task.withdraw_failed", ["error": .string(error.message)])
            }
        }
        return refusal
    }
}
