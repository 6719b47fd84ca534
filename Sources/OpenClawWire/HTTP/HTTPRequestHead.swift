// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Request line and fields of a request, with what the framing rules decided about it.
public struct HTTPRequestHead: Sendable, Equatable {
    /// The method.
    public var method: HTTPMethod
    /// The request target exactly as received; see ``URLTarget`` for path and query.
    public var target: String
    /// The protocol version of the sender.
    public var version: HTTPVersion
    /// How the content is delimited.
    public var body: HTTPBodyFraming
    /// Whether the connection may carry another request after this one (RFC 9112 section 9.3).
    public var keepAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends content (RFC 9110 section 10.1.1).
    public var expectsContinue: Bool
    /// The fields in order of arrival.
    public var fields: HTTPFields

    /// Makes a head, as a client or a test does.
    public init(
        method: HTTPMethod,
        target: String,
        version: HTTPVersion = .http11,
        fields: HTTPFields = HTTPFields(),
        body: HTTPBodyFraming = .none,
        keepAlive: Bool = true,
        expectsContinue: Bool = false
    ) {
        self.method = method
        self.target = target
        self.version = version
        self.body = body
        self.keepAlive = keepAlive
        self.expectsContinue = expectsContinue
        self.fields = fields
    }
}
