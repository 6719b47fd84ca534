// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Drives the ``CronScheduler``: one task takes requests and the time to it, keeps what it decides, and only then carries it out.
final class CronService: Sendable {
    /// Something for the scheduler.
    struct Command: Sendable {
        /// What a command wants done once its change is kept, and whom to tell.
        typealias Outcome = (actions: [CronAction], reply: @Sendable (CronError?) -> Void)

        /// Changes the scheduler, or only looks at it.
        var apply: @Sendable (inout CronScheduler, Timestamp) -> Outcome
        /// Called instead when it is not tried.
        var refuse: @Sendable (CronError) -> Void
        /// Whether it has happened already and stands whatever the disk says.
        var isFact = false
    }

    /// How long to wait at most, so that a clock that was put forward is noticed.
    private static let longestWait = Duration.seconds(60)
    /// How often the store is asked whether people have changed it.
    static let editsInterval = Duration.seconds(5)
    /// How long to wait after the disk has refused.
    private static let pauseAfterFailure = Duration.seconds(5)

    let configuration: CronConfiguration
    let store: any CronStore
    private let commands = Mailbox<Command>(capacity: 1_024)
    private let activeRuns = Atomic<Int>(0)
    /// Wakes whoever waits for the ends of runs.
    private let ends = Mailbox<Bool>(capacity: 1, overflow: .dropOldest)

    init(_ configuration: CronConfiguration, store: any CronStore) {
        self.configuration = configuration
        self.store = store
    }

    // MARK: Asking

    /// Changes the jobs; returns when the change is kept.
    func change<Value: Sendable>(
        _ body: @escaping @Sendable (inout CronScheduler, Timestamp) throws(CronError) -> (Value, [CronAction])
    ) async throws(CronError) -> Value {
        let outcome: Result<Value, CronError> = await withCheckedContinuation { continuation in
            let command = Command(
                apply: { scheduler, now in
                    do throws(CronError) {
                        let (value, actions) = try body(&scheduler, now)
                        return (actions, { continuation.resume(returning: $0.map { .failure($0) } ?? .success(value)) })
                    } catch {
                        return ([], { _ in continuation.resume(returning: .failure(error)) })
                    }
                },
                refuse: { continuation.resume(returning: .failure($0)) }
            )
            if case .accepted = self.commands.offer(command) { return }
            command.refuse(CronError(.unavailable, "scheduled jobs cannot be reached now: too much waits, or the gateway is stopping"))
        }
        return try outcome.get()
    }

    /// Looks at the jobs.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (CronScheduler, Timestamp) throws(CronError) -> Value
    ) async throws(CronError) -> Value {
        try await self.change { scheduler, now throws(CronError) in (try body(scheduler, now), []) }
    }

    /// Takes the end of a run.
    func finished(_ run: CronRun, _ outcome: CronOutcome) async {
        let done = Command(
            apply: { [self] scheduler, now in
                let actions = scheduler.finish(run, outcome, now: now)
                return (actions, { _ in self.runHasEnded() })
            },
            refuse: { [self] _ in self.runHasEnded() },
            isFact: true
        )
        // A run whose end is not taken any more is reported as interrupted after the next start.
        do { try await self.commands.send(done) } catch { done.refuse(CronError(.unavailable, "the gateway has stopped")) }
    }

    /// Waits until the ends of all runs are kept, at most `grace`.
    func waitForRuns(clock: any Clock<Duration>, grace: Duration) async {
        guard self.activeRuns.load(ordering: .sequentiallyConsistent) > 0 else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while self.activeRuns.load(ordering: .sequentiallyConsistent) > 0, await self.ends.next() != nil {}
            }
            group.addTask {
                try? await clock.sleep(for: grace)  // Being woken early is what cancellation is for.
            }
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: Driving

    /// Refuses what is asked until the task is cancelled: another gateway leads.
    func refuseCommands() async {
        while let command = await self.commands.next() {
            command.refuse(CronError(.unavailable, "another gateway leads; scheduled jobs are asked for there"))
        }
    }

    /// Runs until the task is cancelled.
    func run(_ gateway: Gateway) async {
        let epoch = gateway.epoch
        if let (scheduler, actions) = await self.loadUntilItSucceeds(gateway, epoch: epoch) {
            var driver = CronDriver(service: self, gateway: gateway, scheduler: scheduler, epoch: epoch)
            await driver.begin(actions)
            while !Task.isCancelled {
                let command = await self.next(within: min(driver.wait, Self.longestWait), clock: gateway.configuration.clock)
                if command == nil, Task.isCancelled { break }
                await driver.step(command, mayStart: !Task.isCancelled)
            }
            self.commands.close()
            while let command = self.commands.poll() { await driver.step(command, mayStart: false) }
        }
        self.commands.close()
        while let command = self.commands.poll() { command.refuse(CronError(.unavailable, "the gateway is stopping")) }
    }

    /// The next command, or `nil` when the time is over or the task was cancelled.
    private func next(within wait: Duration, clock: any Clock<Duration>) async -> Command? {
        if let command = self.commands.poll() { return command }
        if wait <= .zero { return nil }
        return await withTaskGroup(of: Command?.self) { group in
            group.addTask { await self.commands.next() }
            group.addTask {
                try? await clock.sleep(for: wait)  // Being woken early is what cancellation is for.
                return nil
            }
            var found: Command?
            for await command in group {
                found = command ?? found
                group.cancelAll()
            }
            return found
        }
    }

    /// Loads the jobs. Until that succeeds every command is refused with the reason, and it is tried again after a second, then after
    /// twice as long each time, a minute at most; `nil` when the task is cancelled before.
    private func loadUntilItSucceeds(_ gateway: Gateway, epoch: Epoch) async -> (CronScheduler, [CronAction])? {
        var pause = Duration.seconds(1)
        var attempts: Int64 = 0
        while !Task.isCancelled {
            switch await self.load(gateway, epoch: epoch) {
            case .success(let loaded):
                if attempts > 0 { gateway.logger.info("cron.loaded", ["failedAttempts": .int(attempts)]) }
                return loaded
            case .failure(let error):
                attempts += 1
                gateway.logger.error(
                    "cron.load_failed",
                    ["error": .string(error.message), "retryInSeconds": .int(pause.components.seconds), "attempt": .int(attempts)]
                )
                await self.refuseCommands(error, for: pause, clock: gateway.configuration.clock)
                pause = min(pause * 2, Self.longestWait)
            }
        }
        return nil
    }

    /// Refuses what is asked for a while, or until the task is cancelled.
    private func refuseCommands(_ error: CronError, for pause: Duration, clock: any Clock<Duration>) async {
        let error = CronError(error.code, "\(error.message); no scheduled job runs until they can be read, which is tried again by itself")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { while let command = await self.commands.next() { command.refuse(error) } }
            group.addTask {
                try? await clock.sleep(for: pause)  // Being woken early is what cancellation is for.
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func load(_ gateway: Gateway, epoch: Epoch) async -> Result<(CronScheduler, [CronAction]), CronError> {
        do throws(CronError) {
            let bytes = try await self.store.load(epoch: epoch)
            return await withTaskExecutorPreference(gateway.configuration.blockingExecutor) {
                await self.restore(bytes, now: gateway.now())
            }
        } catch {
            return .failure(error)
        }
    }

    /// Reads what was kept, with the zones it names; waits for the disk.
    @concurrent
    private func restore(_ bytes: [UInt8]?, now: Timestamp) async -> Result<(CronScheduler, [CronAction]), CronError> {
        var limits = CronLimits()
        limits.concurrentRuns = self.configuration.maximumConcurrentRuns
        limits.misfire = self.configuration.misfire
        limits.alerts = self.configuration.failureAlerts
        limits.log = self.configuration.runLog
        limits.grace = self.configuration.misfireGrace.wholeMilliseconds
        var scheduler = CronScheduler(limits: limits)
        guard let bytes else { return .success((scheduler, [])) }
        let advice = "restore \(self.store.location), or move it away to begin without scheduled jobs"
        // The file is replaced by another one, never written in place: this gateway leaves none that is empty.
        guard !bytes.isEmpty else { return .failure(CronError(.storage, "the scheduled jobs are damaged: the file is empty; \(advice)")) }
        do {
            var zones = KnownZones(configuration: self.configuration)
            let actions = try scheduler.restore(try JSONValue(parsing: bytes), now: now) { name throws(TimeZoneError) in
                try zones.rules(for: name)
            }
            return .success((scheduler, actions))
        } catch let error as CronError {
            return .failure(CronError(.storage, "the scheduled jobs cannot be used: \(error.message); \(advice)"))
        } catch {
            return .failure(CronError(.storage, "the scheduled jobs are damaged (\(error)); \(advice)"))
        }
    }

    /// The zones that jobs name, each read once.
    private struct KnownZones {
        let configuration: CronConfiguration
        private var known: [String: TimeZoneRules] = [:]

        init(configuration: CronConfiguration) { self.configuration = configuration }

        mutating func rules(for name: String?) throws(TimeZoneError) -> TimeZoneRules {
            let name = name ?? self.configuration.timeZone
            if let rules = self.known[name] { return rules }
            let rules = try self.configuration.timeZones.rules(for: name)
            self.known[name] = rules
            return rules
        }
    }

    /// Takes changes by hand into a scheduler; waits for the disk where that is allowed.
    func merge(
        _ edits: [UInt8],
        into scheduler: CronScheduler,
        touched: [String: Timestamp],
        now: Timestamp,
        on executor: (any TaskExecutor)?
    ) async throws(CronError) -> (CronScheduler, CronMerge) {
        try await withTaskExecutorPreference(executor) { await self.merged(edits, scheduler, touched, now) }.get()
    }

    @concurrent
    private func merged(
        _ edits: [UInt8],
        _ scheduler: CronScheduler,
        _ touched: [String: Timestamp],
        _ now: Timestamp
    ) async -> Result<(CronScheduler, CronMerge), CronError> {
        guard !edits.isEmpty else { return .failure(CronError(.storage, "it is empty")) }
        do {
            var next = scheduler
            var zones = KnownZones(configuration: self.configuration)
            let merge = try next.merge(try JSONValue(parsing: edits), touched: touched, now: now) { name throws(TimeZoneError) in
                try zones.rules(for: name)
            }
            return .success((next, merge))
        } catch {
            return .failure(CronError(.storage, (error as? CronError)?.message ?? "\(error)"))
        }
    }

    /// The rules of a zone, or of the gateway's own; waits for the disk where that is allowed.
    func rules(of zone: String?, on executor: (any TaskExecutor)?) async throws(CronError) -> TimeZoneRules {
        let result = await withTaskExecutorPreference(executor) { await self.readRules(zone) }
        do throws(TimeZoneError) {
            return try result.get()
        } catch {
            throw CronError(error.code == .storage ? .storage : .invalid, error.message)
        }
    }

    @concurrent
    private func readRules(_ zone: String?) async -> Result<TimeZoneRules, TimeZoneError> {
        do throws(TimeZoneError) {
            return .success(try self.configuration.timeZones.rules(for: zone ?? self.configuration.timeZone))
        } catch {
            return .failure(error)
        }
    }

    /// Counts a run that is about to begin.
    func runBegins() { self.activeRuns.add(1, ordering: .sequentiallyConsistent) }

    /// Counts a run that has ended or did not begin.
    func runHasEnded() {
        self.activeRuns.subtract(1, ordering: .sequentiallyConsistent)
        self.ends.offer(true)
    }

    /// How long to wait before the disk is tried again.
    static var pause: Duration { Self.pauseAfterFailure }
}
