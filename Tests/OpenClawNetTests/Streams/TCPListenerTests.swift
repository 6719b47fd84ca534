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

@Suite struct TCPListenerTests {
    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM, ECONNABORTED, EPROTO])
    func `a failed accept does not end the listener`(number: Int32) async throws {
        let (failures, calls) = try await Self.accept(failing: 3, number)
        #expect(failures == 3)
        #expect(calls >= 4)
    }

    /// Connects once while the first calls of accept fail; returns when the connection has been accepted.
    private static func accept(failing times: Int, _ number: Int32) async throws -> (failures: Int, calls: Int) {
        try await EventLoopGroup.withLoops(count: 1) { group in
            let loop = group.loops[0]
            let socket = try TCPListener.listen(on: .loopback(port: 0), backlog: 8)
            let port = try #require(SystemCalls.localAddress(socket.raw)).port
            let descriptor = socket.take()
            let failures = Counter()
            let calls = Counter()
            let client = try BlockingClient(port: port)
            defer { client.close() }
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                loop.execute {
                    var listener: TCPListener?
                    let made = TCPListener(
                        socket: FileDescriptor(owning: descriptor),
                        loop: loop,
                        accept: { descriptor, peer in
                            calls.add()
                            if failures.value < times {
                                failures.add()
                                return -number
                            }
                            return SystemCalls.acceptOne(descriptor, peer: &peer)
                        },
                        accepted: { _, peer in
                            #expect(peer.isLoopback)
                            listener?.close()
                            listener = nil
                            continuation.resume()
                        }
                    )
                    listener = made
                    do throws(IOError) { try made.start() } catch { Issue.record(error) }
                }
            }
            return (failures.value, calls.value)
        }
    }
}
