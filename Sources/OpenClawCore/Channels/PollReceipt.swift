// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The platform's word that it took a poll.
public struct PollReceipt: Sendable, Hashable {
    /// The platform's identifier of the message.
    public var messageID: String
    /// The platform's identifier of the poll, when that is another one.
    public var pollID: String?

    /// Makes a receipt.
    public init(messageID: String, pollID: String? = nil) {
        self.messageID = messageID
        self.pollID = pollID
    }
}
