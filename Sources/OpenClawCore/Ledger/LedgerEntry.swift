// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How one identity stands in the ledger.
public struct LedgerEntry: Sendable {
    /// The end of a history.
    public struct Completion: Sendable, Hashable {
        /// `ok`, `error`, `timeout` or `aborted`.
        public var status: String
        /// What went wrong, or a word about the end.
        public var summary: String?
        /// The stored result of a task, slot or request; of a message at most 32 bytes, the digest of what was asked.
        public var result: [UInt8]

        /// The status of a request that was taken back before anything came of it: its key is as good as new.
        public static let withdrawn = "withdrawn"

        /// Makes an end.
        public init(status: String, summary: String? = nil, result: [UInt8] = []) {
            self.status = status
            self.summary = summary
            self.result = result
        }
    }

    /// A delivery that is under way.
    public struct Delivery: Sendable, Hashable {
        /// Where a delivery stands.
        public enum State: Sendable, Hashable {
            /// Nothing was sent.
            case intended
            /// The channel was asked to send; whether it did is not known.
            case sending
        }

        /// The delivery's name.
        public var id: String
        /// The channel that is to send.
        public var channel: ChannelID
        /// Where it stands.
        public var state: State
        /// How often the channel was asked.
        public var attempts: Int
        /// What is to be sent, as the gateway encoded it.
        public var payload: [UInt8]
    }

    /// The identity.
    public var identity: MessageID
    /// The place of the opening record.
    public var position: LedgerPosition
    /// When it was opened.
    public var openedAt: Timestamp
    /// The opening record's transition; without payload once the history is completed.
    public var opening: LedgerRecord.Kind
    /// How often somebody began to work on it.
    public var attempts: Int
    /// Its end, when it has one.
    public var completion: Completion?
    /// Deliveries that are not settled.
    public var deliveries: [Delivery]
    /// Whether nothing more can happen to it but to be forgotten.
    var isSettled = false

    /// The run that works on a message, `nil` for other histories.
    public var runID: RunID? {
        if case .accepted(let runID, _, _, _) = self.opening { return runID }
        return nil
    }
}
