// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A server's part on one loop: its connections and the tasks of their requests. Lives on its loop.
final class HTTPServerWorker: @unchecked Sendable {
    let shared: HTTPServerShared
    let loop: EventLoop
    let tasks: LoopTasks
    /// The number of connections, for the choice of the least busy loop by other threads.
    let load = Atomic<Int>(0)
    private(set) var isStopping = false
    private var connections: [ServerConnection] = []
    private var deadline: LoopTimer?

    init(shared: HTTPServerShared, loop: EventLoop) {
        self.shared = shared
        self.loop = loop
        tasks = LoopTasks(loop: loop)
    }

    /// Takes over an accepted connection which has been counted.
    func adopt(_ descriptor: consuming FileDescriptor, from peer: SocketAddress, listener: HTTPListenerState) {
        guard !isStopping else {
            uncount(isPending: true)
            return
        }
        let stream = TCPStream(descriptor: descriptor, remoteAddress: peer, settings: shared.settings, loop: loop)
        let connection = HTTPConnection(stream: stream, worker: self, listener: listener)
        stream.handler = connection
        do throws(IOError) {
            try stream.open(transform: listener.makeTransform?())
        } catch {
            // The kernel refuses to watch one more descriptor: the connection is closed already.
            uncount(isPending: true)
            return
        }
        insert(connection)
        connection.start()
    }

    /// Puts a connection on the list.
    private func insert(_ connection: ServerConnection) {
        connection.workerIndex = Int32(connections.count)
        connections.append(connection)
    }

    /// Replaces a connection which has changed its protocol.
    func replace(_ old: ServerConnection, by new: ServerConnection) {
        connections[Int(old.workerIndex)] = new
        new.workerIndex = old.workerIndex
        old.workerIndex = -1
    }

    /// Takes a closed connection off the list.
    func remove(_ connection: ServerConnection) {
        let index = Int(connection.workerIndex)
        precondition(index >= 0, "a connection is removed once")
        connection.workerIndex = -1
        let last = connections.removeLast()
        if index < connections.count {
            connections[index] = last
            last.workerIndex = Int32(index)
        }
        uncount(isPending: connection.isPending)
        connection.isPending = false
        finishIfDone()
    }

    private func uncount(isPending: Bool) {
        shared.connections.subtract(1, ordering: .relaxed)
        load.subtract(1, ordering: .relaxed)
        if isPending { shared.pending.subtract(1, ordering: .relaxed) }
    }

    /// Lets running responses finish and says goodbye to WebSockets; closes what is left at the deadline.
    func stop() {
        guard !isStopping else { return }
        isStopping = true
        // A copy: connections may leave the list meanwhile.
        for connection in connections { connection.serverStops() }
        deadline = loop.schedule(at: loop.now &+ shared.shutdownTimeout) { [weak self] in self?.stopNow() }
        finishIfDone()
    }

    /// Closes everything at once and cancels the tasks.
    func stopNow() {
        isStopping = true
        for connection in connections { connection.stream.close() }
        deadline?.cancel()
        deadline = nil
        tasks.cancel()
    }

    private func finishIfDone() {
        // The deadline stays: it cancels tasks which outlive their connections.
        guard isStopping, connections.isEmpty else { return }
        tasks.finish()
    }
}
