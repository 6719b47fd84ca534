// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides whether a session's conversation goes on with its next message: all that ends one by itself, in one place.
///
/// A value. Times of people's and programs' messages count; heartbeats and scheduled jobs keep nothing fresh (PROTOCOL 5.3, 7.4). The
/// moment that is compared is when the gateway accepted the message, so that a message taken up again after a crash is judged as it was
/// the first time: a transcript that was begun for it is younger than it is.
struct SessionFreshness: Sendable {
    /// The end of a conversation.
    struct End: Equatable {
        /// The first moment whose message begins a new transcript.
        var time: Timestamp
        /// Why.
        var reason: ResetReason
    }

    let timeToLive: Duration?
    let resets: SessionResets

    /// Makes the decision; `nil` when no conversation ever ends by itself, so that nobody needs to ask.
    init?(timeToLive: Duration?, resets: SessionResets) {
        guard timeToLive != nil || resets.endsByItself else { return nil }
        self.timeToLive = timeToLive
        self.resets = resets
    }

    /// When and why a conversation ends unless somebody says something before; `nil` when it does not.
    func end(of record: SessionRecord, channel: ChannelID? = nil) -> End? {
        let policy = self.resets.policy(for: record.key, channel: channel)
        var end: End?
        func consider(_ time: Timestamp, _ reason: ResetReason) {
            if end.map({ time < $0.time }) ?? true { end = End(time: time, reason: reason) }
        }
        if let hour = policy.dailyHour { consider(self.boundary(at: hour, after: record.createdAt), .daily) }
        if let idle = policy.idle { consider(record.lastInteractionAt + idle, .idle) }
        if let timeToLive { consider(record.lastInteractionAt + timeToLive, .timeToLive) }
        return end
    }

    /// Why a message that was accepted at a time begins a new transcript; `nil` when the conversation goes on.
    func reasonToReset(_ record: SessionRecord, channel: ChannelID?, acceptedAt: Timestamp) -> ResetReason? {
        guard record.version != .empty, let end = self.end(of: record, channel: channel), end.time <= acceptedAt else { return nil }
        return end.reason
    }

    /// The first moment after a time at which the zone's clocks show an hour; where they jump over it, the moment of the jump.
    private func boundary(at hour: Int, after time: Timestamp) -> Timestamp {
        let zone = self.resets.timeZone
        let day = Timestamp.floorDivide(time.seconds + zone.offset(at: time), by: 86_400).quotient
        var candidate = day - 1
        while true {
            let moment = Timestamp(milliseconds: zone.firstMoment(ofLocal: candidate * 86_400 + Int64(hour) * 3_600) * 1_000)
            if moment > time { return moment }
            candidate += 1
        }
    }
}
