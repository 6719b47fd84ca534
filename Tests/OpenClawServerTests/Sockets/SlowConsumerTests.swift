// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

/// Clients that stop reading while something piles up for them.
@Suite(.timeLimit(.minutes(10))) struct SlowConsumerTests {
    private static let pieceBytes = 1 << 20

    /// No ticks and no pings, so that every event is one of the test's, and no end for standing still, which would come first on a busy machine.
    private static func policy(_ bound: Int) -> GatewayServerConfiguration.Policy {
        .init(
            maximumBufferedBytes: bound,
            tickInterval: .seconds(3_600),
            handshakeTimeout: .seconds(120),
            pingInterval: .seconds(3_600),
            pingTimeout: .seconds(120),
            writeStallTimeout: .seconds(3_600)
        )
    }

    /// A client with its name at the gateway. Programs get no events they have not asked for.
    private struct Member {
        var socket: LiveSocket
        var id: ClientID

        init(_ live: LiveGateway, tls: TLSClientConfiguration? = nil) async throws {
            if let tls {
                let configuration = WebSocketClientConfiguration(tls: tls, connectTimeout: .seconds(120), pingInterval: nil)
                let client = WebSocketClient(loops: live.loops, resolver: live.resolver, configuration: configuration)
                self.socket = LiveSocket(connection: try await client.connect(to: try WireURL("wss://127.0.0.1:\(live.port)/")))
            } else {
                self.socket = try await live.open()
            }
            let hello = try await self.socket.call("connect", ConnectFrame.params(mode: "backend"))
            self.id = ClientID(rawValue: hello["server"]?["connId"]?.stringValue ?? "")
        }

        func event(_ name: String, bytes: Int = 1, drops: Bool) -> PublishedEvent {
            PublishedEvent(name: name, access: .everyone, audience: .client(self.id), dropsWhenSlow: drops) { writer in
                writer.beginObject()
                writer.field("text", String(repeating: "x", count: bytes))
                writer.endObject()
            }
        }
    }

    private static func missed(_ live: LiveGateway) -> Int {
        Int(live.gateway.configuration.metrics.counter("openclaw_gateway_slow_consumer_total", help: "").value)
    }

    private static func ended(_ live: LiveGateway) -> Int {
        Int(live.gateway.configuration.metrics.counter("openclaw_gateway_slow_consumer_closed_total", help: "").value)
    }

    /// Everything published before has been handed to the sockets of every loop, and nobody else had to wait.
    private static func settle(_ others: [Member]) async throws {
        for _ in 0..<2 {
            for other in others { #expect(try await other.socket.call("health")["ok"]?.boolValue == true) }
        }
    }

    /// Publishes until something was dropped; returns how many.
    private static func fill(_ slow: Member, _ live: LiveGateway, others: [Member]) async throws -> Int {
        let piece = slow.event("piece", bytes: Self.pieceBytes, drops: true)
        let before = Self.missed(live)
        var published = 0
        while Self.missed(live) == before {
            try #require(published < 1_000, "the kernel cannot hold that much")
            live.gateway.events.publish(piece)
            published += 1
            try await Self.settle(others)
        }
        return published
    }

    @Test func whatMayBeMissedIsSkippedAndTheNumbersShowIt() async throws {
        try await LiveGateway.run(policy: Self.policy(1 << 20)) { live in
            let slow = try await Member(live)
            var others: [Member] = []
            for _ in 0..<4 { others.append(try await Member(live)) }

            // Events for others leave no hole.
            let first = slow.event("first", drops: true)
            for round in 1...3 {
                for other in others { live.gateway.events.publish(other.event("elsewhere", drops: false)) }
                live.gateway.events.publish(first)
                #expect(try await slow.socket.event("first")["seq"]?.intValue == Int64(round))
            }

            var published = try await Self.fill(slow, live, others: others)
            // Nothing more waits for who is over the bound, however much there is.
            let before = Self.missed(live)
            let piece = slow.event("piece", bytes: Self.pieceBytes, drops: true)
            for _ in 0..<100 { live.gateway.events.publish(piece) }
            published += 100
            try await Self.settle(others)
            #expect(Self.missed(live) == before + 100)
            #expect(Self.ended(live) == 0)

            // Reading again, the client gets what waited, whole and in order, and sees by the numbers how much it missed.
            let missed = Self.missed(live)
            for number in 0..<(published - missed) {
                let frame = try await slow.socket.event("piece")
                #expect(frame["seq"]?.intValue == Int64(4 + number))
                #expect(frame["payload"]?["text"]?.stringValue?.utf8.count == Self.pieceBytes)
            }
            live.gateway.events.publish(slow.event("last", drops: false))
            #expect(try await slow.socket.event("last")["seq"]?.intValue == Int64(3 + published + 1))
            #expect(try await slow.socket.call("health")["ok"]?.boolValue == true)
        }
    }

    /// The second bound is the one of the protocol, which clients read in `hello-ok`.
    @Test(arguments: [(1 << 20, false), (52_428_800, false), (1 << 20, true)])
    func whatMayNotBeMissedEndsTheConnectionWith1008(bound: Int, isEncrypted: Bool) async throws {
        let certificate = try TLSGeneratedCertificate.selfSigned(now: SystemWallClock().now().seconds)
        let context = try TLSServerContext(TLSServerConfiguration(identity: certificate.identity))
        let tls = isEncrypted ? TLSClientConfiguration(trust: .fingerprints([certificate.certificate.fingerprint])) : nil
        let change: (inout GatewayServerConfiguration) -> Void = { configuration in
            if isEncrypted { configuration.makeTransform = { TLSStreamTransform(server: context) } }
        }
        try await LiveGateway.run(policy: Self.policy(bound), change: change) { live in
            let slow = try await Member(live, tls: tls)
            var others: [Member] = []
            for _ in 0..<4 { others.append(try await Member(live, tls: tls)) }
            let published = try await Self.fill(slow, live, others: others)
            #expect(published * Self.pieceBytes > bound)
            let missed = Self.missed(live)
            let important = slow.event("important", drops: false)
            for _ in 0..<3 { live.gateway.events.publish(important) }
            try await Self.settle(others)
            #expect(Self.ended(live) == 1)

            // The client reads again: whole frames without a hole, then the reason.
            var next: Int64 = 1
            let end: LiveSocket.Ended
            do {
                while true {
                    let frame = try await slow.socket.frame()
                    #expect(frame["event"]?.stringValue == "piece")
                    #expect(frame["seq"]?.intValue == next)
                    next += 1
                }
            } catch let error as LiveSocket.Ended {
                end = error
            }
            #expect(end == LiveSocket.Ended(code: 1008, reason: "slow consumer"))
            // What waited at the gateway was dropped with the connection.
            #expect(Int(next) - 1 <= published - missed)
            if bound > 16 << 20 { #expect((Int(next) - 1) * Self.pieceBytes < bound) }
            try await eventually { live.gateway.clients.clients { $0.id == slow.id }.isEmpty }
            try await Self.settle(others)
        }
    }

    @Test func whoAsksAndNeverReadsIsEndedWith1008() async throws {
        let text = String(repeating: "y", count: Self.pieceBytes)
        let method = Method.immediate("test.large", .scopes(.read)) { _ throws(MethodError) in .value(.string(text)) }
        try await LiveGateway.run(policy: Self.policy(1 << 20), parts: { $0.methods.append(method) }) { live in
            let slow = try await Member(live)
            let other = try await Member(live)
            var asked = 0
            while Self.ended(live) == 0 {
                try #require(asked < 1_000, "the kernel cannot hold that much")
                try await slow.socket.request("test.large")
                asked += 1
                try await Self.settle([other])
            }
            let end = try await slow.socket.end()
            #expect(end == LiveSocket.Ended(code: 1008, reason: "slow consumer"))
            #expect(Self.ended(live) == 1)
        }
    }
}
