// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// The connections of a client on one loop. Every member belongs to the thread of the loop, unless it says otherwise.
final class HTTPClientWorker: @unchecked Sendable {
    let loop: EventLoop
    let shared: HTTPClientShared
    private var pools: [HTTPOrigin: Pool] = [:]
    /// Set once, before the client is used: the workers of the same client.
    weak var client: HTTPClientWorkers?

    private typealias Pool = HTTPConnectionPool<HTTPClientConnection, HTTPClientExchange>

    init(loop: EventLoop, shared: HTTPClientShared) {
        self.loop = loop
        self.shared = shared
    }

    private func makePool() -> Pool {
        Pool(limit: shared.configuration.maximumConnectionsPerOrigin, waiterLimit: shared.configuration.maximumWaiting)
    }
}

// MARK: - Requests

extension HTTPClientWorker {
    /// Finds a connection for an exchange.
    func start(_ exchange: HTTPClientExchange) {
        guard !exchange.isCancelled else { return }
        guard !shared.hasEnded else {
            exchange.finish(.failure(HTTPClientError(.shutDown, message: "The client was shut down; make another one.")))
            return
        }
        guard pools[exchange.origin, default: makePool()].add(exchange) else {
            let count = shared.configuration.maximumWaiting
            exchange.finish(
                .failure(HTTPClientError(.tooManyRequests, message: "\(count) requests wait for \(exchange.origin). Send fewer at once."))
            )
            return
        }
        pump(exchange.origin)
        guard exchange.connection == nil, !exchange.isOver else { return }
        let limit = min(exchange.deadline, loop.now &+ MonotonicTime.nanoseconds(exchange.timeouts.acquire + exchange.timeouts.connect))
        exchange.acquireTimer = loop.schedule(at: limit) { [self, weak exchange] in
            guard let exchange else { return }
            exchange.acquireTimer = nil
            guard pools[exchange.origin]?.remove(exchange) == true else { return }
            let error =
                exchange.deadline <= loop.now
                ? HTTPClientError(.deadlineExceeded, message: "The request's deadline passed before it was sent.")
                : HTTPClientError(.acquireTimeout, message: "No connection to \(exchange.origin) became free in time.")
            exchange.finish(.failure(error))
        }
    }

    /// Puts an exchange on a new connection after the old one turned out to be dead.
    func retry(_ exchange: HTTPClientExchange) {
        guard !shared.hasEnded else {
            exchange.finish(.failure(HTTPClientError(.shutDown, message: "The client was shut down; make another one.")))
            return
        }
        // What one connection of an origin suffered, the other idle ones probably did, too.
        for connection in pools[exchange.origin]?.idle ?? [] { connection.stream.close() }
        var pool = pools[exchange.origin] ?? makePool()
        for connection in pool.idle { _ = pool.removeIdle(connection) }
        pool.addFirst(exchange)
        pools[exchange.origin] = pool
        pump(exchange.origin)
    }

    /// Gives an exchange up wherever it is.
    func cancel(_ exchange: HTTPClientExchange) {
        exchange.isCancelled = true
        if let connection = exchange.connection {
            connection.fail(HTTPClientError(.cancelled, message: "The request was cancelled.", mayHaveReachedServer: true))
            return
        }
        _ = pools[exchange.origin]?.remove(exchange)
        stopWaiting(exchange)
        exchange.finish(.failure(HTTPClientError(.cancelled, message: "The request was cancelled before it was sent.")))
    }

    private func stopWaiting(_ exchange: HTTPClientExchange) {
        exchange.acquireTimer?.cancel()
        exchange.acquireTimer = nil
    }

    /// Serves whoever can be served.
    private func pump(_ origin: HTTPOrigin) {
        while true {
            switch pools[origin, default: makePool()].next(mayOpen: shared.takePermit) {
            case .lease(let connection, let exchange):
                guard connection.isUsable(for: exchange) else {
                    pools[origin]?.lost()
                    pools[origin]?.addFirst(exchange)
                    connection.stream.close()
                    continue
                }
                stopWaiting(exchange)
                connection.run(exchange)
            case .open:
                open(origin)
            case .none:
                if pools[origin]?.isStarved == true { client?.makeRoom() }
                if pools[origin]?.isEmpty == true { pools[origin] = nil }
                return
            }
        }
    }
}

// MARK: - Connections

extension HTTPClientWorker {
    private func open(_ origin: HTTPOrigin) {
        ClientConnector.connect(
            to: origin.host,
            port: origin.port,
            tls: origin.isSecure ? shared.tls : nil,
            resolver: shared.resolver,
            timeout: shared.configuration.timeouts.connect,
            on: loop,
            policy: shared.configuration.addresses
        ) { [self] result in
            switch result {
            case .success(let stream):
                let connection = HTTPClientConnection(stream: stream, origin: origin, worker: self)
                pools[origin, default: makePool()].opened(connection)
                if shared.hasEnded { stream.close() }
                pump(origin)
                connection.waitIfIdle()
            case .failure(let error):
                let waiter = pools[origin]?.openFailed()
                if let waiter {
                    stopWaiting(waiter)
                    waiter.finish(.failure(error.asHTTPClientError))
                }
                permitReturned()
                pump(origin)
            }
        }
    }

    /// A response is complete and its connection can carry another request.
    func released(_ connection: HTTPClientConnection) {
        if shared.hasEnded {
            pools[connection.origin]?.lost()
            connection.stream.close()
            return
        }
        pools[connection.origin]?.released(connection)
        pump(connection.origin)
        connection.waitIfIdle()
    }

    /// A connection carries nothing any more and is about to close.
    func lost(_ connection: HTTPClientConnection) {
        pools[connection.origin]?.lost()
    }

    /// A connection is closed.
    func closed(_ connection: HTTPClientConnection) {
        _ = pools[connection.origin]?.removeIdle(connection)
        permitReturned()
        pump(connection.origin)
    }

    private func permitReturned() {
        if shared.returnPermit() { client?.pumpAll() }
    }

    /// Serves waiters of every origin: a connection has become possible.
    func pumpAll() {
        for origin in pools.keys { pump(origin) }
    }

    /// Closes the idle connection that was not used for the longest time, to make room for another origin.
    func closeOldestIdle() {
        let oldest = pools.values.compactMap(\.oldestIdle).min { $0.idleSince < $1.idleSince }
        oldest?.stream.close()
    }

    /// Closes what is idle and fails what waits; running responses are finished.
    func shutDown() {
        for origin in Array(pools.keys) {
            for waiter in pools[origin]?.takeWaiters() ?? [] {
                stopWaiting(waiter)
                waiter.finish(.failure(HTTPClientError(.shutDown, message: "The client was shut down.")))
            }
            for connection in pools[origin]?.idle ?? [] { connection.stream.close() }
        }
    }
}
