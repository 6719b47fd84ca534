// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The proof that a server understood the handshake (RFC 6455 section 4.2.2, step 5.4).
enum WebSocketKey {
    /// Whether the key is base64 of 16 bytes.
    static func isValid(_ key: String) -> Bool {
        key.utf8.count == 24 && Base64.decode(key)?.count == 16
    }

    /// The value of `Sec-WebSocket-Accept` for a key.
    static func accept(_ key: String, sha1: ([UInt8]) -> [UInt8]) -> String {
        Base64.encode(sha1([UInt8]((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }
}
