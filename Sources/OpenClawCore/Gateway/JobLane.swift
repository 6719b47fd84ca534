// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A place where calls of clients are carried out: the executor of the listener's loop which they came from.
///
/// A listener with several event loops makes one for each with ``Gateway/lane(on:)``, before the gateway runs, and names it in the
/// ``ClientSession`` of each of its clients. Calls, and the turns they start, then run beside the connection that waits for them, and a
/// gateway uses as many processors as the listener has loops. Without lanes everything runs where ``Gateway/run()`` does.
public final class JobLane: Sendable {
    let executor: any TaskExecutor
    let jobs: Mailbox<Gateway.Job>
    /// A bit for each session that a client of this lane follows, and perhaps more.
    private let sessions = Atomic<UInt64>(0)
    private let changes = Mutex(())

    init(executor: any TaskExecutor, capacity: Int) {
        self.executor = executor
        self.jobs = Mailbox(capacity: capacity, overflow: .reject)
    }

    /// Carries out what is handed in until the lane is closed and empty, then stops what is left.
    func run() async {
        await withDiscardingTaskGroup { group in
            while let batch = await self.jobs.drain(max: 256) {
                for job in batch { group.addTask { await job() } }
            }
            group.cancelAll()
        }
    }

    /// Notes that a client of this lane follows a session. To be called behind the change.
    func follow(_ bits: UInt64) {
        self.changes.withLock { _ in _ = self.sessions.bitwiseOr(bits, ordering: .releasing) }
    }

    /// Forgets sessions that none of the clients follows any more.
    package func recount(_ clients: [ClientSession]) {
        self.changes.withLock { _ in
            guard self.sessions.load(ordering: .relaxed) != 0 else { return }
            self.sessions.store(clients.reduce(into: 0) { $0 |= $1.followedSessions }, ordering: .releasing)
        }
    }

    /// Whether a client of this lane may follow the session or run of an event that is not for everybody.
    package func mayConcern(_ event: PublishedEvent) -> Bool {
        guard let home = event.home, home !== self else { return true }
        return self.sessions.load(ordering: .acquiring) & event.sessionInterest != 0
    }
}
