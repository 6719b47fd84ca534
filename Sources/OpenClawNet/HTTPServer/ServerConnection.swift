// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A connection of an HTTP server, before or after it became a WebSocket. Lives on its loop.
public class ServerConnection {
    /// The TCP connection.
    package final let stream: TCPStream
    final let worker: HTTPServerWorker
    /// The place in the worker's list.
    final var workerIndex: Int32 = -1
    /// Whether the connection still counts as one that has not proved itself.
    final var isPending: Bool

    init(stream: TCPStream, worker: HTTPServerWorker, isPending: Bool) {
        self.stream = stream
        self.worker = worker
        self.isPending = isPending
    }

    /// The server stops gracefully.
    func serverStops() {}

    /// The connection has proved itself.
    final func settle() {
        guard isPending else { return }
        isPending = false
        worker.shared.pending.subtract(1, ordering: .relaxed)
    }
}
