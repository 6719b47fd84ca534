// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a handler wants to happen with a request.
public enum HTTPServerAction {
    /// Answer at once. Content of the request is dropped.
    case respond(HTTPServerResponse)

    /// Answer at once with a response which was encoded before. Content of the request is dropped.
    case respondStatic(HTTPStaticResponse)

    /// Collect the content up to `limit` bytes, beyond it answer 413, then answer with what the closure returns.
    ///
    /// The closure runs as a child task of ``HTTPServer/run()`` on the connection's loop and is cancelled if the client goes away.
    case collect(limit: Int, @Sendable ([UInt8]) async -> HTTPServerResponse)

    /// Collect the content up to `limit` bytes, beyond it answer 413, then let the closure write the response piece by piece.
    ///
    /// The closure runs as a child task of ``HTTPServer/run()`` on the connection's loop and is cancelled if the client goes away.
    case stream(limit: Int, @Sendable ([UInt8], HTTPResponseWriter) async -> Void)

    /// Make the connection a WebSocket. A request which is not a valid handshake is answered with 400, 405 or 426.
    case upgradeWebSocket(WebSocketUpgrade)
}
