// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// How a connection becomes a WebSocket.
public struct WebSocketUpgrade {
    /// Who receives the messages.
    public var handler: any WebSocketHandler
    /// Bounds and times.
    public var options: WebSocketOptions
    /// The subprotocol to announce; it must be one the client has offered.
    public var subprotocol: String?
    /// Further fields of the 101 response.
    public var fields: HTTPFields

    /// Makes an upgrade.
    public init(
        handler: any WebSocketHandler,
        options: WebSocketOptions = WebSocketOptions(),
        subprotocol: String? = nil,
        fields: HTTPFields = HTTPFields()
    ) {
        self.handler = handler
        self.options = options
        self.subprotocol = subprotocol
        self.fields = fields
    }
}
