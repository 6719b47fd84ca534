// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The state of the task that drives the scheduler.
struct CronDriver {
    private let service: CronService
    private let gateway: Gateway
    private var scheduler: CronScheduler
    /// Under which epoch jobs are kept.
    private let epoch: Epoch
    /// The version that is on disk.
    private var keptVersion: Int
    /// No tick before this: the disk has refused.
    private var retryAt: Timestamp?

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
            return
        }
        do throws(CronError) {
            try await self.keep(next)
            self.scheduler = next
            self.keptVersion = next.version
            self.carryOut(actions)
            outcome?.reply(nil)
        } catch {
            self.gateway.logger.error("cron.save_failed", ["error": .string(error.message)])
            self.retryAt = now + CronService.pause
            // What a command asked for did not happen; an end that has come stays, and is kept with the next change.
            let isHarmless = command?.isFact == true || afterCommand.version == self.scheduler.version
            if isHarmless {
                self.scheduler = afterCommand
                self.carryOut(outcome?.actions ?? [])
            }
            outcome?.reply(isHarmless ? nil : error)
        }
    }

    private func keep(_ scheduler: CronScheduler) async throws(CronError) {
        let bytes = await withTaskExecutorPreference(self.gateway.configuration.blockingExecutor) { await Self.serialize(scheduler) }
        try await self.service.store.save(bytes, epoch: self.epoch)
    }

    @concurrent private static func serialize(_ scheduler: CronScheduler) async -> [UInt8] { scheduler.stored.serialized() }

    private func carryOut(_ actions: [CronAction]) {
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
            case .publish(let event):
                self.gateway.events.publish(
                    PublishedEvent(name: "cron", access: .scopes(.read), dropsWhenSlow: true) { $0.value(event.json) }
                )
            }
        }
    }
}
