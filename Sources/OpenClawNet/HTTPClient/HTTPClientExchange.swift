// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire
internal import Synchronization

/// One request on its way to its response, between the loop of its connection and the task that reads it.
final class HTTPClientExchange: @unchecked Sendable {
    /// The encoded request.
    let bytes: [UInt8]
    let method: HTTPMethod
    let isIdempotent: Bool
    let timeouts: HTTPClientTimeouts
    let worker: HTTPClientWorker
    let origin: HTTPOrigin
    private let readAhead: Int
    private let state = Mutex(State())

    // On the loop only.
    /// The connection that carries the exchange.
    var connection: HTTPClientConnection?
    /// The timer for waiting in the pool.
    var acquireTimer: LoopTimer?
    /// When the exchange must be over, in the loop's time.
    var deadline: UInt64 = .max
    /// Whether it was given up before it began.
    var isCancelled = false
    /// Whether it has been put on a new connection after an old one turned out to be dead.
    var isRetry = false

    init(
        bytes: [UInt8],
        request: HTTPClientRequest,
        timeouts: HTTPClientTimeouts,
        worker: HTTPClientWorker,
        readAhead: Int
    ) {
        self.bytes = bytes
        self.method = request.method
        self.isIdempotent = request.isIdempotent
        self.timeouts = timeouts
        self.worker = worker
        self.origin = HTTPOrigin(request.url)
        self.readAhead = readAhead
    }

    private typealias HeadWaiter = UnsafeContinuation<Result<HTTPResponseHead, HTTPClientError>, Never>
    private typealias ChunkWaiter = UnsafeContinuation<Result<[UInt8]?, HTTPClientError>, Never>

    private struct State {
        var chunks: [[UInt8]] = []
        var firstChunk = 0
        var bytes = 0
        /// Set once nothing more comes: nil error for a complete response.
        var end: Result<Void, HTTPClientError>?
        var isPaused = false
        var headWaiter: HeadWaiter?
        var chunkWaiter: ChunkWaiter?

        mutating func popChunk() -> [UInt8]? {
            guard firstChunk < chunks.count else { return nil }
            let chunk = chunks[firstChunk]
            chunks[firstChunk] = []
            firstChunk += 1
            bytes -= chunk.count
            if firstChunk == chunks.count {
                chunks.removeAll(keepingCapacity: true)
                firstChunk = 0
            }
            return chunk
        }
    }
}

// MARK: - The reader's side

extension HTTPClientExchange {
    /// Sends the request and waits for the head of the response.
    func start(deadline: UInt64) async throws(HTTPClientError) -> HTTPResponseHead {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: HeadWaiter) in
                // A task that was cancelled before it came here may have been given up on the loop already.
                let failure: HTTPClientError? = state.withLock { state in
                    if case .failure(let error) = state.end { return error }
                    state.headWaiter = continuation
                    return nil
                }
                if let failure {
                    continuation.resume(returning: .failure(failure))
                    return
                }
                worker.loop.execute { [self] in
                    self.deadline = deadline
                    worker.start(self)
                }
            }
        } onCancel: {
            abandon()
        }
        return try result.get()
    }

    func nextChunk() async throws(HTTPClientError) -> [UInt8]? {
        if let ready = takeReady() { return try ready.get() }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: ChunkWaiter) in
                let ready: Result<[UInt8]?, HTTPClientError>? = state.withLock { state in
                    if let ready = Self.ready(&state) { return ready }
                    precondition(state.chunkWaiter == nil, "one task reads a response at a time")
                    state.chunkWaiter = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            abandon()
        }
        return try result.get()
    }

    private func takeReady() -> Result<[UInt8]?, HTTPClientError>? {
        let (ready, resumes) = state.withLock { state -> (Result<[UInt8]?, HTTPClientError>?, Bool) in
            let ready = Self.ready(&state)
            let resumes = state.isPaused && state.bytes <= readAhead / 2
            if resumes { state.isPaused = false }
            return (ready, resumes)
        }
        if resumes {
            worker.loop.execute { [self] in connection?.resumeReading(self) }
        }
        return ready
    }

    private static func ready(_ state: inout State) -> Result<[UInt8]?, HTTPClientError>? {
        if let chunk = state.popChunk() { return .success(chunk) }
        switch state.end {
        case .success: return .success(nil)
        case .failure(let error): return .failure(error)
        case nil: return nil
        }
    }

    /// Gives up: the connection is closed unless the response is complete. May be called from any thread, at any time.
    func abandon() {
        let isOver = state.withLock { $0.end != nil }
        guard !isOver else { return }
        worker.loop.execute { [self] in worker.cancel(self) }
    }
}

// MARK: - The loop's side

extension HTTPClientExchange {
    func receivedHead(_ head: HTTPResponseHead) {
        let waiter = state.withLock { state in
            let waiter = state.headWaiter
            state.headWaiter = nil
            return waiter
        }
        waiter?.resume(returning: .success(head))
    }

    /// Hands content on. Returns false when reading should pause.
    func received(_ chunk: [UInt8]) -> Bool {
        let (waiter, goesOn) = state.withLock { state in
            if let waiter = state.chunkWaiter {
                state.chunkWaiter = nil
                return (Optional(waiter), true)
            }
            state.chunks.append(chunk)
            state.bytes += chunk.count
            if state.bytes >= readAhead { state.isPaused = true }
            return (nil, !state.isPaused)
        }
        waiter?.resume(returning: .success(chunk))
        return goesOn
    }

    /// Nothing more comes.
    func finish(_ result: Result<Void, HTTPClientError>) {
        let (headWaiter, chunkWaiter) = state.withLock { state -> (HeadWaiter?, ChunkWaiter?) in
            guard state.end == nil else { return (nil, nil) }
            state.end = result
            let waiters = (state.headWaiter, state.chunkWaiter)
            state.headWaiter = nil
            state.chunkWaiter = nil
            return waiters
        }
        switch result {
        case .success:
            precondition(headWaiter == nil, "a response ends after its head")
            chunkWaiter?.resume(returning: .success(nil))
        case .failure(let error):
            headWaiter?.resume(returning: .failure(error))
            chunkWaiter?.resume(returning: .failure(error))
        }
    }

    var isOver: Bool { state.withLock { $0.end != nil } }
}
