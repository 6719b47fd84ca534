// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The meaning of a frame (RFC 6455 section 5.2).
public enum WebSocketOpcode: UInt8, Sendable, Hashable {
    /// A further piece of a fragmented message.
    case continuation = 0x0
    /// UTF-8 text.
    case text = 0x1
    /// Any bytes.
    case binary = 0x2
    /// The peer is done; nothing follows from it.
    case close = 0x8
    /// Answer with a pong of the same payload.
    case ping = 0x9
    /// An answer to a ping, or a heartbeat of its own.
    case pong = 0xA
}
