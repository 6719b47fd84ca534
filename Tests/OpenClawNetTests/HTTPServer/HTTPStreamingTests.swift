// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawTesting
import OpenClawWire
import Synchronization
import Testing

@Suite struct HTTPStreamingTests {
    @Test func `pieces arrive as chunks and the connection goes on`() async throws {
        let handler = ClosureHandler { _ in
            .stream(limit: 100) { body, writer in
                do {
                    try await writer.writeHead(fields: [.contentType: "text/event-stream"])
                    try await writer.write(body)
                    for number in 0..<3 { try await writer.write(Array("data: \(number)\n\n".utf8)) }
                    try await writer.end()
                } catch {
                    Issue.record(error)
                }
            }
        }
        try await TestServer.run(handler) { _, port in
            let client = try BlockingClient(port: port)
            for _ in 0..<2 {
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
                let response = try client.readResponse()
                #expect(response.fields["transfer-encoding"] == "chunked")
                #expect(response.text == "hidata: 0\n\ndata: 1\n\ndata: 2\n\n")
            }
            try client.send("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi")
            let response = try client.readResponse()
            #expect(response.fields["transfer-encoding"] == nil)
            #expect(response.text == "hidata: 0\n\ndata: 1\n\ndata: 2\n\n")
        }
    }

    @Test func `a writer waits for a slow reader and everything arrives`() async throws {
        let piece = [UInt8](repeating: 7, count: 100_000)
        let buffered = Counter()
        let handler = ClosureHandler { _ in
            .stream(limit: 0) { _, writer in
                do {
                    try await writer.writeHead(length: 100 * piece.count)
                    for _ in 0..<100 {
                        try await writer.write(piece)
                        buffered.add()
                    }
                } catch {
                    Issue.record(error)
                }
            }
        }
        try await TestServer.run(handler) { _, port in
            let client = try BlockingClient(port: port, receiveBuffer: 4096)
            try client.send(HTTPServerTests.get("/"))
            let head = try client.readResponse(toHead: true)
            #expect(head.fields["content-length"] == "10000000")
            // Far more than kernel and queue hold: the writer cannot be done.
            #expect(buffered.value < 100)
            #expect(try client.read(10_000_000).allSatisfy { $0 == 7 })
        }
    }

    @Test func `the task is cancelled when the client goes away`() async throws {
        let cancelled = Counter()
        let started = Counter()
        let handler = ClosureHandler { request in
            .stream(limit: 0) { _, writer in
                started.add()
                try? await writer.writeHead()
                // Ends at once when cancelled; an hour otherwise.
                do { try await request.loop.sleep(for: .seconds(3600)) } catch { cancelled.add() }
                await #expect(throws: HTTPResponseWriterError.disconnected) { try await writer.write([1]) }
            }
        }
        try await TestServer.run(handler, configure: { $0.shutdownTimeout = .seconds(30) }) { server, port in
            for leave in [BlockingClient.close, BlockingClient.reset, BlockingClient.endOutput] {
                let client = try BlockingClient(port: port)
                try client.send(HTTPServerTests.get("/"))
                #expect(try client.readResponse(toHead: true).status == 200)
                leave(client)()
            }
        }
        #expect(started.value == 3)
        #expect(cancelled.value == 3)
    }

    @Test func `what the closure leaves open is ended, and nothing at all is a 500`() async throws {
        let handler = ClosureHandler { request in
            .stream(limit: 0) { _, writer in
                if request.head.target == "/head" { try? await writer.writeHead() }
            }
        }
        try await TestServer.run(handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(HTTPServerTests.get("/head"))
            let response = try client.readResponse()
            #expect(response.status == 200)
            #expect(response.text.isEmpty)
            try client.send(HTTPServerTests.get("/nothing"))
            #expect(try client.readResponse().status == 500)
        }
    }

    @Test func `wrong order and wrong length are errors`() async throws {
        let handler = ClosureHandler { _ in
            .stream(limit: 0) { _, writer in
                await #expect(throws: HTTPResponseWriterError.wrongOrder) { try await writer.write([1]) }
                await #expect(throws: HTTPResponseWriterError.invalidFields) { try await writer.writeHead(fields: ["X": "\n"]) }
                await #expect(throws: Never.self) { try await writer.writeHead(length: 2) }
                await #expect(throws: HTTPResponseWriterError.wrongOrder) { try await writer.writeHead() }
                await #expect(throws: HTTPResponseWriterError.lengthExceeded) { try await writer.write([1, 2, 3]) }
                await #expect(throws: Never.self) { try await writer.write([65, 66]) }
                await #expect(throws: Never.self) { try await writer.end() }
                await #expect(throws: HTTPResponseWriterError.disconnected) { try await writer.end() }
            }
        }
        try await TestServer.run(handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(HTTPServerTests.get("/"))
            #expect(try client.readResponse().text == "AB")
        }
    }

    @Test func `a graceful shutdown lets running answers finish`() async throws {
        let (started, gate) = (Counter(), Gate())
        let handler = ClosureHandler { _ in
            .collect(limit: 0) { _ in
                started.add()
                await gate.wait()
                return .text("done")
            }
        }
        try await TestServer.run(handler, configure: { $0.shutdownTimeout = .seconds(120) }) { server, port in
            let client = try BlockingClient(port: port)
            let idle = try BlockingClient(port: port)
            try client.send(HTTPServerTests.get("/") + HTTPServerTests.get("/second") + HTTPServerTests.get("/third"))
            while started.value == 0 || server.connectionCount < 2 {}
            server.shutdown()
            gate.open()
            // However many were seen before the shutdown: each is answered whole, and the end is announced.
            let answers = String(decoding: try client.readToEnd(), as: UTF8.self)
            #expect(answers.split(separator: "HTTP/1.1 200 OK").allSatisfy { $0.hasSuffix("done") })
            #expect(answers.contains("Connection: close"))
            #expect(try idle.readToEnd().isEmpty)
        }
    }

    @Test func `cancellation closes at once`() async throws {
        let handler = ClosureHandler { request in
            .collect(limit: 0) { _ in
                try? await request.loop.sleep(for: .seconds(3600))
                return .text("never")
            }
        }
        try await EventLoopGroup.withLoops(count: 1) { group in
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: .loopback(port: 0))]),
                loops: group,
                handler: handler
            )
            try server.bind()
            let port = server.boundAddresses[0].port
            try await withThrowingTaskGroup { tasks in
                tasks.addTask {
                    await #expect(throws: CancellationError.self) { try await server.run() }
                }
                try await BlockingPool.withPool(maximumThreads: 1) { pool in
                    try await withThrowingTaskGroup { inner in
                        inner.addTask {
                            await pool.run {
                                do {
                                    let client = try BlockingClient(port: port)
                                    try client.send(HTTPServerTests.get("/"))
                                    _ = try client.readToEnd()  // Ends, an hour before the handler would.
                                } catch {
                                    Issue.record(error)
                                }
                            }
                        }
                        try await eventually { server.connectionCount > 0 }
                        tasks.cancelAll()
                    }
                }
            }
        }
    }
}
