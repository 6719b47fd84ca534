// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Does work only while a lease is held: waits for it, renews it, cancels the work when it is lost, gives it back at the end.
public struct LeaseKeeper: Sendable {
    private let coordinator: any Coordinator
    private let name: LeaseName
    private let owner: String
    private let duration: Duration
    private let clock: any Clock<Duration>
    private let trouble: @Sendable (CoordinatorError?) -> Void

    /// Makes a keeper.
    /// - Parameters:
    ///   - coordinator: Who grants the lease.
    ///   - name: What for.
    ///   - owner: Random for each start of the process.
    ///   - duration: How long the lease lasts without renewal; how long others wait after this process has died.
    ///   - trouble: Told, each time the coordinator was asked for the lease, why it did not answer; `nil` when it did.
    public init(
        _ coordinator: any Coordinator,
        name: LeaseName,
        owner: String,
        duration: Duration = .seconds(15),
        clock: any Clock<Duration> = ContinuousClock(),
        trouble: @escaping @Sendable (CoordinatorError?) -> Void = { _ in }
    ) {
        self.coordinator = coordinator
        self.name = name
        self.owner = owner
        self.duration = duration
        self.clock = clock
        self.trouble = trouble
    }

    /// Runs `work` under the lease's epoch; when the lease is lost, cancels it, waits for its end and asks for the lease again.
    ///
    /// - Parameter waiting: Told who has the lease, each time it is refused.
    /// - Returns: When the work has ended by itself.
    /// - Throws: What the work throws, or `CancellationError`.
    public func run(
        waiting: @Sendable (Lease) -> Void = { _ in },
        _ work: @escaping @Sendable (Epoch) async throws -> Void
    ) async throws {
        while true {
            let grant = try await self.wait(waiting: waiting)
            if try await self.keep(grant, work) { return }
        }
    }

    /// A lease that was granted, to be kept.
    package struct Grant: Sendable {
        let holder: LeaseHolder
        let stopwatch: Stopwatch

        /// The lease's epoch.
        package var epoch: Epoch { self.holder.lease.epoch }
    }

    private enum Answer {
        case granted(Grant)
        case refused(askAgainAfter: Duration)
        case failed(CoordinatorError, askAgainAfter: Duration)
    }

    /// Asks once; `nil` when somebody else has the lease or the coordinator is away.
    /// - Throws: When the coordinator's own state cannot be read: asking again does not help.
    package func attempt(waiting: @Sendable (Lease) -> Void) async throws(CoordinatorError) -> Grant? {
        switch await self.ask(waiting) {
        case .granted(let grant): return grant
        case .refused: return nil
        case .failed(let error, _):
            if error.code == .corrupt { throw error }
            return nil
        }
    }

    /// Asks until the lease is granted.
    package func wait(waiting: @Sendable (Lease) -> Void) async throws -> Grant {
        while true {
            try Task.checkCancellation()
            switch await self.ask(waiting) {
            case .granted(let grant): return grant
            case .refused(let pause), .failed(_, let pause): try await self.clock.sleep(for: pause)
            }
        }
    }

    /// Works until the work ends (`true`) or the lease is lost (`false`), and gives the lease back.
    package func keep(_ grant: Grant, _ work: @escaping @Sendable (Epoch) async throws -> Void) async throws -> Bool {
        do {
            let isDone = try await self.hold(grant.holder, grant.stopwatch, work)
            await self.giveBack(grant.holder.lease)
            return isDone
        } catch {
            await self.giveBack(grant.holder.lease)
            throw error
        }
    }

    private func ask(_ waiting: @Sendable (Lease) -> Void) async -> Answer {
        let stopwatch = Stopwatch(self.clock)
        var pause = self.duration / 3
        do throws(CoordinatorError) {
            let outcome = try await self.coordinator.acquire(self.name, owner: self.owner, for: self.duration)
            self.trouble(nil)
            switch outcome {
            case .granted(let lease):
                let expires = self.coordinator.leasesExpire
                return .granted(
                    Grant(holder: LeaseHolder(lease, duration: self.duration, sentAt: .zero, expires: expires), stopwatch: stopwatch)
                )
            case .held(let lease, let freeAfter):
                waiting(lease)
                if let freeAfter { pause = min(pause, max(freeAfter, .milliseconds(10))) }
            }
        } catch {
            // Nothing is known, so nothing is done but telling it and asking again.
            self.trouble(error)
            return .failed(error, askAgainAfter: pause)
        }
        return .refused(askAgainAfter: pause)
    }

    /// Works until the work ends (`true`) or the lease does (`false`).
    private func hold(
        _ holder: LeaseHolder,
        _ stopwatch: Stopwatch,
        _ work: @escaping @Sendable (Epoch) async throws -> Void
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await work(holder.lease.epoch)
                return true
            }
            group.addTask {
                try await self.renew(holder, stopwatch)
                return false
            }
            defer { group.cancelAll() }
            guard let isDone = try await group.next() else { return true }
            group.cancelAll()
            // The work is over before anybody else is let in; how it ends after its lease does not matter.
            while let outcome = await group.nextResult() { _ = outcome }
            try Task.checkCancellation()
            return isDone
        }
    }

    /// Renews until the lease is lost.
    private func renew(_ start: LeaseHolder, _ stopwatch: Stopwatch) async throws {
        var holder = start
        while true {
            try Task.checkCancellation()
            let now = stopwatch.elapsed
            switch holder.step(at: now) {
            case .stop: return
            case .wait(let until): try await self.clock.sleep(for: until - now)
            case .renew:
                holder.renewalSent(at: now)
                let isConfirmed = await self.ask(holder.lease, within: min(holder.timeLeft(at: now), self.duration))
                holder.renewalAnswered(isConfirmed, at: stopwatch.elapsed)
            }
        }
    }

    /// Asks for a renewal; `nil` when no answer comes in time, so that a coordinator that hangs cannot keep the work going.
    private func ask(_ lease: Lease, within time: Duration) async -> Bool? {
        await withTaskGroup(of: Bool?.self) { group in
            group.addTask {
                do throws(CoordinatorError) {
                    let isConfirmed = try await self.coordinator.renew(lease, for: self.duration)
                    self.trouble(nil)
                    return isConfirmed
                } catch {
                    self.trouble(error)
                    return nil  // Asked again soon, as long as the lease lasts.
                }
            }
            group.addTask {
                try? await self.clock.sleep(for: time)  // Cancelled as soon as the answer is there.
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private func giveBack(_ lease: Lease) async {
        do throws(CoordinatorError) {
            try await self.coordinator.release(lease)
        } catch {
            // It ends by itself.
        }
    }
}
