// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// Decides what happens with a request.
public protocol HTTPServerHandler: Sendable {
    /// Called on the connection's loop when a head is complete, before any content is read. Must not block.
    func handle(_ request: HTTPServerRequest) -> HTTPServerAction

    /// What a client is told whose request never becomes one: malformed, too large, too late, or no valid WebSocket handshake.
    ///
    /// Called on the connection's loop; must not block. The connection adds the fields the status needs, and closes where it has lost
    /// its place in the input. By default the message as a line of plain text.
    func errorResponse(_ status: HTTPStatus, message: String) -> HTTPServerResponse
}

extension HTTPServerHandler {
    /// The message as a line of plain text.
    public func errorResponse(_ status: HTTPStatus, message: String) -> HTTPServerResponse { .text("\(message)\n", status: status) }
}
