// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How long the lane of a turn that has ended waits for its agent to return.
    static let stuckGrace = Duration.seconds(30)

    /// Whether the message is part of a conversation whose session is busy, so that queue modes apply.
    func mayWait(_ request: RunRequest) -> Bool { request.isConversation && self.runs.isBusy(request.sessionKey) }

    /// Decides how a message waits that ``mayWait(_:)``.
    func queueMode(of request: RunRequest) async -> QueueMode {
        let policy = self.configuration.queue
        if let mode = request.queueMode { return mode }
        // A record that cannot be read has no mode of its own.
        let record = try? await self.sessions.record(request.sessionKey)
        return policy.mode(own: nil, session: record?.attributes["queueMode"]?.stringValue, channel: request.origin?.id.channel)
    }

    /// Makes a place for a message for which there is none, when the policy says so, by giving up the oldest that waits; and takes it.
    func makeRoom(for request: RunRequest) async -> Bool {
        let drop = self.configuration.queue.drop
        guard request.isConversation, drop == .old || drop == .summarize,
            let oldest = self.runs.waiting(in: request.sessionKey)
                .first(where: { $0.request.isConversation && $0.request.resetTrigger == nil })
        else { return false }
        guard await self.abort(oldest, status: .aborted, reason: "dropped: \(request.sessionKey) had no room for a newer message") else {
            return self.runs.reserve(request.sessionKey)
        }
        if drop == .summarize {
            let words = oldest.request.message.text
            let note = "A message was dropped because too many waited. It began: \(words.prefix(160))"
            _ = self.operations.systemEvents.add(note, to: request.sessionKey, at: self.now())
        }
        return self.runs.reserve(request.sessionKey)
    }

    /// Stops what runs in a run's session and gives up what waits before it; a new conversation that was asked for still begins.
    func interrupt(for run: ActiveRun) async {
        for other in self.runs.active(in: run.sessionKey) where other !== run {
            guard other.phase == .running || (other.request.isConversation && other.request.resetTrigger == nil) else { continue }
            await self.abort(other, status: .aborted, reason: "interrupted by a newer message")
        }
    }

    /// Waits until no more messages come for a turn that is shared (``QueueMode/collect``), and takes those that share it.
    func gather(for run: ActiveRun) async {
        let debounce = self.configuration.queue.debounce
        let latest = self.now() + debounce * 10
        while run.phase == .waiting {
            let now = self.now()
            let newest = self.runs.sharers(of: run, mode: .collect).map(\.acceptedAt).max() ?? run.acceptedAt
            let due = min(newest + debounce, latest)
            guard due > now else { break }
            do { try await self.configuration.clock.sleep(for: due - now) } catch { break }
        }
        run.absorb(self.runs.detach(self.runs.sharers(of: run, mode: .collect)))
    }

    /// Hands messages that came while a turn runs to its agent.
    func steer(_ run: ActiveRun) async throws -> [ChatMessage] {
        let taken = self.runs.detach(self.runs.sharers(of: run, mode: .steer))
        guard !taken.isEmpty else { return [] }
        run.absorb(taken)
        await self.writeMessage(of: run)
        await run.awaitWriting()
        let entries = taken.map { SessionEntry(id: $0.messageEntryID, timestamp: $0.request.message.timestamp, kind: .message($0.request.message)) }
        try await self.store(entries, run.sessionKey)
        return taken.map(\.request.message)
    }

    /// Ends the runs whose messages were answered together with another's.
    /// - Parameter staysOpen: whether their messages are taken up again after the next start, as that of the run is.
    func finishAbsorbed(_ run: ActiveRun, _ result: RunResult, staysOpen: Bool) async {
        for other in run.takeAbsorbed() {
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
            if let end, staysOpen {
                other.complete(end, now: self.now())
            } else if let end {
                await self.finish(other, end, reason: "answered together with \(run.runID)")
            }
            self.runs.forget(other)
        }
    }

    /// Gives the lanes of turns free that have ended long ago and whose agents do not return.
    func releaseStuckRuns(at now: Timestamp) {
        for run in self.runs.all {
            guard let result = run.result, result.endedAt + Self.stuckGrace < now else { continue }
            self.counters.runsStuck.increment()
            self.logger.error(
                "run.stuck",
                [
                    "run": .string(run.runID.rawValue), "session": .string(run.sessionKey.rawValue), "agent": .string(run.request.agentID.rawValue),
                    "remedy": .string("the agent ignores cancellation: its session goes on without it; look for a call that blocks"),
                ]
            )
            for next in self.runs.release(run) where !self.submit({ await self.execute(next) }) { _ = self.runs.release(next) }
        }
    }
}
