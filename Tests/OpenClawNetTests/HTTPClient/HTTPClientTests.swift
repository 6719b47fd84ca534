// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Testing

@Suite struct HTTPClientTests {
    /// Answers with the port of the client's end, so that a test sees which connection was used.
    @Sendable static func portOfPeer(_ request: HTTPServerRequest) -> HTTPServerAction {
        .respond(.text("\(request.remoteAddress.port)"))
    }

    private func client(_ test: LiveServer, _ configuration: HTTPClientConfiguration = .patient()) -> HTTPClient {
        HTTPClient(loops: test.loops, resolver: test.resolver, configuration: configuration)
    }

    private func text(_ client: HTTPClient, _ request: HTTPClientRequest) async throws -> String {
        String(decoding: try await client.execute(request).collect(upTo: 1 << 20), as: UTF8.self)
    }

    @Test func aConnectionIsUsedAgain() async throws {
        try await LiveServer.run(Self.portOfPeer) { test in
            let client = client(test)
            let first = try await text(client, HTTPClientRequest(url: test.url()))
            for target in ["/a", "/b?c=d"] {
                #expect(try await text(client, HTTPClientRequest(url: test.url(target))) == first)
            }
            #expect(test.server.connectionCount == 1)
            client.shutDown()
        }
    }

    @Test func requestAndResponseArriveAsSent() async throws {
        try await LiveServer.run({ request in
            .collect(limit: 1 << 20) { body in
                var fields = HTTPFields()
                fields.append("X-Method", request.head.method.rawValue)
                fields.append("X-Target", request.head.target)
                fields.append("X-Host", request.head.fields[.host] ?? "none")
                fields.append("X-Agent", request.head.fields[.userAgent] ?? "none")
                fields.append("X-Token", request.head.fields[.authorization] ?? "none")
                return HTTPServerResponse(status: .created, fields: fields, body: body.reversed())
            }
        }) { test in
            let client = client(test)
            let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
            let response = try await client.execute(
                HTTPClientRequest(method: .post, url: test.url("/x?y"), fields: [.authorization: "Bearer t"], body: body)
            )
            #expect(response.status == .created)
            #expect(response.fields["X-Method"] == "POST")
            #expect(response.fields["X-Target"] == "/x?y")
            #expect(response.fields["X-Host"] == "127.0.0.1:\(test.address.port)")
            #expect(response.fields["X-Agent"] == "OpenClaw-Swift")
            #expect(response.fields["X-Token"] == "Bearer t")
            #expect(try await response.collect(upTo: body.count) == body.reversed())
            #expect(try await response.next() == nil)
            client.shutDown()
        }
    }

    @Test func aHeadRequestHasNoContent() async throws {
        try await LiveServer.run(Self.portOfPeer) { test in
            let client = client(test)
            let response = try await client.execute(HTTPClientRequest(method: .head, url: test.url()))
            #expect(response.fields.contains(.contentLength))
            #expect(try await response.collect(upTo: 0).isEmpty)
            #expect(try await !text(client, HTTPClientRequest(url: test.url())).isEmpty)
            #expect(test.server.connectionCount == 1)
            client.shutDown()
        }
    }

    @Test func contentIsReadWhileItIsWritten() async throws {
        let gate = Gate()
        try await LiveServer.run({ _ in
            .stream(limit: 0) { _, writer in
                try? await writer.writeHead()
                try? await writer.write(Array("first".utf8))
                await gate.wait()
                try? await writer.write(Array("second".utf8))
            }
        }) { test in
            let client = client(test)
            let response = try await client.execute(HTTPClientRequest(url: test.url()))
            #expect(try await response.next() == Array("first".utf8))
            gate.open()
            #expect(try await response.collect(upTo: 6) == Array("second".utf8))
            client.shutDown()
        }
    }

    @Test(arguments: [1, 1000, 1 << 20]) func aSlowReaderGetsEverything(readAhead: Int) async throws {
        let piece = (0..<50_000).map { UInt8(truncatingIfNeeded: $0) }
        try await LiveServer.run({ _ in
            .stream(limit: 0) { _, writer in
                try? await writer.writeHead()
                for _ in 0..<20 { try? await writer.write(piece) }
            }
        }) { test in
            let client = client(test, HTTPClientConfiguration(readAhead: readAhead))
            let response = try await client.execute(HTTPClientRequest(url: test.url()))
            var total = 0
            while let next = try await response.next() {
                var rest = next[...]
                while !rest.isEmpty {
                    let expected = piece[(total % piece.count)...].prefix(rest.count)
                    if !rest.starts(with: expected) { Issue.record("content differs after \(total) bytes") }
                    rest = rest.dropFirst(expected.count)
                    total += expected.count
                }
                for _ in 0..<10 { await Task.yield() }
            }
            #expect(total == 20 * piece.count)
            client.shutDown()
        }
    }

    @Test func serverSentEvents() async throws {
        let gate = Gate()
        try await LiveServer.run({ _ in
            .stream(limit: 0) { _, writer in
                try? await writer.writeHead(fields: [.contentType: "text/event-stream"])
                try? await writer.write(Array("event: start\nid: 7\ndata: one\n\ndata: tw".utf8))
                await gate.wait()
                try? await writer.write(Array("o\ndata: lines\n\ndata: cut off".utf8))
            }
        }) { test in
            let client = client(test)
            var events = try await client.execute(HTTPClientRequest(url: test.url())).serverSentEvents()
            let first = try await events.next()
            #expect(first == ServerSentEvent(event: "start", data: "one", id: "7"))
            let id = events.lastEventID
            #expect(id == "7")
            gate.open()
            let second = try await events.next()
            #expect(second?.data == "two\nlines")
            let third = try await events.next()
            #expect(third == nil)
            client.shutDown()
        }
    }

    @Test func eventsThatAreTooLargeEndTheStream() async throws {
        try await LiveServer.run({ _ in .respond(.text("data: " + String(repeating: "x", count: 5000) + "\n\n")) }) { test in
            let client = client(test)
            var events = try await client.execute(HTTPClientRequest(url: test.url())).serverSentEvents(maximumLineBytes: 1000)
            do throws(HTTPClientError) {
                _ = try await events.next()
                Issue.record("accepted")
            } catch {
                #expect(error.code == .invalidEventStream)
            }
            client.shutDown()
        }
    }

    @Test func connectionsAreLimitedAndShared() async throws {
        let running = Counter()
        try await LiveServer.run({ _ in
            .collect(limit: 0) { _ in
                running.add()
                for _ in 0..<20 { await Task.yield() }
                running.add(-1)
                return .text("x")
            }
        }) { test in
            let client = client(test, HTTPClientConfiguration(maximumConnectionsPerOrigin: 3))
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await client.execute(HTTPClientRequest(url: test.url())).collect(upTo: 1).count
                    }
                }
                var total = 0
                for try await count in group { total += count }
                #expect(total == 50)
            }
            #expect(running.maximum <= 3)
            #expect(test.server.connectionCount <= 3)
            client.shutDown()
        }
    }

    @Test func theTotalLimitMakesRoomForOtherOrigins() async throws {
        try await LiveServer.run(Self.portOfPeer) { test in
            let client = client(test, HTTPClientConfiguration(maximumConnections: 1))
            for host in ["127.0.0.1", "localhost", "127.0.0.2", "127.0.0.1"] {
                // 127.0.0.2 is this machine, too, but nobody listens there.
                if host == "127.0.0.2" {
                    await #expect(throws: HTTPClientError.self) { try await client.execute(HTTPClientRequest(url: test.url(host: host))) }
                } else {
                    let text = try await text(client, HTTPClientRequest(url: test.url(host: host)))
                    #expect(!text.isEmpty)
                }
            }
            client.shutDown()
        }
    }

    @Test("The next address is tried when the first one refuses")
    func addressesAreTriedInTurn() async throws {
        let address = try #require(SocketAddress(ip: "::1", port: 0))
        try await LiveServer.run(at: address, Self.portOfPeer) { test in
            let client = client(test)
            // localhost is 127.0.0.1 first, where nobody listens on this port.
            let text = try await text(client, HTTPClientRequest(url: test.url(host: "localhost")))
            #expect(!text.isEmpty)
            client.shutDown()
        }
    }

    @Test func itWorksFromAnyExecutor() async throws {
        try await LiveServer.run(Self.portOfPeer) { test in
            let client = client(test)
            let url = try test.url()
            for loop in test.loops.loops {
                let text = try await withTaskExecutorPreference(loop) {
                    try await self.text(client, HTTPClientRequest(url: url))
                }
                #expect(!text.isEmpty)
            }
            let onMain = try await Task { @MainActor in try await text(client, HTTPClientRequest(url: url)) }.value
            #expect(!onMain.isEmpty)
            client.shutDown()
        }
    }

    @Test func afterShutDownRequestsAreRefused() async throws {
        try await LiveServer.run(Self.portOfPeer) { test in
            let client = client(test)
            _ = try await text(client, HTTPClientRequest(url: test.url()))
            client.shutDown()
            await #expect { try await client.execute(HTTPClientRequest(url: test.url())) } throws: {
                ($0 as? HTTPClientError)?.code == .shutDown
            }
        }
    }

    @Test func malformedRequestsAreNotSent() async throws {
        try await LiveServer.run(Self.portOfPeer) { test in
            let client = client(test)
            let requests = [
                HTTPClientRequest(method: HTTPMethod("BAD METHOD"), url: try test.url()),
                HTTPClientRequest(url: try test.url(), fields: ["X-Evil": "a\r\nHost: b"]),
                HTTPClientRequest(url: try test.url(), fields: [.contentLength: "3"]),
                HTTPClientRequest(url: try WireURL("ws://127.0.0.1/")),
            ]
            for request in requests {
                await #expect { try await client.execute(request) } throws: { ($0 as? HTTPClientError)?.code == .invalidRequest }
            }
            #expect(test.server.connectionCount == 0)
            client.shutDown()
        }
    }
}
