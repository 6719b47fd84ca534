// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawNet
import OpenClawTesting
import OpenClawWire
import Synchronization
import Testing

/// The provider over real sockets, against a server that plays a model service.
@Suite(.timeLimit(.minutes(10))) struct OpenAICompatibleProviderSocketTests {
    /// What the server does with the next requests.
    enum Play: Sendable {
        case answer(HTTPServerResponse)
        /// Pieces of a stream, each written for itself; then the end, or silence until the client goes.
        case stream([String], staysOpen: Bool = false)
        /// A stream that ends before its announced length.
        case cut([String])
    }

    private final class Service: HTTPServerHandler {
        private let plays: Mutex<ArraySlice<Play>>
        let bodies = Mutex<[[UInt8]]>([])
        let departures = Mutex(0)

        init(_ plays: [Play]) { self.plays = Mutex(plays[...]) }

        func handle(_ request: HTTPServerRequest) -> HTTPServerAction {
            guard request.head.target == "/v1/chat/completions", request.head.fields["Authorization"] == "Bearer test-key" else {
                return .respond(.text("no such thing", status: .notFound))
            }
            let play = self.plays.withLock { $0.popFirst() } ?? .answer(.text("The play is over."))
            return .stream(limit: 1 << 20) { body, writer in
                self.bodies.withLock { $0.append(body) }
                do {
                    switch play {
                    case .answer(let response):
                        try await writer.writeHead(status: response.status, fields: response.fields, length: response.body.count)
                        try await writer.write(response.body)
                    case .stream(let pieces, let staysOpen):
                        try await writer.writeHead(fields: ["Content-Type": "text/event-stream"])
                        for piece in pieces { try await writer.write(Array(piece.utf8)) }
                        if staysOpen { try await Task.sleep(for: .seconds(3600)) }
                    case .cut(let pieces):
                        try await writer.writeHead(fields: ["Content-Type": "text/event-stream"], length: 100_000)
                        for piece in pieces { try await writer.write(Array(piece.utf8)) }
                    }
                } catch {
                    self.departures.withLock { $0 += 1 }
                }
            }
        }
    }

    /// Words from several tasks.
    private final class Collected: Sendable {
        private let text = Mutex("")
        var value: String { self.text.withLock { $0 } }
        func append(_ event: ModelEvent) { if case .textDelta(let more) = event { self.text.withLock { $0 += more } } }
    }

    private static func chunk(_ text: String, finish: Bool = false) -> String {
        "data: {\"choices\":[{\"delta\":{\"content\":\"\(text)\"},\"finish_reason\":\(finish ? "\"stop\"" : "null")}]}\n\n"
    }

    private func withService(
        _ plays: [Play],
        _ body: (OpenAICompatibleProvider, Service, HTTPServer) async throws -> Void
    ) async throws {
        try await EventLoopGroup.withLoops(count: 2) { loops in
            try await BlockingPool.withPool(maximumThreads: 1) { pool in
                let service = Service(plays)
                let address = try #require(SocketAddress(ip: "127.0.0.1", port: 0))
                let server = HTTPServer(
                    configuration: HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: address)]),
                    loops: loops,
                    handler: service
                )
                try server.bind()
                let port = try #require(server.boundAddresses.first?.port)
                let client = HTTPClient(loops: loops, resolver: DNSResolver(pool: pool))
                let provider = try OpenAICompatibleProvider(
                    .init(baseURL: "http://127.0.0.1:\(port)/v1", apiKey: "test-key"),
                    client: client
                )
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await server.run() }
                    try await body(provider, service, server)
                    client.shutDown()
                    server.shutdown()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `an answer streams, and the connection serves the next one`() async throws {
        let plays = [Play](repeating: .stream([Self.chunk("Hello, "), Self.chunk("world", finish: true), "data: [DONE]\n\n"]), count: 3)
        try await self.withService(plays) { provider, service, server in
            for _ in 1...3 {
                let (answer, completion) = try await Answer.of(provider)
                #expect(answer.text == "Hello, world")
                #expect(completion.stopReason == .stop)
                #expect(server.connectionCount == 1)
            }
            #expect(service.bodies.withLock { $0.count } == 3)
        }
    }

    @Test func `a failing service is asked again by an agent`() async throws {
        let plays: [Play] = [
            .answer(HTTPServerResponse(status: .internalServerError)),
            .answer(HTTPServerResponse(status: HTTPStatus(429), fields: ["retry-after-ms": "1"])),
            .stream([Self.chunk("recovered", finish: true), "data: [DONE]\n\n"]),
        ]
        try await self.withService(plays) { provider, service, _ in
            let agent = ModelAgent(
                model: ModelChoice(provider: provider, model: "m"),
                retryPolicy: ModelRetryPolicy(attempts: 3, initialDelay: .milliseconds(1))
            )
            let text = Collected()
            let turn = Turn(
                runID: "r",
                agentID: "main",
                sessionKey: SessionKey("agent:main:main"),
                sessionID: "s",
                message: ChatMessage(role: .user, text: "hi", timestamp: .epoch)
            )
            _ = try await agent.respond(
                to: turn,
                output: AgentOutput { event in if case .textDelta(let more) = event { text.append(.textDelta(more)) } }
            )
            #expect(text.value == "recovered")
            #expect(service.bodies.withLock { $0.count } == 3)
        }
    }

    @Test func `a stream that is cut is an error`() async throws {
        try await self.withService([.cut([Self.chunk("Once upon")])]) { provider, _, _ in
            let error = await #expect(throws: ModelError.self) { try await Answer.of(provider) }
            #expect(error?.kind == .unavailable)
            #expect(error?.message.contains("in the middle of the answer") == true)
        }
    }

    @Test func `cancelling closes the connection at the service`() async throws {
        try await self.withService([.stream([Self.chunk("Once")], staysOpen: true)]) { provider, service, server in
            let text = Collected()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await provider.complete(.hello) { text.append($0) } }
                try await eventually { !text.value.isEmpty }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            try await eventually { service.departures.withLock { $0 } > 0 && server.connectionCount == 0 }
        }
    }

    @Test func `a service that is not there is named`() async throws {
        // A port that was free a moment ago, and that nobody listens on.
        let address = try #require(SocketAddress(ip: "127.0.0.1", port: 0))
        try await EventLoopGroup.withLoops(count: 1) { loops in
            try await BlockingPool.withPool(maximumThreads: 1) { pool in
                let unused = HTTPServer(
                    configuration: HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: address)]),
                    loops: loops,
                    handler: Service([])
                )
                try unused.bind()
                let port = try #require(unused.boundAddresses.first?.port)
                unused.shutdown()
                try await unused.run()
                let client = HTTPClient(loops: loops, resolver: DNSResolver(pool: pool))
                let provider = try OpenAICompatibleProvider(.init(baseURL: "http://127.0.0.1:\(port)/v1"), client: client)
                let error = await #expect(throws: ModelError.self) { try await Answer.of(provider) }
                #expect(error?.kind == .unavailable)
                #expect(error?.isTransient == true)
                #expect(error?.message.contains("127.0.0.1:\(port) cannot be reached") == true)
                client.shutDown()
            }
        }
    }
}
