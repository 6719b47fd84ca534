// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawWire
import Testing

/// Whatever goes wrong with a request, a program reads it in one shape.
@Suite struct ErrorShapeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var method = HTTPMethod.get
        var target = "/"
        var fields: HTTPFields = [:]
        var bodyBytes = 0
        var status: HTTPStatus
    }

    static let bearer: HTTPFields = [.authorization: "Bearer \(LiveGateway.token)"]

    static let cases = [
        Case(testDescription: "content too large", method: .post, target: "/tools/invoke", fields: bearer, bodyBytes: 3 << 20, status: .contentTooLarge),
        Case(testDescription: "a head too large", fields: ["X-Long": String(repeating: "x", count: 200_000)], status: HTTPStatus(431)),
        Case(testDescription: "a path that is none", target: "/%00", status: .badRequest),
        Case(testDescription: "no valid handshake", fields: [.upgrade: "websocket"], status: .badRequest),
        Case(testDescription: "nothing there", target: "/nothing", status: .notFound),
        Case(testDescription: "no such method", method: .post, target: "/health", status: .methodNotAllowed),
        Case(testDescription: "no token", target: "/metrics", status: .unauthorized),
        Case(testDescription: "tools without token", method: .post, target: "/tools/invoke", status: .unauthorized),
        Case(testDescription: "no JSON", method: .post, target: "/tools/invoke", fields: bearer, bodyBytes: 8, status: .badRequest),
    ]

    @Test(arguments: cases) func everyErrorIsAnObjectWithMessageAndType(item: Case) async throws {
        try await LiveGateway.run { live in
            let body = [UInt8](repeating: UInt8(ascii: "x"), count: item.bodyBytes)
            let (head, bytes) = try await live.http(item.method, item.target, fields: item.fields, body: body)
            #expect(item.status == head.status || item.status == .badRequest && head.status == .upgradeRequired, "\(head.status)")
            #expect(head.fields[.contentType] == "application/json; charset=utf-8")
            let error = try JSONValue(parsing: bytes)["error"]
            #expect(error?["message"]?.stringValue?.isEmpty == false)
            #expect(error?["type"]?.stringValue?.isEmpty == false)
            #expect(error?.objectValue?.contains("code") == true && error?.objectValue?.contains("param") == true)
        }
    }
}
