// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// The epoch under which this gateway writes.
    public var epoch: Epoch { self.leadership.epoch }

    /// Whether this gateway may do what only one of several may: take messages, run channels and scheduled jobs.
    public var isLeading: Bool { self.leadership.isLeading }

    /// Keeps a lease for this start of the gateway; `nil` when it is alone.
    func leaseKeeper(_ name: LeaseName) -> LeaseKeeper? {
        self.configuration.coordinator.map {
            LeaseKeeper(
                $0,
                name: name,
                owner: self.leadership.owner,
                duration: self.configuration.leaseDuration,
                clock: self.configuration.clock,
                trouble: { self.note($0, name) }
            )
        }
    }

    /// Asks once for the lead: who gets it takes up what is open before anything else happens.
    func beginLeading(_ keeper: LeaseKeeper?) async throws(GatewayError) -> LeaseKeeper.Grant? {
        guard let keeper else {
            try self.beginEpoch(self.epoch)
            return nil
        }
        self.leadership.standBy()
        let grant: LeaseKeeper.Grant?
        do throws(CoordinatorError) {
            grant = try await keeper.attempt(waiting: self.noteLeader)
        } catch {
            throw GatewayError(.coordinatorDamaged, error.message)
        }
        guard let grant else { return nil }
        try self.beginEpoch(grant.epoch)
        return grant
    }

    /// Does what only the leader may as long as this gateway leads; waits for it before.
    func lead(_ first: LeaseKeeper.Grant?, _ keeper: LeaseKeeper?) async {
        guard let keeper else { return await self.doLeadersWork() }
        do {
            var grant = first
            if grant == nil {
                grant = try await self.standBy(keeper)
                await self.resume()
            }
            guard let grant, try await !keeper.keep(grant, { _ in await self.doLeadersWork() }) else { return }
            self.loseLead("the lease of the lead was lost")
        } catch is CancellationError {
            return
        } catch {
            self.loseLead("\(error)")
        }
    }

    private func standBy(_ keeper: LeaseKeeper) async throws -> LeaseKeeper.Grant {
        try await withThrowingTaskGroup(of: LeaseKeeper.Grant?.self) { group in
            group.addTask { try await keeper.wait(waiting: self.noteLeader) }
            group.addTask {
                await self.cron.refuseCommands()
                return nil
            }
            defer { group.cancelAll() }
            while let grant = try await group.next() {
                guard let grant else { continue }
                try self.beginEpoch(grant.epoch)
                return grant
            }
            throw CancellationError()
        }
    }

    private func doLeadersWork() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.confirmEpoch() }
            group.addTask { await self.runHeartbeats() }
            group.addTask { await self.cron.run(self) }
            group.addTask { await self.runTasks() }
            for supervisor in self.channels.supervisors { group.addTask { await supervisor.run(self) } }
        }
    }

    /// Takes up the tasks that an earlier process has left, then does what is handed in.
    private func runTasks() async {
        await self.tasks.resume()
        if self.phase == .draining || self.phase == .stopped { self.tasks.pause() }
        await self.tasks.run(self)
    }

    /// Makes the epoch durable when the lead was granted before. Whoever writes under it does so too; this is for a gateway that writes nothing.
    private func confirmEpoch() async {
        guard let epochs = self.configuration.coordinator as? any EpochConfirming else { return }
        var pause = Duration.seconds(1)
        while let failure = await self.failure(confirming: self.epoch, epochs) {
            self.logger.error("gateway.epoch_not_kept", ["error": .string("\(failure)")])
            do { try await self.configuration.clock.sleep(for: pause) } catch { return }
            pause = min(pause * 2, .seconds(60))
        }
    }

    private func failure(confirming epoch: Epoch, _ epochs: any EpochConfirming) async -> FileSystemError? {
        await withTaskExecutorPreference(self.configuration.blockingExecutor ?? globalConcurrentExecutor) { await Self.failure(confirming: epoch, epochs) }
    }

    @concurrent private static func failure(confirming epoch: Epoch, _ epochs: any EpochConfirming) async -> FileSystemError? {
        do throws(FileSystemError) {
            try epochs.confirm(epoch)
            return nil
        } catch {
            return error
        }
    }

    private func beginEpoch(_ epoch: Epoch) throws(GatewayError) {
        do throws(LedgerError) {
            try self.ledger.begin(epoch)
        } catch {
            let file = (self.configuration.coordinator as? any EpochConfirming)?.epochFile
            let newest = max(self.ledger.lastEpoch, self.sessions.lastEpoch)
            let remedy = file.map { "write \(newest) into \($0), then start again" } ?? "give it one whose epochs are above \(newest)"
            throw GatewayError(.leadershipLost, "\(error.message). When no other gateway runs, the coordinator has lost its memory: \(remedy)")
        }
        self.leadership.lead(epoch)
        self.logger.info("gateway.leads", ["epoch": .int(Int64(clamping: epoch.rawValue))])
    }

    /// Told each time the lease is refused.
    @Sendable private func noteLeader(_ lease: Lease) {
        guard self.leadership.noteLeader(lease.owner) else { return }
        self.logger.info(
            "gateway.stands_by",
            ["leader": .string(lease.owner), "epoch": .int(Int64(clamping: lease.epoch.rawValue))]
        )
    }

    /// Told each time a lease was asked for: why there was no answer, or that there was one.
    private func note(_ trouble: CoordinatorError?, _ lease: LeaseName) {
        guard self.leadership.note(trouble, lease), let trouble else { return }
        let level: LogLevel = trouble.code == .corrupt ? .error : .warn
        self.logger.log(level, "gateway.coordinator_trouble", ["lease": .string("\(lease)"), "error": .string(trouble.description)])
    }

    /// Stops everything at once: somebody else may lead by now.
    private func loseLead(_ reason: String) {
        self.leadership.lose()
        self.logger.error("gateway.lead_lost", ["reason": .string(reason)])
        self.closeJobs()
    }
}
