// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Testing

@Suite struct HTTPClientFailureTests {
    private func content(_ client: HTTPClient, _ request: HTTPClientRequest) async throws -> [UInt8] {
        try await client.execute(request).collect(upTo: 1000)
    }

    private func code(_ body: () async throws -> some Sendable) async -> HTTPClientError.Code? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? HTTPClientError)?.code
        }
    }

    /// Runs `body` with a client of a scripted server.
    private func run(
        _ configuration: HTTPClientConfiguration = .patient(),
        script: @escaping @Sendable (Int, Int) -> ScriptedServer.Answer,
        _ body: @Sendable (HTTPClient, WireURL, ScriptedServer) async throws -> Void
    ) async throws {
        try await BlockingPool.withPool { pool in
            try await EventLoopGroup.withLoops(count: 1) { loops in
                let server = try await ScriptedServer(on: loops.loops[0], script: script)
                let client = HTTPClient(loops: loops, resolver: DNSResolver(pool: pool), configuration: configuration)
                try await body(client, WireURL("http://127.0.0.1:\(server.port)/"), server)
                client.shutDown()
                server.stop()
            }
        }
    }

    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    @Test func aDeadConnectionIsReplacedOnceForARepeatableRequest() async throws {
        try await run(script: { connection, request in connection == 0 && request == 1 ? .close : .send(Self.ok) }) { client, url, server in
            for _ in 0..<3 {
                let content = try await content(client, HTTPClientRequest(url: url))
                #expect(content == Array("ok".utf8))
            }
            #expect(server.connectionCount == 2)
        }
    }

    @Test func aDeadConnectionIsNotReplacedTwice() async throws {
        try await run(script: { connection, request in connection == 0 && request == 0 ? .send(Self.ok) : .close }) { client, url, server in
            _ = try await client.execute(HTTPClientRequest(url: url)).collect(upTo: 2)
            #expect(await code { try await client.execute(HTTPClientRequest(url: url)) } == .connectionClosed)
            #expect(server.connectionCount == 2)
        }
    }

    @Test func aRequestWithEffectsIsNotRepeated() async throws {
        try await run(script: { _, request in request == 1 ? .close : .send(Self.ok) }) { client, url, server in
            _ = try await client.execute(HTTPClientRequest(url: url)).collect(upTo: 2)
            do throws(HTTPClientError) {
                _ = try await client.execute(HTTPClientRequest(method: .post, url: url, body: Array("{}".utf8)))
                Issue.record("answered")
            } catch {
                #expect(error.code == .connectionClosed)
                #expect(error.mayHaveReachedServer)
            }
            #expect(server.connectionCount == 1)
        }
    }

    @Test("A connection the server closed while it was idle is not used", arguments: [HTTPMethod.get, .post])
    func idleConnections(method: HTTPMethod) async throws {
        try await run(script: { connection, _ in connection == 0 ? .sendAndClose(Self.ok) : .send(Self.ok) }) { client, url, server in
            for _ in 0..<2 {
                let request = HTTPClientRequest(method: method, url: url, body: method == .post ? Array("{}".utf8) : [])
                let content = try await content(client, request)
                #expect(content == Array("ok".utf8))
            }
            #expect(server.connectionCount == 2)
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\nuntil the end", "until the end"),
        ("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nold", "old"),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n", "abc"),
        ("HTTP/1.1 204 No Content\r\n\r\n", ""),
    ])
    func answersOfOtherServers(answer: String, content: String) async throws {
        try await run(script: { _, _ in .sendAndClose(answer) }) { client, url, _ in
            let response = try await client.execute(HTTPClientRequest(url: url))
            #expect(String(decoding: try await response.collect(upTo: 100), as: UTF8.self) == content)
        }
    }

    @Test(arguments: [
        ("nonsense\r\n\r\n", HTTPClientError.Code.invalidResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", .invalidResponse),
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", .invalidResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", .connectionClosed),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", .connectionClosed),
        ("HTTP/1.1 200 OK\r\nContent-", .connectionClosed),
        ("", .connectionClosed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", .bodyTooLarge),
        ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 101), .bodyTooLarge),
    ])
    func brokenAnswers(answer: String, expected: HTTPClientError.Code) async throws {
        try await run(script: { _, _ in .sendAndClose(answer) }) { client, url, _ in
            #expect(await code { try await client.execute(HTTPClientRequest(url: url)).collect(upTo: 100) } == expected)
        }
    }

    @Test(arguments: [
        (HTTPClientTimeouts(head: .milliseconds(30)), "", HTTPClientError.Code.headTimeout),
        (HTTPClientTimeouts(head: .milliseconds(30)), "HTTP/1.1 200 OK\r\n", .headTimeout),
        (HTTPClientTimeouts(read: .milliseconds(30)), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", .readTimeout),
        (HTTPClientTimeouts(total: .milliseconds(30)), "", .deadlineExceeded),
        (HTTPClientTimeouts(total: .milliseconds(30)), "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", .deadlineExceeded),
    ])
    func slowAnswers(timeouts: HTTPClientTimeouts, answer: String, expected: HTTPClientError.Code) async throws {
        try await run(script: { _, _ in answer.isEmpty ? .silence : .send(answer) }) { client, url, _ in
            #expect(await code { try await client.execute(HTTPClientRequest(url: url, timeouts: timeouts)).collect(upTo: 9) } == expected)
        }
    }

    @Test func waitingForAConnectionEnds() async throws {
        let configuration = HTTPClientConfiguration(maximumConnectionsPerOrigin: 1, maximumWaiting: 1)
        try await run(configuration, script: { _, _ in .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab") }) { client, url, _ in
            let busy = try await client.execute(HTTPClientRequest(url: url))
            let timeouts = HTTPClientTimeouts(acquire: .milliseconds(20), connect: .milliseconds(1))
            #expect(await code { try await client.execute(HTTPClientRequest(url: url, timeouts: timeouts)) } == .acquireTimeout)
            await withTaskGroup(of: HTTPClientError.Code?.self) { group in
                for _ in 0..<2 {
                    group.addTask { await code { try await client.execute(HTTPClientRequest(url: url)) } }
                }
                // One waits, the other is one too many.
                #expect(await group.next() == .tooManyRequests)
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
            busy.cancel()
            #expect(await code { try await busy.collect(upTo: 100) } == .cancelled)
        }
    }

    @Test func cancellationReachesTheServer() async throws {
        let started = Gate()
        let stopped = Gate()
        try await LiveServer.run({ _ in
            .stream(limit: 0) { _, writer in
                try? await writer.writeHead()
                started.open()
                await Gate().wait()
                stopped.open()
            }
        }) { test in
            let client = HTTPClient(loops: test.loops, resolver: test.resolver, configuration: .patient())
            let url = try test.url()
            let task = Task {
                await code { try await client.execute(HTTPClientRequest(url: url)).collect(upTo: 1) }
            }
            await started.wait()
            task.cancel()
            #expect(await task.value == .cancelled)
            await stopped.wait()
            client.shutDown()
        }
    }

    @Test func lettingGoOfAResponseClosesItsConnection() async throws {
        let stopped = Gate()
        try await LiveServer.run({ _ in
            .stream(limit: 0) { _, writer in
                try? await writer.writeHead()
                await Gate().wait()
                stopped.open()
            }
        }) { test in
            let client = HTTPClient(loops: test.loops, resolver: test.resolver, configuration: .patient())
            let status = try await client.execute(HTTPClientRequest(url: test.url())).status
            #expect(status == .ok)
            await stopped.wait()
            client.shutDown()
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await run(script: { _, _ in .send(Self.ok) }) { client, url, server in
            let gate = Gate()
            let task = Task {
                await gate.wait()
                return await code { try await client.execute(HTTPClientRequest(url: url)) }
            }
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(server.connectionCount == 0)
        }
    }

    @Test func unreachableServers() async throws {
        try await run(script: { _, _ in .silence }) { client, url, server in
            #expect(await code { try await client.execute(HTTPClientRequest(url: WireURL("http://127.0.0.1:1/"))) } == .connectFailed)
        }
    }
}
