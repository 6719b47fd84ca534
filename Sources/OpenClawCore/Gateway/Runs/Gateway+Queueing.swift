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

    /// Stops what runs in a session and gives up what waits before the newest runs; a new conversation that was asked for still begins, and what
    /// waits for more of its sender goes on waiting.
    func interrupt(for newest: [ActiveRun]) async {
        guard let key = newest.first?.sessionKey else { return }
        for other in self.runs.active(in: key) where !newest.contains(where: { $0 === other }) {
            let phase = other.phase
            guard phase == .running || (phase == .waiting && other.request.isConversation && other.request.resetTrigger == nil) else { continue }
            await self.abort(other, status: .aborted, reason: "interrupted by a newer message")
        }
    }

    /// Takes the messages that share a turn which begins: those of its burst and, with ``QueueMode/collect``, those that wait, once no more
    /// of them come.
    func gather(for run: ActiveRun) async {
        guard run.request.burst?.isShared ?? true else { return }
        let isCollecting = run.waiting.mode == .collect
        if isCollecting {
            _ = await self.waitForQuiet(self.configuration.queue.debounce) {
                guard run.phase == .waiting else { return nil }
                return self.runs.sharers(of: run, mode: .collect).map(\.acceptedAt).max() ?? run.acceptedAt
            }
        }
        await self.share(run, with: self.runs.sharers(of: run, mode: isCollecting ? .collect : nil))
    }

    /// Waits until nothing has come for a time, at most ten times as long, whatever becomes of the clock on the wall.
    /// - Parameter newest: when something came last; `nil` ends the waiting.
    /// - Returns: `false` when the gateway stops.
    func waitForQuiet(_ quiet: Duration, newest: () -> Timestamp?) async -> Bool {
        var left = quiet * 10
        while let newest = newest() {
            let rest = min(newest + quiet - self.now(), quiet, left)
            guard rest > .zero else { break }
            let began = self.now()
            do { try await self.configuration.clock.sleep(for: rest) } catch { return false }
            left -= max(rest, self.now() - began)
        }
        return true
    }

    /// Lets messages that wait be answered by a run's turn; returns those that it got.
    @discardableResult
    private func share(_ run: ActiveRun, with others: [ActiveRun]) async -> [ActiveRun] {
        guard !others.isEmpty, run.phase != .finished else { return [] }
        let taken = self.runs.detach(others)
        run.absorb(taken)
        for other in taken { self.note(.claimed, of: other.request.identity, reason: "shares the turn of \(run.request.identity)") }
        guard run.phase == .finished else { return taken }
        // It was stopped at this moment; who did so may have looked for them already.
        let result = RunResult(runID: run.runID, status: .aborted, startedAt: nil, endedAt: self.now())
        let ends = self.endShared(of: run, result)
        await self.record([], of: run.request.identity, with: self.records(of: ends, with: run, at: self.now()))
        await self.finish(ends, with: result)
        return []
    }

    /// Hands messages that came while a turn runs to its agent.
    func steer(_ run: ActiveRun) async throws -> [ChatMessage] {
        let taken = await self.share(run, with: self.runs.sharers(of: run, mode: .steer))
        guard !taken.isEmpty else { return [] }
        await self.writeMessage(of: run)
        await run.awaitWriting()
        let entries = taken.map {
            SessionEntry(id: $0.messageEntryID, timestamp: $0.request.message.timestamp, kind: .message($0.request.message))
        }
        try await self.store(entries, run.sessionKey)
        return taken.map(\.request.message)
    }

    /// Gives the lanes of turns free that have ended long ago and whose agents do not return.
    func releaseStuckRuns(at now: Timestamp) {
        for run in self.runs.all {
            guard let result = run.result, result.endedAt + Self.stuckGrace < now else { continue }
            self.counters.runsStuck.increment()
            self.logger.error(
                "run.stuck",
                [
                    "run": .string(run.runID.rawValue), "session": .string(run.sessionKey.rawValue),
                    "agent": .string(run.request.agentID.rawValue),
                    "remedy": .string("the agent ignores cancellation: its session goes on without it; look for a call that blocks"),
                ]
            )
            for next in self.runs.release(run) where !self.submit({ await self.execute(next) }) { _ = self.runs.release(next) }
        }
    }
}
