// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The way back to a client: a socket, or a mailbox in the same process.
public protocol ClientTransport: AnyObject, Sendable {
    /// Sends a whole response frame. Safe from any task; frames and events reach the client in the order in which they are handed in.
    func send(_ frame: [UInt8])

    /// Ends the connection.
    func close(_ code: CloseCode, reason: String)
}
