// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Runs a turn and hands each piece of the answer to `onEvent` as it comes; the agent waits while `onEvent` works.
    ///
    /// When `onEvent` throws or the caller's task is cancelled the run is stopped.
    /// - Returns: how the run ended, well or not.
    /// - Throws: ``MethodError`` when the turn was not accepted, `CancellationError`, and what `onEvent` throws.
    package func follow(
        _ request: TurnRequest,
        onEvent: (ChatStreamEvent) async throws -> Void
    ) async throws -> RunResult {
        let reader = Mailbox<ChatStreamEvent>(capacity: 64, overflow: .suspendProducer)
        defer { reader.close() }
        let run = try await self.begin(request.run(at: self.now(), reader: reader))
        do {
            while let event = await reader.next() {
                try await onEvent(event)
                if case .finished(let result) = event { return result }
            }
            throw CancellationError()
        } catch {
            reader.close()
            // The caller's task may be cancelled; writing the end of the run down must not be.
            let abort: Job = { [self] in await self.abort(run, status: .aborted, reason: "the caller has gone") }
            if !self.submit(abort) { await abort() }
            throw error
        }
    }

    /// Accepts a turn and lets it run by itself.
    /// - Returns: the run's name, and whether the same message was accepted before.
    package func start(_ request: TurnRequest) async throws(MethodError) -> (runID: RunID, isRepeated: Bool) {
        let run = request.run(at: self.now(), reader: nil)
        switch await self.runner.accept(run, gateway: self) {
        case .refused(let error): throw error
        case .duplicate: return (request.runID, true)
        case .accepted(let run, _, let startsNow):
            try await self.launch(run, startsNow)
            return (request.runID, false)
        }
    }

    /// Forgets a session that was made for one turn.
    package func forget(_ key: SessionKey) {
        _ = self.submit { [self] in
            do throws(SessionStoreError) {
                _ = try await self.sessions.delete(key, deleteTranscript: true, epoch: self.epoch)
            } catch {
                self.logger.warn("session.delete_failed", ["session": .string(key.rawValue), "error": .string(error.message)])
            }
        }
    }

    /// Lets work go on after its caller has been answered; `false` when the gateway has stopped.
    package func runInBackground(_ work: @escaping @Sendable () async -> Void) -> Bool { self.submit(work) }

    private func begin(_ request: RunRequest) async throws(MethodError) -> ActiveRun {
        switch await self.runner.accept(request, gateway: self) {
        case .refused(let error): throw error
        case .duplicate: throw .invalid("the message was sent before")
        case .accepted(let run, _, let startsNow):
            try await self.launch(run, startsNow)
            return run
        }
    }

    private func launch(_ run: ActiveRun, _ startsNow: Bool) async throws(MethodError) {
        guard startsNow, !self.submit({ [self] in await self.execute(run) }) else { return }
        await self.abort(run, status: .aborted, reason: "the gateway has stopped")
        _ = self.runs.release(run)
        throw .unavailable("the gateway has stopped", retryAfterMilliseconds: 2_000)
    }
}
