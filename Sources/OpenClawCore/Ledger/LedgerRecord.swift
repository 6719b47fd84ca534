// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One transition in the life of a message: accepted, claimed by a turn, completed, and what became of its answers.
public struct LedgerRecord: Sendable {
    /// The message's identity.
    public var identity: MessageID
    /// When the transition happened.
    public var timestamp: Timestamp
    /// The transition.
    public var kind: Kind

    /// The transitions a message goes through.
    public enum Kind: Sendable {
        /// The gateway took responsibility for the message.
        case accepted(runID: RunID, sessionKey: SessionKey, agentID: AgentID)
        /// A turn began to work on it.
        case claimed
        /// The turn ended; `status` is `ok`, `error`, `timeout` or `aborted`.
        case completed(status: String, summary: String?)
        /// An answer is to be delivered.
        case intent(deliveryID: String, channel: ChannelID)
        /// The channel was asked to send.
        case sending(deliveryID: String, attempt: Int)
        /// The platform took it.
        case receipt(deliveryID: String, messageID: String)
        /// It is not known whether the platform took it.
        case unknown(deliveryID: String, reason: String)
        /// The delivery was given up.
        case undeliverable(deliveryID: String, reason: String)
    }

    /// Makes a record.
    public init(identity: MessageID, timestamp: Timestamp, kind: Kind) {
        self.identity = identity
        self.timestamp = timestamp
        self.kind = kind
    }
}
