// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Status line and fields of a response, with what the framing rules decided about it.
public struct HTTPResponseHead: Sendable, Equatable {
    /// The status.
    public var status: HTTPStatus
    /// The protocol version of the sender.
    public var version: HTTPVersion
    /// How the content is delimited. Set by the parser; an encoder is told separately.
    public var body: HTTPBodyFraming
    /// Whether the connection may carry another message after this one.
    public var keepAlive: Bool
    /// The fields in order.
    public var fields: HTTPFields

    /// Makes a head.
    public init(
        status: HTTPStatus,
        version: HTTPVersion = .http11,
        fields: HTTPFields = HTTPFields(),
        body: HTTPBodyFraming = .none,
        keepAlive: Bool = true
    ) {
        self.status = status
        self.version = version
        self.body = body
        self.keepAlive = keepAlive
        self.fields = fields
    }
}
