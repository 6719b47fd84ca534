// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// A connection which speaks HTTP/1.1. Lives on its loop.
final class HTTPConnection: ServerConnection {
    enum Phase {
        /// Between requests, or inside a head.
        case head
        /// Content of a request that has been answered is dropped.
        case discarding
        /// Content is collected for a task.
        case collecting
        /// A task answers; what the client sends meanwhile waits.
        case answering
        /// The last answer is on its way.
        case closing
    }

    let listener: HTTPListenerState
    @exclusivity(unchecked) var phase = Phase.head
    var parser: HTTPRequestParser
    /// What has arrived and cannot be parsed yet.
    var leftover = ByteQueue()
    /// Whether the head deadline runs.
    @exclusivity(unchecked) var isHeadTimed = true
    @exclusivity(unchecked) var keepsAlive = true
    /// Whether requests wait because the client does not read the answers to former ones.
    @exclusivity(unchecked) var isStalled = false
    @exclusivity(unchecked) var isHeadRequest = false
    @exclusivity(unchecked) var isHTTP10 = false
    /// The task of the present request.
    @exclusivity(unchecked) var exchange: HTTPExchange?
    /// What the task starts with once the content is complete.
    @exclusivity(unchecked) var pendingTask: HTTPPendingTask?

    init(stream: TCPStream, worker: HTTPServerWorker, listener: HTTPListenerState) {
        self.listener = listener
        parser = HTTPRequestParser(limits: worker.shared.limits)
        super.init(stream: stream, worker: worker, isPending: true)
    }

    var allowsChunks: Bool { !isHTTP10 }

    /// The connection is open.
    func start() {
        stream.setDeadline(stream.loop.now &+ worker.shared.headTimeout)
    }

    override func serverStops() {
        keepsAlive = false
        if phase == .head, parser.isIdle { close() }
    }

    /// Sends what is queued and closes.
    func close() {
        phase = .closing
        leftover.release()
        stream.closeAfterOutput()
    }
}
