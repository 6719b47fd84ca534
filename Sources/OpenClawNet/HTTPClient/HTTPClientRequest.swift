// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// A request to send.
public struct HTTPClientRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// Where to send it: an http or https URL.
    public var url: WireURL
    /// The fields. `Host`, `Content-Length` and `Transfer-Encoding` are written by the client.
    public var fields: HTTPFields
    /// The content, sent with its length.
    public var body: [UInt8]
    /// Time limits for this request; nil for the client's.
    public var timeouts: HTTPClientTimeouts?
    /// Redirects for this request; nil for the client's.
    public var redirects: HTTPRedirects?

    /// Creates a request.
    public init(
        method: HTTPMethod = .get,
        url: WireURL,
        fields: HTTPFields = HTTPFields(),
        body: [UInt8] = [],
        timeouts: HTTPClientTimeouts? = nil,
        redirects: HTTPRedirects? = nil
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.timeouts = timeouts
        self.redirects = redirects
    }
}

extension HTTPClientRequest {
    /// Whether sending it twice has the effect of sending it once (RFC 9110 section 9.2.2).
    var isIdempotent: Bool {
        [.get, .head, .put, .delete, .options, .trace].contains(method)
    }
}
