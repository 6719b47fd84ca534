// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Turns host names into addresses by the system's resolver, on the threads of a blocking pool.
public final class DNSResolver: Sendable {
    private let pool: BlockingPool
    private let timeout: Duration
    private let maximumConcurrent: Int
    private let maximumWaiting: Int
    private let state = Mutex(State())

    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    /// Creates a resolver.
    ///
    /// - Parameters:
    ///   - pool: Where the system's calls block; they cannot be interrupted, so a dead name server holds threads for seconds.
    ///   - maximumConcurrent: How many threads of the pool may be used at once.
    ///   - maximumWaiting: How many names may wait for a thread; more fail at once.
    ///   - timeout: How long a caller waits, whatever the system does.
    public init(
        pool: BlockingPool,
        maximumConcurrent: Int = 2,
        maximumWaiting: Int = 256,
        timeout: Duration = .seconds(10)
    ) {
        self.pool = pool
        self.maximumConcurrent = max(1, maximumConcurrent)
        self.maximumWaiting = max(0, maximumWaiting)
        self.timeout = timeout
    }

    /// The addresses of `host`, best first, families alternating (RFC 8305 section 4).
    ///
    /// Numeric addresses and `localhost` are answered at once.
    public func resolve(_ host: String, port: UInt16, on loop: EventLoop) async throws(DNSError) -> [SocketAddress] {
        let result: Result<[SocketAddress], DNSError> = await withUnsafeContinuation { continuation in
            loop.execute { [self] in
                resolve(host, port: port, on: loop) { continuation.resume(returning: $0) }
            }
        }
        return try result.get()
    }

    /// Like the other, with a completion that is called on `loop`, where this must be called; it may be called before this returns.
    func resolve(
        _ host: String,
        port: UInt16,
        on loop: EventLoop,
        completion: @escaping (Result<[SocketAddress], DNSError>) -> Void
    ) {
        if let address = SocketAddress(ip: host, port: port) {
            completion(.success([address]))
            return
        }
        guard Self.isPlausible(host) else {
            completion(.failure(DNSError(.invalidName, message: "\"\(host)\" is not a host name.")))
            return
        }
        if host == "localhost" || host == "localhost." {
            // RFC 6761 section 6.3: never asks the network.
            completion(.success(["127.0.0.1", "::1"].compactMap { SocketAddress(ip: $0, port: port) }))
            return
        }
        let query = DNSQuery(loop: loop, completion: completion)
        query.start(timeout: timeout, host: host)
        let isAccepted = submit {
            let result = Self.lookUp(host, port: port)
            loop.execute { query.finish(result) }
        }
        if !isAccepted {
            query.finish(.failure(DNSError(.busy, message: "\(maximumWaiting) names wait to be resolved. Try again later.")))
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        let startsNow: Bool? = state.withLock { state in
            if state.running < maximumConcurrent {
                state.running += 1
                return true
            }
            guard state.waiting.count < maximumWaiting else { return nil }
            state.waiting.append(job)
            return false
        }
        guard let startsNow else { return false }
        if startsNow {
            pool.submit { [self] in
                var next: (@Sendable () -> Void)? = job
                while let job = next {
                    job()
                    next = state.withLock { state in
                        if state.waiting.isEmpty {
                            state.running -= 1
                            return nil
                        }
                        return state.waiting.removeFirst()
                    }
                }
            }
        }
        return true
    }

    /// Runs something else that blocks, such as reading certificates, on a thread of the pool.
    func runBlocking(_ job: @escaping @Sendable () -> Void) {
        pool.submit(job)
    }

    /// Letters, digits, hyphens, underscores and dots, at most 253 of them: nothing a resolver could read as something else.
    private static func isPlausible(_ host: String) -> Bool {
        !host.isEmpty && host.utf8.count <= 254
            && host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    private static func lookUp(_ host: String, port: UInt16) -> Result<[SocketAddress], DNSError> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            let text = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            if code == EAI_AGAIN {
                return .failure(DNSError(.temporary, message: "\"\(host)\" cannot be resolved now: \(text)."))
            }
            return .failure(DNSError(.notFound, message: "\"\(host)\" cannot be resolved: \(text). Check the name."))
        }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var entry = list
        while let current = entry {
            entry = current.pointee.ai_next
            guard let raw = current.pointee.ai_addr else { continue }
            var storage = sockaddr_storage()
            let count = min(Int(current.pointee.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
            withUnsafeMutableBytes(of: &storage) { $0.copyMemory(from: UnsafeRawBufferPointer(start: raw, count: count)) }
            if var address = SocketAddress(storage) {
                address.port = port
                if !found.contains(address) { found.append(address) }
            }
        }
        guard !found.isEmpty else {
            return .failure(DNSError(.notFound, message: "\"\(host)\" has no address."))
        }
        return .success(alternating(found))
    }

    /// Lets the families take turns, beginning with that of the first address.
    static func alternating(_ addresses: [SocketAddress]) -> [SocketAddress] {
        guard let first = addresses.first else { return [] }
        var preferred = addresses.filter { $0.family == first.family }[...]
        var others = addresses.filter { $0.family != first.family }[...]
        var result: [SocketAddress] = []
        while !preferred.isEmpty || !others.isEmpty {
            if let next = preferred.popFirst() { result.append(next) }
            if let next = others.popFirst() { result.append(next) }
        }
        return result
    }
}
