// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if os(Linux) || os(Android)
    import CLinux
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Thin wrappers over system calls: interrupted calls are repeated, failures become values.
enum SystemCalls {
    /// Runs `call`, repeats it when interrupted, and throws its error number.
    @discardableResult
    static func check(_ operation: @autoclosure () -> String, _ call: () -> Int32) throws(IOError) -> Int32 {
        while true {
            let result = call()
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { throw IOError(errno: number, operation: operation()) }
        }
    }

    /// The bytes received, 0 at the end, or the negated error number.
    static func receive(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { return -Int(number) }
        }
    }

    /// The bytes sent or the negated error number. Never raises SIGPIPE.
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        while true {
            #if canImport(Darwin)
                let result = Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
            #elseif canImport(Glibc)
                let result = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            #else
                let result = Musl.send(descriptor, bytes.baseAddress, bytes.count, MSG_NOSIGNAL)
            #endif
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { return -Int(number) }
        }
    }

    /// Like `send` for several pieces.
    static func send(_ descriptor: Int32, vectors: UnsafeMutableBufferPointer<iovec>) -> Int {
        var message = msghdr()
        message.msg_iov = vectors.baseAddress
        message.msg_iovlen = .init(vectors.count)
        while true {
            #if canImport(Darwin)
                let result = sendmsg(descriptor, &message, 0)
            #elseif canImport(Glibc)
                let result = sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
            #else
                let result = sendmsg(descriptor, &message, MSG_NOSIGNAL)
            #endif
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { return -Int(number) }
        }
    }

    /// A nonblocking stream socket which children do not inherit.
    static func streamSocket(_ family: SocketAddress.Family) throws(IOError) -> FileDescriptor {
        let domain = family == .ipv4 ? AF_INET : AF_INET6
        #if canImport(Darwin)
            let socket = FileDescriptor(owning: try check("socket") { Darwin.socket(domain, SOCK_STREAM, 0) })
            prepare(socket.raw)
            return socket
        #elseif canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
            return FileDescriptor(owning: try check("socket") { Glibc.socket(domain, kind, 0) })
        #else
            return FileDescriptor(owning: try check("socket") { Musl.socket(domain, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0) })
        #endif
    }

    /// Accepts one connection: the descriptor or the negated error number.
    static func acceptOne(_ listener: Int32, peer: inout sockaddr_storage) -> Int32 {
        while true {
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let result = withUnsafeMutablePointer(to: &peer) { storage in
                storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
                    #if canImport(Darwin)
                        Darwin.accept(listener, address, &length)
                    #elseif canImport(Glibc)
                        accept4(listener, address, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
                    #else
                        accept4(listener, address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC)
                    #endif
                }
            }
            if result >= 0 {
                #if canImport(Darwin)
                    prepare(result)
                #endif
                return result
            }
            let number = errno
            if number != EINTR { return -number }
        }
    }

    /// Sets an integer option. A refusal is ignored: every option set here only tunes.
    static func setOption(_ descriptor: Int32, level: Int32, name: Int32, value: Int32) {
        var value = value
        _ = setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Small segments leave at once.
    static func setNoDelay(_ descriptor: Int32) {
        setOption(descriptor, level: Int32(IPPROTO_TCP), name: TCP_NODELAY, value: 1)
    }

    /// The error which waits at a socket, 0 if none.
    static func pendingError(_ descriptor: Int32) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &value, &length) == 0 ? value : errno
    }

    /// The address a socket is bound to.
    static func localAddress(_ descriptor: Int32) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return result == 0 ? SocketAddress(storage) : nil
    }

    /// Ends the sending side.
    static func shutdownOutput(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = shutdown(descriptor, Int32(SHUT_WR))
        #else
            _ = shutdown(descriptor, SHUT_WR)
        #endif
    }

    #if canImport(Darwin)
        private static func prepare(_ descriptor: Int32) {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            setOption(descriptor, level: SOL_SOCKET, name: SO_NOSIGPIPE, value: 1)
        }
    #endif
}
