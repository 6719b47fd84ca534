// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a WebSocket connection tells its owner. Every call comes on the connection's loop.
public protocol WebSocketHandler: AnyObject {
    /// The handshake is over; messages can be sent.
    func opened(_ socket: WebSocketConnection)

    /// A whole message has arrived. Text is valid UTF-8. The bytes are gone after the call.
    func received(_ bytes: UnsafeRawBufferPointer, isText: Bool, on socket: WebSocketConnection)

    /// The output had grown over the high mark and has now fallen under the low mark.
    func drained(_ socket: WebSocketConnection)

    /// The server stops gracefully. Without an implementation the connection is closed with 1012.
    func serverStops(_ socket: WebSocketConnection)

    /// The connection is closed; called exactly once.
    /// - Parameters:
    ///   - code: the peer's close code, 1005 if it sent none, 1006 if the connection ended without a close frame,
    ///     or the code this end closed with.
    ///   - reason: the peer's or this end's words; for 1006 what is known about the end.
    func closed(_ socket: WebSocketConnection, code: UInt16, reason: String)
}

extension WebSocketHandler {
    /// Does nothing.
    public func opened(_ socket: WebSocketConnection) {}

    /// Does nothing.
    public func drained(_ socket: WebSocketConnection) {}

    /// Closes with 1012, service restart.
    public func serverStops(_ socket: WebSocketConnection) {
        socket.close(code: 1012, reason: "service restart")
    }

    /// Does nothing.
    public func closed(_ socket: WebSocketConnection, code: UInt16, reason: String) {}
}
