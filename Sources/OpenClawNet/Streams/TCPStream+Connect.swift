// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension TCPStream {
    /// Connects to `address`. To be called on `loop`; `completion` is called there, later, exactly once.
    ///
    /// The owner sets ``handler`` in the completion; bytes arrive after it.
    package static func connect(
        to address: SocketAddress,
        on loop: EventLoop,
        timeout: Duration = .seconds(10),
        options: StreamOptions = StreamOptions(),
        completion: @escaping (Result<TCPStream, IOError>) -> Void
    ) {
        do throws(IOError) {
            let socket = try SystemCalls.streamSocket(address.family)
            let stream = TCPStream(
                descriptor: socket,
                remoteAddress: address,
                settings: StreamSettings(options),
                loop: loop
            )
            try stream.startConnecting(timeout: timeout, completion)
        } catch {
            loop.executeLater { completion(.failure(error)) }
        }
    }

    /// Connects to `address`. The caller must run on `loop` (as a task which prefers it) to use the stream.
    /// - Throws: ``IOError``; a timeout has `ETIMEDOUT`, cancellation `ECANCELED`.
    package static func connect(
        to address: SocketAddress,
        on loop: EventLoop,
        timeout: Duration = .seconds(10),
        options: StreamOptions = StreamOptions()
    ) async throws(IOError) -> TCPStream {
        let attempt = ConnectionAttempt(address: address)
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Result<TCPStream, IOError>, Never>) in
                loop.execute {
                    attempt.start(on: loop, timeout: timeout, options: options) { continuation.resume(returning: $0) }
                }
            }
        } onCancel: {
            loop.execute { attempt.cancel() }
        }
        return try result.get()
    }

    func startConnecting(timeout: Duration, _ completion: @escaping (Result<TCPStream, IOError>) -> Void) throws(IOError) {
        handler = ConnectHandler(completion)
        SystemCalls.setNoDelay(descriptor)
        let result = remoteAddress.withSockaddr { address, length in
            // An interrupted attempt goes on by itself.
            Self.connectSocket(descriptor, address, length) == 0 ? 0 : errno
        }
        guard result == 0 || result == EINPROGRESS || result == EINTR else {
            giveUp()
            throw IOError(errno: result, operation: "connect to \(remoteAddress)")
        }
        flags.insert(.connecting)
        do throws(IOError) {
            try loop.register(self, descriptor: descriptor, interest: .write)
        } catch {
            giveUp()
            throw error
        }
        interest = .write
        setDeadline(after: timeout)
    }

    /// A connection attempt has ended.
    func connected() {
        let number = SystemCalls.pendingError(descriptor)
        if number != 0 {
            close(error: IOError(errno: number, operation: "connect to \(remoteAddress)"))
            return
        }
        flags.remove(.connecting)
        deadline = .max
        updateInterest()
        setInterest(interest.subtracting(.write))
        let handler = handler as? ConnectHandler
        self.handler = nil
        handler?.finish(.success(self))
        flush()
    }

    private func giveUp() {
        _ = FileDescriptor(owning: descriptor)
        descriptor = -1
        flags.formUnion([.closed, .reported])
        handler = nil
    }

    private static func connectSocket(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
        #if canImport(Darwin)
            Darwin.connect(descriptor, address, length)
        #elseif canImport(Glibc)
            Glibc.connect(descriptor, address, length)
        #else
            Musl.connect(descriptor, address, length)
        #endif
    }
}

/// The owner of a stream until it is connected.
private final class ConnectHandler: StreamHandler {
    private var completion: ((Result<TCPStream, IOError>) -> Void)?

    init(_ completion: @escaping (Result<TCPStream, IOError>) -> Void) {
        self.completion = completion
    }

    func finish(_ result: Result<TCPStream, IOError>) {
        let completion = completion
        self.completion = nil
        completion?(result)
    }

    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {}

    func closed(_ stream: TCPStream, error: IOError?) {
        finish(.failure(error ?? IOError(errno: ECANCELED, operation: "connect to \(stream.remoteAddress)")))
    }
}

/// A connection attempt a task waits for; it lives on the loop.
private final class ConnectionAttempt: @unchecked Sendable {
    private let address: SocketAddress
    private var stream: TCPStream?
    private var isCancelled = false

    init(address: SocketAddress) {
        self.address = address
    }

    func start(
        on loop: EventLoop,
        timeout: Duration,
        options: StreamOptions,
        _ completion: @escaping (Result<TCPStream, IOError>) -> Void
    ) {
        do throws(IOError) {
            if isCancelled { throw IOError(errno: ECANCELED, operation: "connect to \(address)") }
            let socket = try SystemCalls.streamSocket(address.family)
            let stream = TCPStream(descriptor: socket, remoteAddress: address, settings: StreamSettings(options), loop: loop)
            try stream.startConnecting(timeout: timeout) { result in
                self.stream = nil
                // Nothing is read before the task has had its turn to set a handler.
                if case .success(let stream) = result { stream.pauseReading() }
                completion(result)
            }
            self.stream = stream
        } catch {
            completion(.failure(error))
        }
    }

    func cancel() {
        isCancelled = true
        stream?.close(error: IOError(errno: ECANCELED, operation: "connect to \(address)"))
    }
}
