// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The workers of one client, one per loop.
final class HTTPClientWorkers: Sendable {
    private let workers: [HTTPClientWorker]

    init(loops: [EventLoop], shared: HTTPClientShared) {
        workers = loops.map { HTTPClientWorker(loop: $0, shared: shared) }
        for worker in workers { worker.client = self }
    }

    /// The worker that serves an origin: always the same one, so that connections are shared without a lock.
    func worker(for origin: HTTPOrigin) -> HTTPClientWorker {
        workers[Int(UInt(bitPattern: origin.hashValue) % UInt(workers.count))]
    }

    /// Somebody cannot open a connection: give up an idle one everywhere.
    func makeRoom() {
        for worker in workers { worker.loop.execute { worker.closeOldestIdle() } }
    }

    /// A connection has become possible.
    func pumpAll() {
        for worker in workers { worker.loop.execute { worker.pumpAll() } }
    }

    /// Ends every worker.
    func shutDown() {
        for worker in workers { worker.loop.execute { worker.shutDown() } }
    }
}
