// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// A WebSocket server that echoes, and a client that fits it.
enum EchoServer {
    enum Transport: CaseIterable, Sendable {
        case plain, encrypted, compressed, compressedWithMemory
    }

    static func run(
        _ transport: Transport,
        configuration: WebSocketClientConfiguration,
        _ body: @Sendable (WebSocketClient, LiveServer) async throws -> Void
    ) async throws {
        var configuration = configuration
        var context: TLSServerContext?
        var wishes: PermessageDeflate?
        switch transport {
        case .plain: break
        case .encrypted:
            let certificate = try TLSGeneratedCertificate.selfSigned(hosts: ["127.0.0.1"], now: TLSFixtures.now, days: 20_000)
            context = try TLSServerContext(TLSServerConfiguration(identity: certificate.identity))
            configuration.tls.trust = .fingerprints([certificate.certificate.fingerprint])
        case .compressed: wishes = WebSocketDeflate.frugalWishes
        case .compressedWithMemory: wishes = PermessageDeflate()
        }
        if wishes != nil {
            configuration.deflate = WebSocketDeflate()
            configuration.deflateThreshold = 10
        }
        let options = WebSocketOptions(
            maximumMessageBytes: 1 << 22,
            deflate: wishes,
            deflateThreshold: 10,
            makeCompression: wishes == nil ? nil : WebSocketDeflate().makeServerCompression
        )
        // Many tests run at once on few processors: only a broken server needs that long.
        if configuration.connectTimeout == WebSocketClientConfiguration().connectTimeout { configuration.connectTimeout = .seconds(120) }
        let settings = configuration
        try await LiveServer.run(
            tls: context,
            { request in
                switch request.head.target {
                case "/forbidden":
                    .respond(.text("no", status: .forbidden))
                case "/silent":
                    .collect(limit: 0) { _ in
                        await Gate().wait()
                        return .text("")
                    }
                default:
                    .upgradeWebSocket(
                        WebSocketUpgrade(
                            handler: CommandedEcho(),
                            options: options,
                            subprotocol: request.head.fields.containsToken(.secWebSocketProtocol, "v2") ? "v2" : nil,
                            fields: ["X-Seen": request.head.fields[.authorization] ?? "nothing"]
                        )
                    )
                }
            }
        ) { test in
            try await body(WebSocketClient(loops: test.loops, resolver: test.resolver, configuration: settings), test)
        }
    }
}

/// Echoes; short texts make it close or drop the connection, answer late or often.
private final class CommandedEcho: WebSocketHandler {
    func received(_ bytes: UnsafeRawBufferPointer, isText: Bool, on socket: WebSocketConnection) {
        let text = isText && bytes.count < 100 ? String(decoding: bytes, as: UTF8.self) : ""
        if text.hasPrefix("close ") {
            socket.close(code: UInt16(text.dropFirst(6)) ?? 1000, reason: "as you wish")
        } else if text == "drop" {
            socket.stream.close()
        } else if text == "later" {
            socket.loop.schedule(after: .milliseconds(80)) { socket.send(text: "later, after a while") }
        } else if text.hasPrefix("flood ") {
            for index in 0..<(Int(text.dropFirst(6)) ?? 0) { socket.send(text: "\(index)") }
        } else if isText {
            socket.send(text: bytes)
        } else {
            socket.send(binary: bytes)
        }
    }
}
