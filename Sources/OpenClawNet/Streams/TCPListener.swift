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

/// A listening socket on an event loop. Every member belongs to the thread of the loop.
final class TCPListener: LoopObject, @unchecked Sendable {
    private var socket: FileDescriptor?
    private var isPaused = false
    private var backoff: UInt64 = 0
    private let accept: (Int32, inout sockaddr_storage) -> Int32
    private let accepted: (consuming FileDescriptor, SocketAddress) -> Void

    /// Makes a listener; `accept` stands in for the system call in tests.
    init(
        socket: consuming FileDescriptor,
        loop: EventLoop,
        accept: @escaping (Int32, inout sockaddr_storage) -> Int32 = SystemCalls.acceptOne,
        accepted: @escaping (consuming FileDescriptor, SocketAddress) -> Void
    ) {
        self.socket = consume socket
        self.accept = accept
        self.accepted = accepted
        super.init(loop: loop)
    }

    /// Binds a socket and lets the kernel queue connections. May be called from any thread.
    static func listen(on address: SocketAddress, backlog: Int32) throws(IOError) -> FileDescriptor {
        let socket = try SystemCalls.streamSocket(address.family)
        // Allows the port of connections which linger from a former run, not one which is listened on.
        SystemCalls.setOption(socket.raw, level: SOL_SOCKET, name: SO_REUSEADDR, value: 1)
        if address.family == .ipv6 {
            SystemCalls.setOption(socket.raw, level: Int32(IPPROTO_IPV6), name: IPV6_V6ONLY, value: 1)
        }
        let descriptor = socket.raw
        try SystemCalls.check("bind \(address)") { address.withSockaddr { bind(descriptor, $0, $1) } }
        #if canImport(Darwin)
            try SystemCalls.check("listen on \(address)") { Darwin.listen(descriptor, backlog) }
        #elseif canImport(Glibc)
            try SystemCalls.check("listen on \(address)") { Glibc.listen(descriptor, backlog) }
        #else
            try SystemCalls.check("listen on \(address)") { Musl.listen(descriptor, backlog) }
        #endif
        return socket
    }

    /// Starts accepting.
    func start() throws(IOError) {
        try loop.register(self, descriptor: descriptor, interest: .read)
    }

    /// Leaves new connections in the kernel's queue.
    func pause() {
        if isPaused || slot < 0 { return }
        isPaused = true
        loop.changeInterest(self, descriptor: descriptor, from: .read, to: [])
    }

    /// Accepts again.
    func resume() {
        if !isPaused || slot < 0 { return }
        isPaused = false
        loop.changeInterest(self, descriptor: descriptor, from: [], to: .read)
    }

    /// Closes the socket; connections in the kernel's queue are refused.
    func close() {
        guard socket != nil else { return }
        if slot >= 0 { loop.deregister(self, descriptor: descriptor, interest: isPaused ? [] : .read) }
        loop.clearTimer(self)
        socket = nil
    }

    override func ready(_ set: ReadySet) {
        var peer = sockaddr_storage()
        // Bounded, so that a flood of connections does not starve those that are there.
        for _ in 0..<16 {
            if isPaused || socket == nil { return }
            let result = accept(descriptor, &peer)
            if result >= 0 {
                backoff = 0
                let connection = FileDescriptor(owning: result)
                if let address = SocketAddress(peer) { accepted(connection, address) }
                continue
            }
            switch -result {
            case EAGAIN:
                return
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                // The queue keeps the connections; try again when others have been closed.
                backoff = min(max(backoff * 2, 100_000_000), 1_000_000_000)
                pause()
                loop.setTimer(self, at: loop.now &+ backoff)
                return
            default:
                // The connection died in the queue, or the network reported an error for it: not ours.
                continue
            }
        }
    }

    override func timerFired() {
        resume()
    }

    override func loopStopped() {
        close()
    }

    private var descriptor: Int32 {
        guard let raw = socket?.raw else { preconditionFailure("the listener is closed") }
        return raw
    }
}
