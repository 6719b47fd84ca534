// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawNet

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct TCPStreamTests {
    @Test func `a refused connection is an error with its number`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            // A port which was free a moment ago and which nobody listens on.
            let socket = try TCPListener.listen(on: .loopback(port: 0), backlog: 1)
            let address = try #require(SystemCalls.localAddress(socket.raw))
            _ = consume socket
            await withTaskExecutorPreference(loop) {
                do throws(IOError) {
                    _ = try await TCPStream.connect(to: address, on: loop)
                    Issue.record("nobody listens")
                } catch {
                    #expect(error.operation == "connect to \(address)")
                }
            }
        }
    }

    @Test func `a cancelled connection attempt ends`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            let socket = try TCPListener.listen(on: .loopback(port: 0), backlog: 1)
            let address = try #require(SystemCalls.localAddress(socket.raw))
            await withDiscardingTaskGroup { tasks in
                tasks.cancelAll()
                tasks.addTask(executorPreference: loop) {
                    do throws(IOError) {
                        let stream = try await TCPStream.connect(to: address, on: loop)
                        stream.close()
                        Issue.record("the task was cancelled")
                    } catch {
                        #expect(error.operation.contains("connect"))
                    }
                }
            }
        }
    }

    @Test(arguments: [1, 100_000, 5_000_000])
    func `bytes go there and back`(count: Int) async throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let result = try await Self.exchange(payload, options: StreamOptions(maximumPendingBytes: 1 << 30), makeTransform: { nil })
        #expect(result == payload)
    }

    @Test(arguments: [1, 100_000, 2_000_000])
    func `a transform sits between socket and owner on both sides`(count: Int) async throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let result = try await Self.exchange(
            payload,
            options: StreamOptions(maximumPendingBytes: 1 << 30),
            makeTransform: { InvertingTransform() }
        )
        #expect(result == payload)
    }

    @Test func `what a peer said before it stopped reading is heard although sending fails`() async throws {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            let socket = try TCPListener.listen(on: .loopback(port: 0), backlog: 1)
            let address = try #require(SystemCalls.localAddress(socket.raw))
            let listener = socket.take()
            let heard = try await withTaskExecutorPreference(loop) {
                let stream = try await TCPStream.connect(to: address, on: loop)
                return await withUnsafeContinuation { (continuation: UnsafeContinuation<FarewellStream.End, Never>) in
                    stream.handler = FarewellStream { continuation.resume(returning: $0) }
                    stream.resumeReading()
                    stream.write(Array("a part of the request".utf8))
                    stream.flush()
                    Self.refuse(on: FileDescriptor(owning: listener), saying: "too large")
                    stream.write(Array("the rest of the request".utf8))
                }
            }
            #expect(heard.text == "too large")
            #expect(heard.operation == "send")
        }
    }

    /// Accepts a connection, answers, and closes it without having read, which resets it.
    private static func refuse(on listener: consuming FileDescriptor, saying answer: String) {
        var peer = sockaddr_storage()
        let accepted = SystemCalls.acceptOne(listener.raw, peer: &peer)
        guard accepted >= 0 else {
            Issue.record("nobody connected: \(accepted)")
            return
        }
        let descriptor = FileDescriptor(owning: accepted)
        let sent = Array(answer.utf8).withUnsafeBytes { SystemCalls.send(descriptor.raw, $0) }
        #expect(sent == answer.utf8.count)
    }

    /// Sends `payload` to an echoing peer and returns what comes back until the peer ends.
    private static func exchange(
        _ payload: [UInt8],
        options: StreamOptions,
        makeTransform: @escaping @Sendable () -> (any StreamTransform)?
    ) async throws -> [UInt8] {
        try await EventLoopGroup.withLoops(count: 2) { group in
            let (serverLoop, clientLoop) = (group.loops[0], group.loops[1])
            let socket = try TCPListener.listen(on: .loopback(port: 0), backlog: 1)
            let address = try #require(SystemCalls.localAddress(socket.raw))
            let number = socket.take()
            let settings = StreamSettings(options)
            serverLoop.execute {
                let listener = TCPListener(socket: FileDescriptor(owning: number), loop: serverLoop) { descriptor, peer in
                    let stream = TCPStream(descriptor: descriptor, remoteAddress: peer, settings: settings, loop: serverLoop)
                    stream.handler = EchoingStream()
                    do throws(IOError) { try stream.open(transform: makeTransform()) } catch { Issue.record(error) }
                }
                do throws(IOError) { try listener.start() } catch { Issue.record(error) }
            }
            return try await withTaskExecutorPreference(clientLoop) {
                let stream = try await TCPStream.connect(to: address, on: clientLoop, options: options)
                #expect(clientLoop.inLoop)
                return await withUnsafeContinuation { continuation in
                    stream.handler = CollectingStream { continuation.resume(returning: $0) }
                    if let transform = makeTransform() { stream.secure(transform) }
                    stream.write(payload)
                    stream.resumeReading()
                    (stream.handler as? CollectingStream)?.expected = payload.count
                }
            }
        }
    }
}

private final class EchoingStream: StreamHandler {
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        stream.write(UnsafeRawBufferPointer(bytes))
        if !stream.isWritable { stream.pauseReading() }
    }

    func drained(_ stream: TCPStream) {
        stream.resumeReading()
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        #expect(error == nil)
    }
}

private final class CollectingStream: StreamHandler {
    var expected = 0
    private var bytes: [UInt8] = []
    private var done: (([UInt8]) -> Void)?

    init(done: @escaping ([UInt8]) -> Void) {
        self.done = done
    }

    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        self.bytes += bytes
        if self.bytes.count == expected { stream.closeAfterOutput() }
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        #expect(error == nil)
        done?(bytes)
        done = nil
    }
}

/// Keeps what it hears and with what error it ends.
private final class FarewellStream: StreamHandler {
    struct End {
        var text = ""
        var operation: String?
    }

    private var end = End()
    private let done: (End) -> Void

    init(done: @escaping (End) -> Void) {
        self.done = done
    }

    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        end.text += String(decoding: bytes, as: UTF8.self)
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        end.operation = error?.operation
        done(end)
    }
}

/// Inverts every byte after a handshake of one byte from each side.
private final class InvertingTransform: StreamTransform {
    private(set) var isEstablished = false
    private(set) var isInputEnded = false

    func start(output: inout ByteQueue) {
        output.append(UInt8(42))
    }

    func receive(_ input: UnsafeRawBufferPointer, plaintext: inout ByteQueue, output: inout ByteQueue) throws(StreamTransformError) {
        var input = input[...]
        if !isEstablished {
            guard input.removeFirst() == 42 else { throw StreamTransformError(message: "handshake") }
            isEstablished = true
        }
        for byte in input { plaintext.append(~byte) }
    }

    func send(_ plaintext: UnsafeRawBufferPointer, output: inout ByteQueue) {
        for byte in plaintext { output.append(~byte) }
    }

    func finish(output: inout ByteQueue) {}
}
