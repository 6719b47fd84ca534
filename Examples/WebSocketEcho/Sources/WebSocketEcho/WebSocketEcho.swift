// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// Echoes WebSocket messages and answers every other request with a short text.
///
///     WebSocketEcho [--port 9000] [--loops 1] [--deflate]
@main
struct WebSocketEcho: HTTPServerHandler {
    private let welcome: HTTPStaticResponse
    private let options: WebSocketOptions

    init(deflates: Bool) throws {
        options = WebSocketOptions(
            maximumMessageBytes: 16 * 1024 * 1024,
            deflate: deflates ? PermessageDeflate() : nil,
            deflateThreshold: 0,
            makeCompression: deflates ? WebSocketDeflate().makeServerCompression : nil
        )
        let body = Array(#"{"ok":true,"status":"live"}"#.utf8)
        welcome = try HTTPStaticResponse(HTTPServerResponse(fields: [.contentType: "application/json"], body: body))
    }

    func handle(_ request: HTTPServerRequest) -> HTTPServerAction {
        guard WebSocketUpgradeRequest.isUpgrade(request.head) else { return .respondStatic(welcome) }
        return .upgradeWebSocket(WebSocketUpgrade(handler: Echo(), options: options))
    }

    static func main() async throws {
        let arguments = CommandLine.arguments
        func number(_ name: String, default value: Int) -> Int {
            guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return value }
            return Int(arguments[index + 1]) ?? value
        }
        let address = SocketAddress.loopback(port: UInt16(number("--port", default: 9000)))
        try await EventLoopGroup.withLoops(count: number("--loops", default: 1)) { group in
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [HTTPListenerConfiguration(address: address)]),
                loops: group,
                handler: try WebSocketEcho(deflates: arguments.contains("--deflate"))
            )
            try server.bind()
            print("listening on \(server.boundAddresses)")
            try await server.run()
        }
    }
}

/// Sends back what it receives.
private final class Echo: WebSocketHandler {
    func received(_ bytes: UnsafeRawBufferPointer, isText: Bool, on socket: WebSocketConnection) {
        if isText {
            socket.send(text: bytes)
        } else {
            socket.send(binary: bytes)
        }
    }
}
