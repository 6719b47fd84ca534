// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@testable import OpenClawNet

@Suite struct HTTPServerTests {
    /// Answers with method and target; `/echo` with the content.
    static let handler = ClosureHandler { request in
        if request.head.target == "/echo" {
            return .collect(limit: 100_000) { body in HTTPServerResponse(body: body) }
        }
        return .respond(.text("\(request.head.method) \(request.head.target)"))
    }

    static func get(_ target: String, _ fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
    }

    @Test func `a connection carries one request after the other`() async throws {
        try await TestServer.run(Self.handler) { server, port in
            let client = try BlockingClient(port: port)
            for number in 0..<3 {
                try client.send(Self.get("/\(number)"))
                let response = try client.readResponse()
                #expect(response.status == 200)
                #expect(response.text == "GET /\(number)")
                #expect(response.fields["date"]?.hasSuffix("GMT") == true)
                #expect(response.fields["connection"] == nil)
            }
            #expect(server.connectionCount == 1)
        }
    }

    @Test func `pipelined requests are answered in their order, also across slow ones`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            let post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
            try client.send(Self.get("/1") + post + "hello" + Self.get("/2") + post + "again" + Self.get("/3"))
            let texts = try (0..<5).map { _ in try client.readResponse().text }
            #expect(texts == ["GET /1", "hello", "GET /2", "again", "GET /3"])
        }
    }

    @Test func `a client may ask a lot before it reads, and the server does not pile up answers`() async throws {
        let handled = Counter()
        let body = [UInt8](repeating: 120, count: 1000)
        let handler = ClosureHandler { _ in
            handled.add()
            return .respond(HTTPServerResponse(body: body))
        }
        try await TestServer.run(handler, configure: { $0.stream.maximumPendingBytes = 100_000 }) { _, port in
            let client = try BlockingClient(port: port, receiveBuffer: 4096)
            let count = 20_000
            let writer = Thread.start(name: "asker") {
                do { for _ in 0..<count { try client.send(Self.get("/")) } } catch { Issue.record(error) }
            }
            for _ in 0..<count { #expect(try client.readResponse().body.count == 1000) }
            writer?.join()
        }
        #expect(handled.value == 20_000)
    }

    @Test func `requests may arrive byte by byte`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.sendSlowly(Self.get("/slow", "X-Field: value\r\n"))
            #expect(try client.readResponse().text == "GET /slow")
            try client.sendSlowly("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            #expect(try client.readResponse().text == "abcde")
            try client.send(Self.get("/after"))
            #expect(try client.readResponse().text == "GET /after")
        }
    }

    @Test func `the last answer reaches a client which has ended its side`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            let post = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nend"
            try client.send(Self.get("/1") + post + Self.get("/2") + post)
            client.endOutput()
            for text in ["GET /1", "end", "GET /2", "end"] { #expect(try client.readResponse().text == text) }
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "close"),
        ("GET / HTTP/1.0\r\n\r\n", "close"),
    ])
    func `the connection ends when the client wants it`(request: String, connection: String) async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(request)
            let response = try client.readResponse()
            #expect(response.status == 200)
            #expect(response.fields["connection"] == connection)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `HTTP 1.0 may keep the connection`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            for _ in 0..<2 {
                try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                let response = try client.readResponse()
                #expect(response.text == "GET /")
                #expect(response.fields["connection"] == "keep-alive")
            }
        }
    }

    @Test func `HEAD gets the fields without the content`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("/y"))
            let response = try client.readResponse(toHead: true)
            #expect(response.fields["content-length"] == "7")
            #expect(try client.readResponse().text == "GET /y")
        }
    }

    @Test(arguments: [
        BadRequest("no host", 400, "GET / HTTP/1.1\r\n\r\n"),
        BadRequest("two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        BadRequest("long target", 414, "GET /\(String(repeating: "x", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n"),
        BadRequest("long field", 431, "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n"),
        BadRequest("many fields", 431, "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 200))\r\n"),
        BadRequest("long content", 413, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n"),
        BadRequest("two lengths", 400, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"),
        BadRequest("version 2", 505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
        BadRequest("no target", 400, "BREW\r\n\r\n"),
    ])
    func `what breaks the rules is answered and the connection closed`(bad: BadRequest) async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(bad.request)
            let response = try client.readResponse()
            #expect(response.status == bad.status)
            #expect(response.fields["connection"] == "close")
            #expect(try client.readToEnd().isEmpty)
        }
    }

    struct BadRequest: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status: Int
        var request: String

        init(_ name: String, _ status: Int, _ request: String) {
            testDescription = name
            self.status = status
            self.request = request
        }
    }

    @Test func `content which grows over the limit is answered with 413`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "4000\r\n\(String(repeating: "x", count: 0x4000))\r\n"
            for _ in 0..<7 { try client.send(chunk) }
            #expect(try client.readResponse().status == 413)
        }
    }

    @Test func `a client which asks first is told to go on`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.readResponse().status == 100)
            try client.send("yes")
            #expect(try client.readResponse().text == "yes")
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.readResponse().status == 413)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `content nobody wants is dropped, a lot of it ends the connection`() async throws {
        try await TestServer.run(Self.handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345" + Self.get("/next"))
            #expect(try client.readResponse().text == "POST /small")
            #expect(try client.readResponse().text == "GET /next")
            try client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
            let response = try client.readResponse()
            #expect(response.text == "POST /large")
            #expect(response.fields["connection"] == "close")
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `a head which does not get finished is answered with 408`() async throws {
        try await TestServer.run(Self.handler, configure: { $0.headTimeout = .milliseconds(50) }) { _, port in
            let client = try BlockingClient(port: port)
            try client.send("GET / HTTP/1.1\r\nHost: ")
            #expect(try client.readResponse().status == 408)
            #expect(try client.readToEnd().isEmpty)
            let silent = try BlockingClient(port: port)
            #expect(try silent.readToEnd().isEmpty)
        }
    }

    @Test func `trickled bytes do not move the deadline of a head`() async throws {
        try await TestServer.run(Self.handler, configure: { $0.headTimeout = .milliseconds(100) }) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(Self.get("/first"))
            #expect(try client.readResponse().text == "GET /first")
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n")
            // A loris: it ends when the server has closed, which a moving deadline would never do.
            do {
                while true { try client.sendSlowly("X: \(String(repeating: "y", count: 100))\r\n") }
            } catch {
                #expect(error is BlockingClient.Failure)
            }
        }
    }

    @Test func `content which does not get finished is answered with 408`() async throws {
        try await TestServer.run(Self.handler, configure: { $0.bodyTimeout = .milliseconds(50) }) { _, port in
            let client = try BlockingClient(port: port)
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12")
            #expect(try client.readResponse().status == 408)
        }
    }

    @Test func `an idle connection is closed without a word`() async throws {
        try await TestServer.run(Self.handler, configure: { $0.idleTimeout = .milliseconds(50) }) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(Self.get("/"))
            #expect(try client.readResponse().status == 200)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `more connections than allowed are refused with 503`() async throws {
        try await TestServer.run(Self.handler, configure: { $0.maximumConnections = 2 }) { _, port in
            let first = try BlockingClient(port: port)
            let second = try BlockingClient(port: port)
            for client in [first, second] {
                try client.send(Self.get("/"))
                #expect(try client.readResponse().status == 200)
            }
            let third = try BlockingClient(port: port)
            #expect(try third.readResponse().status == 503)
            first.close()
            // The place is free once the server has seen the end.
            while true {
                let fourth = try BlockingClient(port: port)
                try fourth.send(Self.get("/"))
                if (try? fourth.readResponse().status) == 200 { break }
            }
        }
    }

    @Test func `connections which prove nothing are bounded by themselves`() async throws {
        try await TestServer.run(Self.handler, configure: { $0.maximumPendingConnections = 2 }) { _, port in
            let proved = try BlockingClient(port: port)
            try proved.send(Self.get("/"))
            #expect(try proved.readResponse().status == 200)
            let silent = [try BlockingClient(port: port), try BlockingClient(port: port)]
            let third = try BlockingClient(port: port)
            #expect(try third.readResponse().status == 503)
            try proved.send(Self.get("/still"))
            #expect(try proved.readResponse().text == "GET /still")
            for client in silent { client.close() }
        }
    }

    @Test func `a port in use is an error before anything runs`() async throws {
        try await TestServer.run(Self.handler) { server, port in
            let address = server.boundAddresses[0]
            #expect(address.port == port)
        }
        try await EventLoopGroup.withLoops(count: 2) { group in
            func make(port: UInt16) -> HTTPServer {
                HTTPServer(
                    configuration: HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: .loopback(port: port))]),
                    loops: group,
                    handler: Self.handler
                )
            }
            let first = make(port: 0)
            try first.bind()
            do throws(IOError) {
                try make(port: first.boundAddresses[0].port).bind()
                Issue.record("the port is in use")
            } catch {
                #expect(error.isAddressInUse)
                #expect(error.description.contains("choose another port"))
            }
            first.shutdown()
            try await first.run()
        }
    }

    @Test func `handlers can tell listeners apart`() async throws {
        let handler = ClosureHandler { .respond(.text("\($0.listener) \($0.localPort) \($0.isLoopbackClient)")) }
        try await TestServer.run(
            handler,
            loops: 2,
            configure: { $0.listeners.append(HTTPListenerConfiguration(name: "metrics", address: .loopback(port: 0))) }
        ) { server, _ in
            for (address, name) in zip(server.boundAddresses, ["main", "metrics"]) {
                let client = try BlockingClient(port: address.port)
                try client.send(Self.get("/"))
                #expect(try client.readResponse().text == "\(name) \(address.port) true")
                try client.send(Self.get("/", "X-Forwarded-For: 1.2.3.4\r\n"))
                #expect(try client.readResponse().text == "\(name) \(address.port) false")
            }
        }
    }

    @Test func `many clients are served by several loops`() async throws {
        try await TestServer.run(Self.handler, loops: 3) { server, port in
            let clients = try (0..<30).map { _ in try BlockingClient(port: port) }
            for (number, client) in clients.enumerated() { try client.send(Self.get("/\(number)")) }
            for (number, client) in clients.enumerated() { #expect(try client.readResponse().text == "GET /\(number)") }
            #expect(server.connectionCount == 30)
        }
    }

    @Test func `fields which cannot be written become 500`() async throws {
        let handler = ClosureHandler { _ in
            .respond(HTTPServerResponse(fields: ["X-Bad": "a\r\nInjected: b"]))
        }
        try await TestServer.run(handler) { _, port in
            let client = try BlockingClient(port: port)
            try client.send(Self.get("/"))
            let response = try client.readResponse()
            #expect(response.status == 500)
            #expect(response.fields["injected"] == nil)
        }
    }

    @Test func `a static response is the same as the one it was made of`() async throws {
        let response = HTTPServerResponse(fields: [.contentType: "text/plain"], body: Array("static".utf8))
        let encoded = try HTTPStaticResponse(response)
        let handler = ClosureHandler { $0.head.target == "/static" ? .respondStatic(encoded) : .respond(response) }
        try await TestServer.run(handler) { _, port in
            for fields in ["", "Connection: close\r\n"] {
                var answers: [ClientResponse] = []
                for target in ["/static", "/built"] {
                    let client = try BlockingClient(port: port)
                    try client.send(Self.get(target, fields))
                    var answer = try client.readResponse()
                    #expect(answer.fields.removeValue(forKey: "date") != nil)
                    answers.append(answer)
                }
                #expect(answers[0] == answers[1])
            }
        }
    }
}
