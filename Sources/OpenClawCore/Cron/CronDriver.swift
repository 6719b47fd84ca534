// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The state of the task that drives the scheduler.
struct CronDriver {
    let service: CronService
    let gateway: Gateway
    var scheduler: CronScheduler
    /// Under which epoch jobs are kept.
    let epoch: Epoch
    /// The version that is on disk.
    private var keptVersion: Int
    /// No tick before this: the disk has refused.
    private var retryAt: Timestamp?
    /// What it knows of changes by hand.
    var edits = CronEditsWatch()

    init(service: CronService, gateway: Gateway, scheduler: CronScheduler, epoch: Epoch) {
        self.epoch = epoch
        self.service = service
        self.gateway = gateway
        self.scheduler = scheduler
        self.keptVersion = 0
    }

    /// How long nothing happens by itself.
    var wait: Duration {
        let now = self.gateway.now()
        if let retryAt { return max(.zero, retryAt - now) }
        let look = self.editableStore == nil ? Duration.seconds(86_400) : CronService.editsInterval
        return min(look, self.untilWake(now))
    }

    private func untilWake(_ now: Timestamp) -> Duration {
        guard self.service.configuration.isEnabled, self.gateway.phase == .running, let wake = self.scheduler.nextWake else {
            return .seconds(86_400)
        }
        return max(.zero, wake - now)
    }

    /// Tells what loading has found out and begins what is due.
    mutating func begin(_ actions: [CronAction]) async {
        self.carryOut(actions)
        if !self.scheduler.unreadable.isEmpty {
            self.gateway.logger.warn(
                "cron.jobs_not_understood",
                ["count": .int(Int64(self.scheduler.unreadable.count)), "file": .string(self.service.store.location)]
            )
        }
        for job in self.scheduler.unreadable.prefix(CronUnreadableJob.shown) {
            self.gateway.logger.warn("cron.job_not_understood", ["job": .string(job.label), "reason": .string(job.reason)])
        }
        await self.step(nil, mayStart: true)
    }

    /// Takes a command, looks at the time, keeps what has changed and carries it out.
    mutating func step(_ command: CronService.Command?, mayStart: Bool) async {
        if mayStart, let store = self.editableStore, self.edits.isTimeToLook(self.gateway.now()) { await self.takeEdits(of: store) }
        var attempts = 1
        while await !self.attempt(command, mayStart: mayStart, mayRepeat: attempts < 3) { attempts += 1 }
    }

    /// Does so once; `false` when people have changed the store and the change was taken, so that everything is to be decided anew.
    private mutating func attempt(_ command: CronService.Command?, mayStart: Bool, mayRepeat: Bool) async -> Bool {
        let now = self.gateway.now()
        var next = self.scheduler
        let outcome = command?.apply(&next, now)
        var actions = outcome?.actions ?? []
        let afterCommand = next
        if let retryAt, retryAt <= now { self.retryAt = nil }
        let mayTick = mayStart && self.service.configuration.isEnabled && self.gateway.phase == .running && self.retryAt == nil
        if mayTick { actions += next.tick(now: now) }
        guard next.version != self.keptVersion else {
            self.scheduler = next
            self.carryOut(actions)
            outcome?.reply(nil)
            return true
        }
        do throws(CronError) {
            next.savedAt = now
            try await self.keep(next)
            self.scheduler = next
            self.keptVersion = next.version
            self.carryOut(actions)
            outcome?.reply(nil)
            return true
        } catch {
            var error = error
            if error.code == .edited, mayRepeat, let store = self.editableStore {
                guard let refusal = await self.takeEdits(of: store) else { return false }
                error = refusal
            }
            self.gateway.logger.error("cron.save_failed", ["error": .string(error.message)])
            self.retryAt = now + CronService.pause
            // What a command asked for did not happen; an end that has come stays, and is kept with the next change.
            let isHarmless = command?.isFact == true || afterCommand.version == self.scheduler.version
            if isHarmless {
                self.scheduler = afterCommand
                self.carryOut(outcome?.actions ?? [])
            }
            outcome?.reply(isHarmless ? nil : error)
            return true
        }
    }

    /// The store, if people can change what it keeps.
    private var editableStore: (any EditableCronStore)? {
        guard let store = self.service.store as? any EditableCronStore, store.isEditable else { return nil }
        return store
    }

    private func keep(_ scheduler: CronScheduler) async throws(CronError) {
        let bytes = await withTaskExecutorPreference(self.gateway.configuration.blockingExecutor) { await Self.serialize(scheduler) }
        try await self.service.store.save(bytes, epoch: self.epoch)
    }

    @concurrent private static func serialize(_ scheduler: CronScheduler) async -> [UInt8] { scheduler.stored.serialized() }

    /// - Parameter isByHand: whether people have changed the file, not asked the gateway.
    mutating func carryOut(_ actions: [CronAction], isByHand: Bool = false) {
        for action in actions {
            switch action {
            case .start(let run, let job):
                self.service.runBegins()
                let (service, gateway) = (self.service, self.gateway)
                // When the gateway takes no more work it is stopping: the next start reports the run as interrupted.
                if !gateway.submit({ await service.finished(run, await gateway.perform(run, of: job)) }) { service.runHasEnded() }
            case .cancel(let run, let reason):
                let gateway = self.gateway
                _ = gateway.submit { await gateway.stop(run, reason: reason) }
            case .alert(let alert):
                let gateway = self.gateway
                _ = gateway.submit { await gateway.send(alert) }
            case .publish(let event):
                if !isByHand, [.added, .updated, .removed].contains(event.action), let savedAt = self.scheduler.savedAt {
                    self.edits.noteTouched(event.jobID, at: savedAt)
                }
                self.gateway.events.publish(
                    PublishedEvent(name: "cron", access: .scopes(.read), dropsWhenSlow: true) { $0.value(event.json) }
                )
            }
        }
    }
}
