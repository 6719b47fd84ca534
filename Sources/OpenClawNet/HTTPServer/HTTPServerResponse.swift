// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// A complete response. `Content-Length`, `Connection` and `Date` are written by the server.
public struct HTTPServerResponse: Sendable {
    /// The status.
    public var status: HTTPStatus
    /// The fields.
    public var fields: HTTPFields
    /// The content. Not sent in answer to `HEAD`.
    public var body: [UInt8]
    /// Whether the connection is closed afterwards.
    public var closesConnection: Bool

    /// Makes a response.
    public init(status: HTTPStatus = .ok, fields: HTTPFields = HTTPFields(), body: [UInt8] = [], closesConnection: Bool = false) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closesConnection = closesConnection
    }

    /// Makes a response of plain text.
    public static func text(_ text: String, status: HTTPStatus = .ok) -> HTTPServerResponse {
        HTTPServerResponse(status: status, fields: [.contentType: "text/plain; charset=utf-8"], body: Array(text.utf8))
    }
}
