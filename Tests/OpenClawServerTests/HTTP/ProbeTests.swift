// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawWire
import Testing

@Suite struct ProbeTests {
    @Test(arguments: ["/health", "/healthz", "/api/health", "/health?x=1"]) func healthIsExactlyOK(path: String) async throws {
        try await LiveGateway.run { live in
            let (head, body) = try await live.http(.get, path)
            #expect(head.status == .ok)
            #expect(String(decoding: body, as: UTF8.self) == #"{"ok":true,"status":"live"}"#)
            #expect(head.fields[.cacheControl] == "no-store")
        }
    }

    @Test(arguments: ["/ready", "/readyz"]) func readinessIsTold(path: String) async throws {
        try await LiveGateway.run { live in
            let (head, body) = try await live.http(.get, path)
            #expect(head.status == .ok)
            #expect(try JSONValue(parsing: body)["ready"]?.boolValue == true)
        }
    }

    @Test func startupNamesTheVersion() async throws {
        try await LiveGateway.run { live in
            let (_, body) = try await live.http(.get, "/startupz")
            #expect(try JSONValue(parsing: body)["version"]?.stringValue == Gateway.version)
        }
    }

    @Test(arguments: [HTTPMethod.post, .put, .delete]) func otherMethodsAreRefused(method: HTTPMethod) async throws {
        try await LiveGateway.run { live in
            let (head, _) = try await live.http(method, "/health")
            #expect(head.status == .methodNotAllowed)
            #expect(head.fields[.allow] == "GET, HEAD")
        }
    }

    @Test func metricsOnTheMainPortNeedTheToken() async throws {
        try await LiveGateway.run { live in
            let (without, _) = try await live.http(.get, "/metrics")
            #expect(without.status == .unauthorized)
            let (wrong, _) = try await live.http(.get, "/metrics", fields: [.authorization: "Bearer nope"])
            #expect(wrong.status == .unauthorized)
            let (right, body) = try await live.http(.get, "/metrics", fields: [.authorization: "Bearer \(LiveGateway.token)"])
            #expect(right.status == .ok)
            #expect(String(decoding: body, as: UTF8.self).contains("openclaw_gateway_connections_total"))
        }
    }

    @Test(arguments: ["/nothing", "/..%2f..%2fetc/passwd", "/%00", "/assets/../../x"]) func unknownPathsAreNotFoundOrRefused(path: String) async throws {
        try await LiveGateway.run { live in
            let (head, _) = try await live.http(.get, path)
            #expect(head.status == .notFound || head.status == .badRequest)
        }
    }

    @Test func thePageComesWithAPolicyThatLetsNothingElseRun() async throws {
        try await LiveGateway.run { live in
            let (head, body) = try await live.http(.get, "/")
            #expect(head.status == .ok)
            #expect(head.fields["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
            #expect(head.fields["X-Frame-Options"] == "DENY")
            #expect(String(decoding: body, as: UTF8.self).contains("<!doctype html>"))
            let etag = try #require(head.fields[.eTag])
            let (again, nothing) = try await live.http(.get, "/", fields: [.ifNoneMatch: etag])
            #expect(again.status == .notModified)
            #expect(nothing.isEmpty)
        }
    }
}
