// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Testing

@Suite struct WebSocketConnectionTests {
    static func server(_ options: WebSocketOptions = WebSocketOptions(), log: WebSocketLog = WebSocketLog()) -> ClosureHandler {
        ClosureHandler { request in
            .upgradeWebSocket(
                WebSocketUpgrade(handler: EchoHandler(log), options: options, fields: ["X-Server": "test"])
            )
        }
    }

    @Test func `an upgrade is answered as the RFC says, with extra fields`() async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            let response = try client.upgrade()
            #expect(response.status == 101)
            #expect(response.fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(response.fields["upgrade"]?.lowercased() == "websocket")
            #expect(response.fields["x-server"] == "test")
            #expect(response.fields["sec-websocket-extensions"] == nil)
        }
    }

    @Test(arguments: [0, 1, 125, 126, 4_000, 65_535, 65_536, 200_000])
    func `messages are echoed whatever their size`(count: Int) async throws {
        try await TestServer.run(Self.server(WebSocketOptions(maximumMessageBytes: 1 << 20))) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            let text = String(repeating: "ä", count: count / 2) + (count % 2 == 1 ? "x" : "")
            try client.sendText(text)
            #expect(try client.readFrame() == .text(text))
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            try client.send(BlockingClient.frame(2, bytes))
            #expect(try client.readFrame() == ClientFrame(opcode: 2, payload: bytes))
        }
    }

    @Test func `many messages in one segment, and one message in many`() async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.send((0..<100).flatMap { BlockingClient.frame(1, Array("message \($0)".utf8)) })
            for number in 0..<100 { #expect(try client.readFrame().text == "message \(number)") }
            for byte in BlockingClient.frame(1, Array("slowly".utf8)) { try client.send([byte]) }
            #expect(try client.readFrame().text == "slowly")
        }
    }

    @Test func `frames may follow the upgrade request at once`() async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            let request =
                "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            try client.send(Array(request.utf8) + BlockingClient.frame(1, Array("early".utf8)))
            #expect(try client.readResponse(toHead: true).status == 101)
            #expect(try client.readFrame().text == "early")
        }
    }

    @Test func `fragments are joined, pings in between are answered`() async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.send(BlockingClient.frame(1, Array("one ".utf8), isFinal: false))
            try client.send(BlockingClient.frame(9, Array("are you there".utf8)))
            try client.send(BlockingClient.frame(0, Array("two ".utf8), isFinal: false))
            try client.send(BlockingClient.frame(0, Array("three".utf8)))
            #expect(try client.readFrame() == ClientFrame(opcode: 10, payload: Array("are you there".utf8)))
            #expect(try client.readFrame().text == "one two three")
        }
    }

    @Test func `a close frame is answered with its code and the connection ends`() async throws {
        let log = WebSocketLog()
        try await TestServer.run(Self.server(log: log)) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.send(BlockingClient.frame(8, [0x0f, 0xa0] + Array("bye".utf8)))
            let frame = try client.readFrame()
            #expect(frame.opcode == 8)
            #expect(frame.closeCode == 4000)
            #expect(try client.readToEnd().isEmpty)
        }
        #expect(log.closed == ["4000 bye"])
    }

    @Test func `an end without a close frame is 1006`() async throws {
        let log = WebSocketLog()
        try await TestServer.run(Self.server(log: log)) { _, port in
            for leave in [BlockingClient.close, BlockingClient.reset, BlockingClient.endOutput] {
                let client = try BlockingClient(port: port)
                #expect(try client.upgrade().status == 101)
                leave(client)()
            }
        }
        #expect(log.closed.count == 3)
        #expect(log.closed.allSatisfy { $0.hasPrefix("1006 ") })
    }

    @Test func `the server's close waits for the peer's, but not for ever`() async throws {
        let log = WebSocketLog()
        let options = WebSocketOptions(closeTimeout: .milliseconds(50))
        try await TestServer.run(Self.server(options, log: log)) { _, port in
            let polite = try BlockingClient(port: port)
            #expect(try polite.upgrade().status == 101)
            try polite.sendText("close 4001 go away")
            #expect(try polite.readFrame().closeCode == 4001)
            try polite.send(BlockingClient.frame(8, [0x0f, 0xa1]))
            #expect(try polite.readToEnd().isEmpty)
            let stubborn = try BlockingClient(port: port)
            #expect(try stubborn.upgrade().status == 101)
            try stubborn.sendText("close 4002 at once")
            #expect(try stubborn.readFrame().closeCode == 4002)
            #expect(try stubborn.readToEnd().isEmpty)
        }
        #expect(log.closed == ["4001 go away", "4002 at once"])
    }

    @Test(arguments: [
        Violation("unmasked", 1002, [0x81, 1, 65]),
        Violation("reserved bit", 1002, [0xc1, 0x80, 0, 0, 0, 0]),
        Violation("reserved opcode", 1002, [0x83, 0x80, 0, 0, 0, 0]),
        Violation("not UTF-8", 1007, BlockingClient.frame(1, [0xff, 0xfe])),
        Violation("too big", 1009, BlockingClient.frame(2, [UInt8](repeating: 0, count: 70_000))),
        Violation("long ping", 1002, BlockingClient.frame(9, [UInt8](repeating: 0, count: 126))),
        Violation("continuation of nothing", 1002, BlockingClient.frame(0, [1])),
    ])
    func `whoever breaks the rules gets the right code`(violation: Violation) async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.send(violation.bytes)
            let frame = try client.readFrame()
            #expect(frame.opcode == 8)
            #expect(frame.closeCode == violation.code)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    struct Violation: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: Int
        var bytes: [UInt8]

        init(_ name: String, _ code: Int, _ bytes: [UInt8]) {
            testDescription = name
            self.code = code
            self.bytes = bytes
        }
    }

    @Test func `the limit may be raised on an open connection`() async throws {
        try await TestServer.run(Self.server(WebSocketOptions(maximumMessageBytes: 1000))) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.sendText("limit 5000")
            try client.sendText(String(repeating: "x", count: 5000))
            #expect(try client.readFrame().payload.count == 5000)
            try client.sendText(String(repeating: "x", count: 5001))
            #expect(try client.readFrame().closeCode == 1009)
        }
    }

    @Test func `a handshake which is none is refused and the connection goes on`() async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(HTTPServerTests.get("/"))
            let refusal = try client.readResponse()
            #expect(refusal.status == 426)
            #expect(refusal.fields["sec-websocket-version"] == "13")
            try client.send(HTTPServerTests.get("/", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"))
            #expect(try client.readResponse().status == 400)
            #expect(try client.upgrade().status == 101)
        }
    }

    @Test func `a silent peer is pinged, and dropped if it stays silent`() async throws {
        let log = WebSocketLog()
        let options = WebSocketOptions(pingInterval: .milliseconds(20), pingTimeout: .seconds(1))
        try await TestServer.run(Self.server(options, log: log)) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            for _ in 0..<3 {
                #expect(try client.readFrame() == ClientFrame(opcode: 9, payload: []))
                try client.send(BlockingClient.frame(10, []))
            }
            #expect(try client.readFrame() == ClientFrame(opcode: 9, payload: []))
            #expect(try client.readToEnd().isEmpty)
        }
        #expect(log.closed == ["1006 no answer to a ping"])
    }

    @Test func `a connection which is not established in time is closed with 1008`() async throws {
        let options = WebSocketOptions(establishTimeout: .milliseconds(400))
        try await TestServer.run(Self.server(options)) { _, port in
            let idle = try BlockingClient(port: port)
            let established = try BlockingClient(port: port)
            #expect(try idle.upgrade().status == 101)
            #expect(try established.upgrade().status == 101)
            try established.sendText("establish")
            #expect(try established.readFrame().text == "establish")
            #expect(try idle.readFrame().closeCode == 1008)
            try established.sendText("still here")
            #expect(try established.readFrame().text == "still here")
        }
    }

    @Test func `connections which are not established are bounded`() async throws {
        let options = WebSocketOptions(establishTimeout: .seconds(60))
        try await TestServer.run(Self.server(options), configure: { $0.maximumPendingConnections = 1 }) { _, port in
            let first = try BlockingClient(port: port)
            #expect(try first.upgrade().status == 101)
            #expect(try BlockingClient(port: port).readResponse().status == 503)
            try first.sendText("establish")
            #expect(try first.readFrame().text == "establish")
            #expect(try BlockingClient(port: port).upgrade().status == 101)
        }
    }

    @Test func `a graceful shutdown says 1012`() async throws {
        let log = WebSocketLog()
        try await TestServer.run(Self.server(log: log)) { server, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            server.shutdown()
            #expect(try client.readFrame().closeCode == 1012)
            try client.send(BlockingClient.frame(8, [0x03, 0xf4]))
            #expect(try client.readToEnd().isEmpty)
        }
        #expect(log.closed == ["1012 service restart"])
    }

    @Test func `tasks which outlive their connection are cancelled when the time to shut down is over`() async throws {
        let log = WebSocketLog()
        try await TestServer.run(Self.server(log: log), configure: { $0.shutdownTimeout = .milliseconds(50) }) { server, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.sendText("sleep")
            #expect(try client.readFrame().text == "sleeping")
            client.close()
        }
        #expect(log.closed.contains("cancelled"))
    }

    @Test func `a peer which does not read is dropped, and drained is reported to one which reads again`() async throws {
        let log = WebSocketLog()
        let server = Self.server(log: log)
        try await TestServer.run(
            server,
            configure: { $0.stream = StreamOptions(maximumPendingBytes: 1 << 20, writeStallTimeout: .seconds(60)) }
        ) { _, port in
            let slow = try BlockingClient(port: port, receiveBuffer: 4096)
            #expect(try slow.upgrade().status == 101)
            try slow.sendText("flood 10")
            for _ in 0..<10 { #expect(try slow.readFrame().payload.count == 100_000) }
            // The report of the drain is a message of its own.
            #expect(try slow.readFrame().text == "drained")
            try slow.sendText("flood 200")
            #expect(try slow.readToEnd().count < 200 * 100_000)
        }
        #expect(log.closed.count == 1)
        #expect(log.closed.allSatisfy { $0.hasPrefix("1006 write to a peer which does not read") })
    }

    @Test func `messages are posted from other threads in their order`() async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.sendText("post 100")
            for number in 0..<100 { #expect(try client.readFrame().text == "posted \(number)") }
            #expect(try client.readFrame().closeCode == 1000)
        }
    }

    @Test(arguments: [0, 100, 126, 70_000])
    func `shared and direct messages are whole frames`(count: Int) async throws {
        try await TestServer.run(Self.server()) { _, port in
            let client = try BlockingClient(port: port)
            #expect(try client.upgrade().status == 101)
            try client.sendText("shared \(count)")
            #expect(try client.readFrame().text == String(repeating: "p", count: count) + "+suffix")
            #expect(try client.readFrame().text == String(repeating: "d", count: count))
        }
    }
}
