// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Runs the gateway until it is shut down gracefully or its task is cancelled.
    ///
    /// A graceful shutdown refuses new work, waits up to ``GatewayConfiguration/shutdownGrace`` for running turns, writes everything
    /// out and returns. Cancellation stops at once; what was acknowledged is stored either way.
    /// - Throws: ``GatewayError`` when the gateway has been run before.
    public func run() async throws {
        guard self.advance({ $0.start() }) else {
            // Shut down before it could begin: there is nothing to do and nothing wrong.
            if self.advance({ !$0.hasStarted }) { return }
            throw GatewayError(.alreadyRun, "a gateway runs once; make another one to run again")
        }
        let keeper = self.leaseKeeper(.gateway)
        let grant: LeaseKeeper.Grant?
        do throws(GatewayError) {
            grant = try await self.beginLeading(keeper)
        } catch {
            _ = self.advance { $0.stop() }
            self.closeJobs()
            throw error
        }
        self.logger.info(
            "gateway.start",
            ["agents": .int(Int64(self.agents.count)), "channels": .int(Int64(self.channels.channels.count))]
        )
        if self.leadership.isLeading { await self.resume() }
        _ = self.advance { $0.open() }
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.flusher.run { await self.writeMessage(of: $0) } }
                group.addTask { await self.watchDeadlines() }
                group.addTask { await self.refreshHealth() }
                group.addTask { await self.publishPresence() }
                group.addTask { await self.pairing.run() }
                if let policy = self.configuration.sessionMaintenance { group.addTask { await self.maintainSessions(policy) } }
                if let service = self.sessions as? any Service { group.addTask { await self.runSessionStore(service) } }
                if let service = self.ledger as? any Service { group.addTask { await self.runLedger(service) } }
                group.addTask { await self.lead(grant, keeper) }
                await withDiscardingTaskGroup { lanes in
                    for lane in self.allLanes { lanes.addTask(executorPreference: lane.executor) { await lane.run() } }
                    while let batch = await self.jobs.drain(max: 256) {
                        for job in batch { group.addTask { await job() } }
                    }
                }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.beginShutdown()
        }
        self.closeJobs()
        for run in self.runs.all { await self.abortAtTheEnd(run) }
        do {
            try await self.sessions.flush()
        } catch {
            self.logger.error("gateway.flush_failed", ["error": .string("\(error)")])
        }
        do {
            try await self.ledger.flush()
        } catch {
            self.logger.error("gateway.flush_failed", ["error": .string("\(error)")])
        }
        _ = self.advance { $0.stop() }
        self.logger.info("gateway.stop")
        if self.leadership.isLost {
            throw GatewayError(
                .leadershipLost,
                "another gateway leads now, or the coordinator could not be reached in time; start again to stand by"
            )
        }
    }

    /// Runs the gateway while `body` works with its client, then shuts it down gracefully.
    @discardableResult
    public func run<Result: Sendable>(_ body: @Sendable (LocalClient) async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run() }
            do {
                let result = try await body(self.client)
                self.beginShutdown()
                try await group.waitForAll()
                return result
            } catch {
                self.beginShutdown()
                group.cancelAll()
                throw error
            }
        }
    }

    /// Refuses new work and lets `run()` return when what is running has ended. Safe to call more than once.
    public func beginShutdown() {
        guard self.advance({ $0.drain() }) else {
            if self.phase == .idle, self.advance({ $0.stop() }) { self.closeJobs() }
            return
        }
        self.tasks.pause()
        self.events.publish(
            PublishedEvent(name: "shutdown", access: .everyone) { writer in
                writer.beginObject()
                writer.field("reason", "gateway stopping")
                writer.endObject()
            }
        )
        if !self.submit({ await self.drain() }) { self.closeJobs() }
    }

    /// Runs what the session store does in the background, such as making entries durable.
    private func runSessionStore(_ service: any Service) async {
        do {
            try await service.run()
        } catch is CancellationError {
            return
        } catch {
            self.logger.error("gateway.session_store_stopped", ["error": .string("\(error)")])
        }
    }

    /// Runs what the ledger does in the background.
    private func runLedger(_ service: any Service) async {
        do {
            try await service.run()
        } catch {
            self.logger.error("gateway.ledger_stopped", ["error": .string("\(error)")])
        }
    }

    /// Stops a run because the gateway stops. With a durable ledger it stays open and is run again after the start.
    func abortAtTheEnd(_ run: ActiveRun) async {
        let isKept = self.ledger.isDurable
        let reason = isKept ? "the gateway is stopping; the message is taken up again when it has started" : "the gateway is stopping"
        await self.abort(run, status: .aborted, reason: reason, parks: isKept)
    }

    /// Waits for running turns, aborts those that outlast the grace, and ends the job loop.
    private func drain() async {
        let wait = self.configuration.shutdownGrace
        await self.endDebouncing()
        let runs = self.runs.all
        if !runs.isEmpty || self.tasks.isBusy {
            self.logger.info("gateway.drain", ["runs": .int(Int64(runs.count))])
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    for run in runs { _ = await run.waitForResult() }
                    await self.tasks.waitForAttempts()
                    return true
                }
                group.addTask {
                    do {
                        try await self.configuration.clock.sleep(for: wait)
                    } catch {
                        return true
                    }
                    return false
                }
                _ = await group.next()
                group.cancelAll()
            }
        }
        for run in self.runs.all { await self.abortAtTheEnd(run) }
        await self.tasks.park(grace: .seconds(5))
        await self.channels.waitForDeliveries(clock: self.configuration.clock, grace: .seconds(5))
        await self.cron.waitForRuns(clock: self.configuration.clock, grace: .seconds(5))
        self.closeJobs()
    }

    /// Aborts runs whose time is over.
    private func watchDeadlines() async {
        var reopenings = self.ledger.reopenings
        var troubles = self.troubles
        while !Task.isCancelled {
            do {
                try await self.configuration.clock.sleep(for: .seconds(1))
            } catch {
                return
            }
            let now = self.now()
            if self.ledger.reopenings != reopenings {
                reopenings = self.ledger.reopenings
                _ = self.submit { await self.takeUpLeftovers() }
                _ = self.submit { await self.tasks.takeUpLeftovers() }
            }
            let present = self.troubles
            if present != troubles {
                troubles = present
                _ = self.health.staleness.offer(())
            }
            await self.endExpiredAccess(at: now)
            self.recordExpired(at: now)
            self.releaseStuckRuns(at: now)
            for run in self.runs.all {
                if let deadline = run.deadline, deadline < now {
                    await self.abort(run, status: .timeout, reason: "the run took longer than its time limit")
                }
            }
        }
    }
}
