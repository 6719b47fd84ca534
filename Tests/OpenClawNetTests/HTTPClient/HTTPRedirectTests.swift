// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@testable import OpenClawNet

@Suite struct HTTPRedirectTests {
    @Test(
        "RFC 3986 section 5.4, as far as a request target goes",
        arguments: [
            ("https://x.test/y?z", "https://x.test/y?z"),
            ("//other.test/p", "http://other.test/p"),
            ("/abs/./a/../b", "http://a.test/abs/b"),
            ("g", "http://a.test/b/c/g"),
            ("./g/", "http://a.test/b/c/g/"),
            ("../g?x", "http://a.test/b/g?x"),
            ("../../../g", "http://a.test/g"),
            ("..", "http://a.test/b/"),
            ("?y", "http://a.test/b/c/d?y"),
            ("", "http://a.test/b/c/d?q"),
            ("g#fragment", "http://a.test/b/c/g"),
        ]
    )
    func references(reference: String, expected: String) throws {
        #expect(try HTTPRedirectFollower.resolve(reference, against: WireURL("http://a.test/b/c/d?q")).description == expected)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status = 302
        var location = "/next"
        var policy = HTTPRedirects.sameOrigin()
        var method = HTTPMethod.get
        var from = "http://a.test/"
        var expected: String?
        var isRefused = false
    }

    static let cases = [
        Case(testDescription: "off", policy: .none),
        Case(testDescription: "no redirect", status: 200),
        Case(testDescription: "not modified", status: 304),
        Case(testDescription: "same origin", expected: "GET http://a.test/next"),
        Case(testDescription: "post becomes get", method: .post, expected: "GET http://a.test/next"),
        Case(testDescription: "post stays post", status: 307, method: .post, expected: "POST http://a.test/next"),
        Case(testDescription: "see other", status: 303, method: .put, expected: "GET http://a.test/next"),
        Case(testDescription: "put stays put", status: 301, method: .put, expected: "PUT http://a.test/next"),
        Case(testDescription: "other port", location: "http://a.test:81/", isRefused: true),
        Case(testDescription: "other host", location: "//b.test/", isRefused: true),
        Case(testDescription: "other host allowed", location: "//b.test/", policy: .anyOrigin(), expected: "GET http://b.test/"),
        Case(testDescription: "upgrade to https", location: "https://a.test/", policy: .anyOrigin(), expected: "GET https://a.test/"),
        Case(
            testDescription: "never down to http",
            location: "http://a.test/",
            policy: .anyOrigin(),
            from: "https://a.test/",
            isRefused: true
        ),
        Case(testDescription: "other scheme", location: "ftp://a.test/", policy: .anyOrigin(), isRefused: true),
        Case(testDescription: "malformed", location: "http://", policy: .anyOrigin(), isRefused: true),
        Case(testDescription: "too many", policy: .sameOrigin(maximum: 0), isRefused: true),
    ]

    @Test(arguments: cases) func CVE_2026_32913_CVE_2026_41345_CVE_2026_53840_credentialsStayWithTheirOrigin(test: Case) throws {
        var follower = HTTPRedirectFollower(test.policy)
        let request = HTTPClientRequest(
            method: test.method,
            url: try WireURL(test.from),
            fields: [.authorization: "secret", .accept: "*/*"],
            body: [1]
        )
        let head = HTTPResponseHead(status: HTTPStatus(test.status), fields: [.location: test.location])
        do throws(HTTPClientError) {
            let next = try follower.next(after: head, to: request)
            #expect(next.map { "\($0.method) \($0.url)" } == test.expected)
            #expect(!test.isRefused)
            if let next {
                let staysHome = HTTPOrigin(next.url) == HTTPOrigin(request.url)
                #expect(next.fields.contains(.authorization) == staysHome)
                #expect(next.fields.contains(.accept))
                #expect(next.body.isEmpty == (next.method == .get && test.method != .get))
            }
        } catch {
            #expect(error.code == .redirectRefused)
            #expect(test.isRefused)
        }
    }

    @Test func aClientFollows() async throws {
        try await LiveServer.run({ request in
            switch request.head.target {
            case "/a": .respond(HTTPServerResponse(status: .found, fields: [.location: "b"], body: Array("moved".utf8)))
            case "/b": .respond(HTTPServerResponse(status: .permanentRedirect, fields: [.location: "/c"]))
            default: .respond(.text("\(request.head.target)"))
            }
        }) { test in
            let client = HTTPClient(
                loops: test.loops,
                resolver: test.resolver,
                configuration: .patient(redirects: .sameOrigin())
            )
            let response = try await client.execute(HTTPClientRequest(url: test.url("/a")))
            #expect(response.url == (try test.url("/c")))
            #expect(try await response.collect(upTo: 100) == Array("/c".utf8))
            #expect(test.server.connectionCount == 1)
            let plain = try await client.execute(HTTPClientRequest(url: test.url("/a"), redirects: HTTPRedirects.none))
            #expect(plain.status == .found)
            client.shutDown()
        }
    }
}
