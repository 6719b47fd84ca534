// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An HTTP request a platform made to a channel's webhook.
public struct WebhookCall: Sendable {
    /// The method, `GET` or `POST`.
    public var method: String
    /// The canonical path below the webhook's own.
    public var path: String
    /// The raw query without the question mark.
    public var query: String
    /// Header fields in their order.
    public var fields: [(name: String, value: String)]
    /// The body's raw bytes, as the signature covers them.
    public var body: [UInt8]

    /// Makes a call.
    public init(method: String, path: String, query: String, fields: [(name: String, value: String)], body: [UInt8]) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
    }
}
