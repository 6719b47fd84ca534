// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Testing

@Suite struct WebSocketClientTests {
    private func run(
        _ transport: EchoServer.Transport = .plain,
        configuration: WebSocketClientConfiguration = WebSocketClientConfiguration(),
        _ body: @Sendable (WebSocketClient, LiveServer) async throws -> Void
    ) async throws {
        try await EchoServer.run(transport, configuration: configuration, body)
    }

    private func failure(_ body: () async throws -> some Sendable) async -> WebSocketClientError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? WebSocketClientError
        }
    }

    @Test(arguments: EchoServer.Transport.allCases) func messagesComeBack(transport: EchoServer.Transport) async throws {
        try await run(transport) { client, test in
            let socket = try await client.connect(
                to: test.url(webSocket: true),
                fields: [.authorization: "Bearer t"],
                subprotocols: ["v1", "v2"]
            )
            #expect(socket.subprotocol == "v2")
            #expect(socket.fields["X-Seen"] == "Bearer t")
            #expect((socket.peerCertificate != nil) == (transport == .encrypted))
            for count in [0, 1, 125, 126, 65_535, 65_536, 200_000] {
                let binary = WebSocketMessage.binary((0..<count).map { UInt8(truncatingIfNeeded: $0 / 3) })
                try await socket.send(binary)
                #expect(try await socket.receive() == binary)
                let text = String(repeating: "ä€𝄞x", count: count / 10)
                try await socket.send(text: text)
                #expect(try await socket.receive() == .text(text))
            }
            socket.ping([1, 2, 3])
            await socket.close(code: .normal, reason: "done")
            #expect(socket.closure?.code == .normal)
            #expect(socket.closure?.isOwn == true)
            #expect(try await socket.receive() == nil)
            #expect(await failure { try await socket.send(text: "late") }?.code == .closed)
        }
    }

    @Test func theServersCodeIsReported() async throws {
        try await run { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            try await socket.send(text: "last")
            try await socket.send(text: "close 4001")
            #expect(try await socket.receive()?.text == "last")
            #expect(try await socket.receive() == nil)
            #expect(socket.closure?.code == WebSocketCloseCode(4001))
            #expect(socket.closure?.reason == "as you wish")
            #expect(socket.closure?.isOwn == false)
        }
    }

    @Test func aBrokenConnectionIsAnError() async throws {
        try await run { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            try await socket.send(text: "drop")
            #expect(await failure { try await socket.receive() }?.code == .broken)
            #expect(socket.closure?.code == .abnormal)
            #expect(await failure { try await socket.send(text: "x") }?.code == .closed)
        }
    }

    @Test(arguments: [1, 100, 1 << 20]) func aSlowReceiverGetsEverythingInOrder(readAhead: Int) async throws {
        try await run(configuration: WebSocketClientConfiguration(readAhead: readAhead)) { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            try await socket.send(text: "flood 5000")
            for index in 0..<5000 {
                #expect(try await socket.receive()?.text == "\(index)")
                if index % 100 == 0 { for _ in 0..<5 { await Task.yield() } }
            }
            await socket.close()
        }
    }

    @Test func manySendersAreHeldBackAndLoseNothing() async throws {
        let stream = StreamOptions(highWaterMark: 4096, lowWaterMark: 1024)
        try await run(configuration: WebSocketClientConfiguration(stream: stream)) { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for sender in 0..<4 {
                    group.addTask {
                        for index in 0..<200 {
                            try await socket.send(text: "\(sender) \(index) " + String(repeating: "x", count: 2000))
                        }
                    }
                }
                var next = [0, 0, 0, 0]
                for _ in 0..<800 {
                    let parts = try #require(try await socket.receive()).text.split(separator: " ")
                    let sender = try #require(Int(parts[0]))
                    #expect(Int(parts[1]) == next[sender])
                    next[sender] += 1
                }
                try await group.waitForAll()
            }
            await socket.close()
        }
    }

    @Test func cancellationEndsWaitingAndTheConnection() async throws {
        try await run { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            let waiting = Gate()
            let task = Task {
                waiting.open()
                return await failure { try await socket.receive() }?.code
            }
            await waiting.wait()
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(await failure { try await socket.send(text: "x") }?.code == .closed)
        }
    }

    @Test func refusalsAreReported() async throws {
        try await run { client, test in
            let forbidden = await failure { try await client.connect(to: test.url("/forbidden", webSocket: true)) }
            #expect(forbidden?.code == .refused)
            #expect(forbidden?.status == .forbidden)
            let hasty = WebSocketClient(
                loops: test.loops,
                resolver: test.resolver,
                configuration: WebSocketClientConfiguration(connectTimeout: .milliseconds(50))
            )
            #expect(await failure { try await hasty.connect(to: test.url("/silent", webSocket: true)) }?.code == .timeout)
            #expect(await failure { try await client.connect(to: WireURL("ws://127.0.0.1:1/")) }?.code == .connectFailed)
            #expect(await failure { try await client.connect(to: test.url()) }?.code == .invalidRequest)
            #expect(await failure { try await client.connect(to: WireURL("wss://127.0.0.1:\(test.address.port)/")) }?.code == .tls)
            let cancelled = Task {
                await Gate().wait()
                return await failure { try await client.connect(to: test.url("/silent", webSocket: true)) }?.code
            }
            cancelled.cancel()
            #expect(await cancelled.value == .cancelled)
        }
    }

    @Test func aMessageOverTheLimitEndsTheConnection() async throws {
        try await run(.compressed, configuration: WebSocketClientConfiguration(maximumMessageBytes: 1000)) { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            // Small on the wire, large when inflated.
            try await socket.send(text: String(repeating: "x", count: 1001))
            #expect(await failure { try await socket.receive() }?.code == .protocolViolation)
            #expect(socket.closure?.code == .messageTooBig)
        }
    }

    @Test func pingsKeepAQuietConnection() async throws {
        let configuration = WebSocketClientConfiguration(pingInterval: .milliseconds(20), pingTimeout: .seconds(20))
        try await run(configuration: configuration) { client, test in
            let socket = try await client.connect(to: test.url(webSocket: true))
            // The server answers once two more pings have reached it: its pongs alone keep the connection.
            try await socket.send(text: "later")
            #expect(try await socket.receive()?.text == "later, after a while")
            await socket.close()
        }
    }
}
