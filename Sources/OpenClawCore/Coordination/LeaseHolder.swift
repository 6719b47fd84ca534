// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The decisions of somebody who holds a lease: when to renew, and when to stop because the lease may have gone. A value; time goes in.
///
/// - The end is counted from the moment a request was *sent*: the coordinator cannot have counted from earlier.
/// - A renewal is sent after a third of the duration; work stops a safety margin before the end.
/// - After a pause longer than half the duration nothing is done before a renewal has confirmed the lease: the process may have slept.
public struct LeaseHolder: Sendable {
    /// What to do next.
    public enum Step: Hashable, Sendable {
        /// Send a renewal now.
        case renew
        /// Nothing until then, or until an answer comes.
        case wait(until: Duration)
        /// End the work at once: the lease is lost or cannot be confirmed any more.
        case stop(Reason)
    }

    /// Why work has to end.
    public enum Reason: Hashable, Sendable {
        /// Somebody else holds the lease, or it was ended by force.
        case lost
        /// No renewal succeeded in time.
        case expired
    }

    /// The lease.
    public let lease: Lease
    /// How long it lasts after a request.
    public let duration: Duration
    /// How long before its end work stops.
    public let margin: Duration
    private var validUntil: Duration
    private var renewAt: Duration
    private var renewalSentAt: Duration?
    private var lastSeen: Duration
    private var isUnconfirmed = false
    private var isLost = false

    /// Takes a lease that was granted.
    /// - Parameters:
    ///   - sentAt: When the request was sent.
    ///   - margin: How long before the end work stops; a fifth of the duration if not given.
    ///   - expires: Whether it ends without renewal; see ``Coordinator/leasesExpire``.
    public init(_ lease: Lease, duration: Duration, sentAt: Duration, margin: Duration? = nil, expires: Bool = true) {
        self.lease = lease
        self.duration = duration
        self.margin = margin ?? duration / 5
        self.validUntil = expires ? sentAt + duration - self.margin : Self.endless
        self.renewAt = sentAt + duration / 3
        self.lastSeen = sentAt
    }

    /// Longer than anything runs.
    private static let endless = Duration.seconds(1 << 40)

    /// Whether work may have effects at a time.
    public func mayAct(at now: Duration) -> Bool {
        !self.isLost && now < self.validUntil && !(self.isUnconfirmed || now - self.lastSeen > self.duration / 2)
    }

    /// How long until work must stop.
    public func timeLeft(at now: Duration) -> Duration { max(.zero, self.validUntil - now) }

    /// What to do at a time. To be asked whenever the time of a `wait` has come.
    public mutating func step(at now: Duration) -> Step {
        if self.isLost { return .stop(.lost) }
        if now >= self.validUntil { return .stop(.expired) }
        if now - self.lastSeen > self.duration / 2 {
            self.isUnconfirmed = true
            self.renewAt = now
        }
        self.lastSeen = now
        if self.renewalSentAt != nil { return .wait(until: min(self.validUntil, now + self.duration)) }
        // Also while unconfirmed: a coordinator that refuses at once is not asked without a pause.
        if now >= self.renewAt { return .renew }
        return .wait(until: min(self.renewAt, self.validUntil))
    }

    /// A renewal leaves.
    public mutating func renewalSent(at now: Duration) { self.renewalSentAt = now }

    /// The answer of a renewal: confirmed, refused, or `nil` for none.
    public mutating func renewalAnswered(_ isConfirmed: Bool?, at now: Duration) {
        guard let sentAt = self.renewalSentAt else { return }
        self.renewalSentAt = nil
        self.lastSeen = max(self.lastSeen, now)
        switch isConfirmed {
        case true?:
            self.validUntil = max(self.validUntil, sentAt + self.duration - self.margin)
            self.renewAt = sentAt + self.duration / 3
            self.isUnconfirmed = false
        case false?: self.isLost = true
        case nil: self.renewAt = now + self.duration / 10
        }
    }
}
