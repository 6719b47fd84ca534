// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// An HTTP/1.1 and WebSocket server on a group of event loops.
///
/// ```swift
/// try await EventLoopGroup.withLoops(count: 2) { group in
///     let server = HTTPServer(configuration: configuration, loops: group, handler: handler)
///     try server.bind()
///     try await server.run()
/// }
/// ```
public final class HTTPServer: Sendable {
    private let configuration: HTTPServerConfiguration
    private let shared: HTTPServerShared
    private let workers: [HTTPServerWorker]
    private let state = Mutex(State())

    private struct State {
        enum Phase { case idle, bound, running, stopping, stoppingNow, ended }
        var phase = Phase.idle
        var bound: [BoundListener] = []
        var listeners: [TCPListener] = []
    }

    /// A listening socket which no loop watches yet.
    private final class BoundListener: Sendable {
        let state: HTTPListenerState
        private let socket: Mutex<FileDescriptor?>

        init(state: HTTPListenerState, socket: consuming FileDescriptor) {
            self.state = state
            self.socket = Mutex(consume socket)
        }

        func takeSocket() -> FileDescriptor? {
            socket.withLock { $0.take() }
        }
    }

    /// Makes a server. Nothing is opened yet.
    public init(configuration: HTTPServerConfiguration, loops: EventLoopGroup, handler: any HTTPServerHandler) {
        precondition(!configuration.listeners.isEmpty, "a server listens somewhere")
        self.configuration = configuration
        shared = HTTPServerShared(configuration, handler: handler)
        let shared = shared
        workers = loops.loops.map { HTTPServerWorker(shared: shared, loop: $0) }
    }

    /// Binds every listener. From now on the kernel queues connections, which ``run()`` accepts.
    /// - Throws: ``IOError``; a port in use has ``IOError/isAddressInUse``. Nothing stays bound when it throws.
    public func bind() throws(IOError) {
        var bound: [BoundListener] = []
        for listener in configuration.listeners {
            let socket = try TCPListener.listen(on: listener.address, backlog: configuration.backlog)
            let address = SystemCalls.localAddress(socket.raw) ?? listener.address
            bound.append(BoundListener(state: HTTPListenerState(listener, address: address), socket: socket))
        }
        state.withLock { state in
            precondition(state.phase == .idle, "a server is bound once")
            state.phase = .bound
            state.bound = bound
        }
    }

    /// The addresses the listeners are bound to, in the order of the configuration; empty before ``bind()``.
    public var boundAddresses: [SocketAddress] {
        state.withLock { $0.bound.map(\.state.address) }
    }

    /// The number of open connections, WebSockets included.
    public var connectionCount: Int { shared.connections.load(ordering: .relaxed) }

    /// Serves until ``shutdown()`` has been called and everything is finished, or until the task is cancelled.
    ///
    /// Binds first if ``bind()`` has not been called. Tasks of requests are children of this function.
    /// - Throws: ``IOError`` if a listener cannot be set up; `CancellationError` if the task was cancelled.
    public func run() async throws {
        if state.withLock({ $0.phase == .idle }) { try bind() }
        let mayRun = state.withLock { state in
            precondition(state.phase != .running && state.phase != .ended, "a server runs once")
            guard state.phase == .bound else { return false }
            state.phase = .running
            return true
        }
        if mayRun {
            await withTaskCancellationHandler {
                await withDiscardingTaskGroup { group in
                    for worker in workers {
                        group.addTask(executorPreference: worker.loop) { await worker.tasks.run() }
                    }
                    startListeners()
                }
            } onCancel: {
                stop(now: true)
            }
        }
        let leftover = state.withLock { state in
            state.phase = .ended
            return state.bound
        }
        for listener in leftover { _ = listener.takeSocket() }
        try Task.checkCancellation()
    }

    /// Stops accepting, lets running responses finish, closes WebSockets; ``run()`` returns when that is done or its time is over.
    ///
    /// May be called from any thread, also more than once.
    public func shutdown() {
        stop(now: false)
    }

    private func startListeners() {
        let bound = state.withLock { $0.bound }
        for (index, listener) in bound.enumerated() {
            let loop = workers[index % workers.count].loop
            loop.execute { [self] in start(listener, on: loop) }
        }
    }

    private func start(_ bound: BoundListener, on loop: EventLoop) {
        guard let socket = bound.takeSocket() else { return }
        let listenerState = bound.state
        let listener = TCPListener(socket: socket, loop: loop) { [self] descriptor, peer in
            deal(descriptor, from: peer, listener: listenerState, on: loop)
        }
        let mayListen = state.withLock { state in
            guard state.phase == .running else { return false }
            state.listeners.append(listener)
            return true
        }
        guard mayListen else {
            listener.close()
            return
        }
        do throws(IOError) {
            try listener.start()
        } catch {
            // Out of kernel memory at the very start: serve nothing rather than half.
            listener.close()
            stop(now: true)
        }
    }

    /// Gives a connection to the loop with the fewest.
    private func deal(_ descriptor: consuming FileDescriptor, from peer: SocketAddress, listener: HTTPListenerState, on loop: EventLoop) {
        let open = shared.connections.add(1, ordering: .relaxed).newValue
        let pending = shared.pending.add(1, ordering: .relaxed).newValue
        if open > shared.maximumConnections || pending > shared.maximumPending {
            shared.connections.subtract(1, ordering: .relaxed)
            shared.pending.subtract(1, ordering: .relaxed)
            if listener.makeTransform == nil { refuse(descriptor, on: loop) }
            return
        }
        var chosen = workers[0]
        var least = Int.max
        for worker in workers {
            let load = worker.load.load(ordering: .relaxed)
            if load < least {
                least = load
                chosen = worker
            }
        }
        chosen.load.add(1, ordering: .relaxed)
        if chosen.loop === loop {
            chosen.adopt(descriptor, from: peer, listener: listener)
        } else {
            let number = descriptor.take()
            let worker = chosen
            worker.loop.execute { worker.adopt(FileDescriptor(owning: number), from: peer, listener: listener) }
        }
    }

    /// Says that the server is full; one attempt, then the connection is closed.
    private func refuse(_ descriptor: borrowing FileDescriptor, on loop: EventLoop) {
        let answer: StaticString = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
        // What the client has sent already is taken, or the reset that follows would overtake the answer.
        _ = SystemCalls.receive(descriptor.raw, loop.scratch)
        _ = SystemCalls.send(descriptor.raw, UnsafeRawBufferPointer(start: answer.utf8Start, count: answer.utf8CodeUnitCount))
    }

    private func stop(now: Bool) {
        let listeners = state.withLock { state -> [TCPListener]? in
            switch state.phase {
            case .idle, .bound:
                state.phase = now ? .stoppingNow : .stopping
                return nil
            case .running, .stopping:
                state.phase = now ? .stoppingNow : .stopping
                let listeners = state.listeners
                state.listeners = []
                return listeners
            case .stoppingNow, .ended:
                return nil
            }
        }
        guard let listeners else { return }
        for listener in listeners {
            listener.loop.execute { listener.close() }
        }
        for worker in workers {
            worker.loop.execute { now ? worker.stopNow() : worker.stop() }
        }
    }
}
