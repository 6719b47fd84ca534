// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One transition in a history: opened, claimed, completed, and what became of its answers.
public struct LedgerRecord: Sendable, Hashable {
    /// The identity whose history this belongs to.
    public var identity: MessageID
    /// When the transition happened.
    public var timestamp: Timestamp
    /// The transition.
    public var kind: Kind
    /// Why it happened, for people.
    public var reason: String?

    /// The transitions of a history.
    public enum Kind: Sendable, Hashable {
        // Openings.
        /// The gateway took responsibility for a message; `payload` is what a restart needs to run its turn.
        case accepted(runID: RunID, sessionKey: SessionKey, agentID: AgentID, payload: [UInt8] = [])
        /// A task was taken.
        case task(payload: [UInt8])
        /// A slot of a timetable was claimed: the identity is (job, revision, slot).
        case slot(payload: [UInt8])
        /// A request with an idempotency key; `digest` is that of its parameters, to tell a repetition from a misuse, and `payload` what a
        /// restart needs to go on with it.
        case request(digest: [UInt8], payload: [UInt8] = [])

        // Work.
        /// Somebody began to work on it.
        case claimed
        /// The work ended; `status` is `ok`, `error`, `timeout` or `aborted`.
        case completed(status: String, summary: String?, result: [UInt8] = [])

        // Outbox.
        /// An answer is to be delivered; `payload` is what a restart needs to send it.
        case intent(deliveryID: String, channel: ChannelID, payload: [UInt8] = [])
        /// The channel was asked to send.
        case sending(deliveryID: String, attempt: Int)
        /// The platform took it.
        case receipt(deliveryID: String, messageID: String)
        /// It is not known whether the platform took it.
        case unknown(deliveryID: String, reason: String)
        /// The delivery was given up.
        case undeliverable(deliveryID: String, reason: String)

        /// Whether this begins a history.
        public var isOpening: Bool {
            switch self {
            case .accepted, .task, .slot, .request: true
            default: false
            }
        }

        /// The transition in a word: `accepted`, `claimed`, `completed` ….
        public var name: String {
            switch self {
            case .accepted: "accepted"
            case .task: "task"
            case .slot: "slot"
            case .request: "request"
            case .claimed: "claimed"
            case .completed: "completed"
            case .intent: "intent"
            case .sending: "sending"
            case .receipt: "receipt"
            case .unknown: "unknown"
            case .undeliverable: "undeliverable"
            }
        }
    }

    /// Makes a record.
    public init(identity: MessageID, timestamp: Timestamp, kind: Kind, reason: String? = nil) {
        self.identity = identity
        self.timestamp = timestamp
        self.kind = kind
        self.reason = reason
    }
}
