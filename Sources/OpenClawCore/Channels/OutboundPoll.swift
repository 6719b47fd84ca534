// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A question with answers to choose from, on its way to a channel.
public struct OutboundPoll: Sendable, Hashable {
    /// The gateway's name for the delivery.
    public var deliveryID: String
    /// The account that asks.
    public var account: AccountID
    /// Who is asked.
    public var peer: Peer
    /// The thread it belongs to.
    public var threadID: String?
    /// The question.
    public var question: String
    /// Two to twelve answers.
    public var options: [String]
    /// How many of them one person may choose.
    public var maximumSelections: Int
    /// How long the poll is open; `nil` leaves it to the platform.
    public var duration: Duration?
    /// Whether nobody sees who chose what; `nil` leaves it to the platform.
    public var isAnonymous: Bool?
    /// Whether the platform should not notify anybody.
    public var isSilent: Bool

    /// Makes a poll.
    public init(
        deliveryID: String,
        account: AccountID = .default,
        peer: Peer,
        threadID: String? = nil,
        question: String,
        options: [String],
        maximumSelections: Int = 1,
        duration: Duration? = nil,
        isAnonymous: Bool? = nil,
        isSilent: Bool = false
    ) {
        self.deliveryID = deliveryID
        self.account = account
        self.peer = peer
        self.threadID = threadID
        self.question = question
        self.options = options
        self.maximumSelections = maximumSelections
        self.duration = duration
        self.isAnonymous = isAnonymous
        self.isSilent = isSilent
    }
}
