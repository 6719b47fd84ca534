// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The platform's word that it took a message.
public struct SendReceipt: Sendable, Hashable {
    /// The platform's identifier of the message.
    public var messageID: String
    /// When the platform took it.
    public var timestamp: Timestamp?

    /// Makes a receipt.
    public init(messageID: String, timestamp: Timestamp? = nil) {
        self.messageID = messageID
        self.timestamp = timestamp
    }
}
