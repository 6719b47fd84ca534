// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A plain blocking TCP client for tests. To be used on a thread that may block.
///
/// One thread may send while another receives.
final class BlockingClient: @unchecked Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private(set) var descriptor: Int32
    /// What has arrived and was not asked for yet.
    private var buffer: [UInt8] = []

    /// Connects to a port on loopback. Waiting for data fails after two minutes, which only a broken server needs.
    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = streamSocket()
        guard descriptor >= 0 else { throw Failure(description: "socket: \(errno)") }
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let descriptor = descriptor
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw Failure(description: "connect: \(errno)") }
    }

    deinit {
        close()
    }

    func close() {
        if descriptor >= 0 { closeDescriptor(descriptor) }
        descriptor = -1
    }

    /// Closes so that the peer sees a reset.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Ends the sending side.
    func endOutput() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let sent = bytes.withUnsafeBytes {
                sendBytes(descriptor, UnsafeRawBufferPointer(rebasing: $0[offset...]))
            }
            guard sent > 0 else { throw Failure(description: "send: \(errno)") }
            offset += sent
        }
    }

    /// Sends one byte at a time, each in a segment of its own.
    func sendSlowly(_ text: String) throws {
        for byte in text.utf8 { try send([byte]) }
    }

    /// Reads more; false at the end of the stream (a reset counts as one).
    @discardableResult
    func fill() throws -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &piece, piece.count, 0)
        if count < 0, errno == ECONNRESET { return false }
        guard count >= 0 else { throw Failure(description: "nothing arrived: \(errno), so far \(String(decoding: buffer, as: UTF8.self))") }
        buffer += piece[..<count]
        return count > 0
    }

    /// Exactly `count` bytes.
    func read(_ count: Int) throws -> [UInt8] {
        while buffer.count < count {
            guard try fill() else { throw Failure(description: "ended after \(buffer.count) of \(count) bytes") }
        }
        let bytes = Array(buffer[..<count])
        buffer.removeFirst(count)
        return bytes
    }

    /// Everything up to the end of the stream.
    func readToEnd() throws -> [UInt8] {
        while try fill() {}
        let bytes = buffer
        buffer = []
        return bytes
    }

    /// One response with a `Content-Length` or chunks or neither.
    func readResponse(toHead: Bool = false) throws -> ClientResponse {
        while true {
            if let end = find("\r\n\r\n", from: 0) {
                let head = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeFirst(end + 4)
                let lines = head.split(separator: "\r\n").map(String.init)
                var response = ClientResponse(status: Int(lines[0].split(separator: " ")[1]) ?? 0, fields: [:], body: [])
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                    response.fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
                }
                if toHead || response.status < 200 { return response }
                if let length = response.fields["content-length"].flatMap(Int.init) {
                    response.body = try read(length)
                } else if response.fields["transfer-encoding"] == "chunked" {
                    response.body = try readChunks()
                } else if response.status != 204, response.status != 304 {
                    response.body = try readToEnd()
                }
                return response
            }
            guard try fill() else { throw Failure(description: "ended instead of a response: \(String(decoding: buffer, as: UTF8.self))") }
        }
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            while find("\r\n", from: 0) == nil {
                guard try fill() else { throw Failure(description: "ended inside a chunk") }
            }
            let end = find("\r\n", from: 0) ?? 0
            let size = Int(String(decoding: buffer[..<end], as: UTF8.self), radix: 16) ?? -1
            buffer.removeFirst(end + 2)
            let piece = try read(size + 2)
            if size == 0 { return body }
            body += piece.dropLast(2)
        }
    }

    private func find(_ text: String, from start: Int) -> Int? {
        let pattern = Array(text.utf8)
        guard buffer.count >= pattern.count else { return nil }
        return (start...(buffer.count - pattern.count)).first { buffer[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }
}

struct ClientResponse: Equatable {
    var status: Int
    var fields: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

// Outside of the class, whose methods have the names of the system calls.
private func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
}

private func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
        send(descriptor, bytes.baseAddress, bytes.count, 0)
    #else
        send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
}

private func streamSocket() -> Int32 {
    #if canImport(Glibc)
        socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
        socket(AF_INET, SOCK_STREAM, 0)
    #endif
}
