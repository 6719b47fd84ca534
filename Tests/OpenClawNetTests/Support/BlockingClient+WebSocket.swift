// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

extension BlockingClient {
    /// Asks for an upgrade and returns the answer's head.
    func upgrade(path: String = "/ws", fields: String = "") throws -> ClientResponse {
        try send(
            "GET \(path) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(fields)\r\n"
        )
        return try readResponse(toHead: true)
    }

    /// A masked frame.
    static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ..<65_536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default: bytes += [0x80 | 127] + (0..<8).reversed().map { UInt8(payload.count >> (8 * $0) & 255) }
        }
        let key: [UInt8] = [1, 2, 3, 4]
        bytes += key
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ key[index % 4]) }
        return bytes
    }

    func sendText(_ text: String) throws {
        try send(Self.frame(1, Array(text.utf8)))
    }

    /// The next frame of the server.
    func readFrame() throws -> ClientFrame {
        let head = try read(2)
        guard head[1] & 0x80 == 0 else { throw Failure(description: "a server does not mask") }
        var count = Int(head[1])
        if count == 126 {
            count = try read(2).reduce(0) { $0 << 8 | Int($1) }
        } else if count == 127 {
            count = try read(8).reduce(0) { $0 << 8 | Int($1) }
        }
        return ClientFrame(opcode: head[0] & 15, isFinal: head[0] & 0x80 != 0, payload: try read(count))
    }
}

struct ClientFrame: Equatable {
    var opcode: UInt8
    var isFinal = true
    var payload: [UInt8]

    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The code of a close frame.
    var closeCode: Int { payload.count < 2 ? 1005 : Int(payload[0]) << 8 | Int(payload[1]) }

    static func text(_ text: String) -> ClientFrame { ClientFrame(opcode: 1, payload: Array(text.utf8)) }
}
