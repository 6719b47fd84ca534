// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// How a connection ended.
public struct WebSocketClosure: Hashable, Sendable, CustomStringConvertible {
    /// The close code: the peer's if it closed first, otherwise ours; 1006 when the connection broke.
    public let code: WebSocketCloseCode
    /// The words that came with the code.
    public let reason: String
    /// Whether this end closed first.
    public let isOwn: Bool

    /// The code and the reason.
    public var description: String { reason.isEmpty ? "\(code)" : "\(code) \(reason)" }
}
