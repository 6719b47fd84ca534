// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// The answers that do not depend on the request, encoded once.
struct StandardResponses: Sendable {
    let live: HTTPStaticResponse
    let ready: HTTPStaticResponse
    let notReady: HTTPStaticResponse
    let started: HTTPStaticResponse

    init(version: String) throws {
        func fixed(_ body: String, status: HTTPStatus = .ok) throws -> HTTPStaticResponse {
            try HTTPStaticResponse(Self.json([UInt8](body.utf8), status: status))
        }
        self.live = try fixed(#"{"ok":true,"status":"live"}"#)
        self.ready = try fixed(#"{"ready":true}"#)
        self.notReady = try fixed(#"{"ready":false}"#, status: .serviceUnavailable)
        self.started = try fixed(
            #"{"ok":true,"status":"started","version":"# + String(decoding: JSONValue.string(version).serialized(), as: UTF8.self) + "}"
        )
    }

    private static func json(_ body: [UInt8], status: HTTPStatus) -> HTTPServerResponse {
        HTTPServerResponse(status: status, fields: Self.fields("application/json; charset=utf-8"), body: body)
    }

    /// The fields every answer has.
    static func fields(_ contentType: String) -> HTTPFields {
        [
            .contentType: contentType,
            .cacheControl: "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        ]
    }

    /// A JSON answer.
    func json(_ body: [UInt8], status: HTTPStatus = .ok) -> HTTPServerResponse { Self.json(body, status: status) }

    /// An error in the shape of the HTTP API.
    func problem(_ status: HTTPStatus, _ type: String, _ message: String) -> HTTPServerResponse {
        HTTPProblem(status, type, message).response
    }

    var notFound: HTTPServerResponse { self.problem(.notFound, "not_found", "Nothing is served at this path.") }

    var addressRefused: HTTPServerResponse {
        self.problem(.forbidden, "forbidden", "This address may not connect; see security.allowedIPs.")
    }

    func tooManyRequests(milliseconds: Int) -> HTTPServerResponse {
        HTTPProblem(.tooManyRequests, "rate_limited", "Too many requests; retry later.", retryAfterSeconds: (milliseconds + 999) / 1_000).response
    }

    var unauthorized: HTTPServerResponse {
        self.problem(.unauthorized, "unauthorized", "Give the gateway's token or password: Authorization: Bearer <token>.")
    }

    var methodNotAllowed: HTTPServerResponse {
        HTTPProblem(.methodNotAllowed, "method_not_allowed", "Use GET or HEAD.", allow: "GET, HEAD").response
    }

    /// The metrics in the text format of Prometheus, version 0.0.4.
    static func metrics(_ registry: MetricsRegistry) -> HTTPServerResponse {
        HTTPServerResponse(
            fields: Self.fields("text/plain; version=0.0.4; charset=utf-8"),
            body: registry.prometheusText()
        )
    }
}
