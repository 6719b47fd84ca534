// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When the next heartbeat of an agent is due, and whether it may take place: a value that is told the time and decides.
///
/// The interval counts from the beginning of one turn to the beginning of the next; a turn that takes longer is followed by a whole interval.
/// At most one is ever due: while the session is busy it waits, and those that would have come meanwhile do not.
struct HeartbeatSchedule: Sendable {
    /// What is to be done now.
    enum Step: Hashable, Sendable {
        /// Nothing for so long; then ask again.
        case wait(Duration)
        /// The heartbeat is left out, which is told; then ask again.
        case skip(HeartbeatSkip)
        /// The heartbeat takes place; tell ``HeartbeatSchedule/end(at:)`` when it has ended.
        case turn
    }

    private enum Cause: Sendable {
        case interval
        case opening
        case retry
    }

    /// How soon a heartbeat is tried again whose session was busy.
    static let retryPause = Duration.seconds(15)
    /// How long nobody looks at the time: the clock on the wall may be set meanwhile.
    static let longestWait = Duration.seconds(900)

    let every: Duration
    let hours: HeartbeatHours?
    private var due: Timestamp
    private var cause = Cause.interval
    private var begun: Timestamp?

    /// Makes a schedule whose first heartbeat is due after one interval.
    init(every: Duration, hours: HeartbeatHours?, now: Timestamp) {
        self.every = max(.milliseconds(1), every)
        self.hours = hours
        self.due = now + self.every
    }

    /// When the next turn is expected, if nothing stands against it.
    var next: Timestamp {
        guard let hours, !hours.contains(self.due) else { return self.due }
        return hours.opening(after: self.due) ?? self.due
    }

    /// Decides what is to be done.
    /// - Parameters:
    ///   - isOn: whether heartbeats are switched on.
    ///   - isBusy: whether the session has a turn; asked only when one is due.
    mutating func step(at now: Timestamp, isOn: Bool, isBusy: @autoclosure () -> Bool) -> Step {
        if now < self.due {
            // A clock that was put back must not silence an agent for as long.
            if self.cause != .opening, self.due - now > self.every + Self.retryPause { self.wait(until: now + self.every, .interval) }
            return .wait(min(self.due - now, Self.longestWait))
        }
        guard isOn else {
            self.wait(until: now + self.every, .interval)
            return .wait(min(self.every, Self.longestWait))
        }
        if let hours, !hours.contains(now) {
            let opening = hours.opening(after: now)
            self.wait(until: opening ?? now + .seconds(86_400), .opening)
            return .skip(.outsideHours)
        }
        guard isBusy() else {
            self.begun = now
            return .turn
        }
        let isFirst = self.cause != .retry
        self.wait(until: now + min(Self.retryPause, self.every), .retry)
        return isFirst ? .skip(.busy) : .wait(self.due - now)
    }

    /// Notes that a turn has ended, or was left out after all.
    mutating func end(at now: Timestamp) {
        let regular = (self.begun ?? now) + self.every
        self.begun = nil
        self.wait(until: regular > now ? regular : now + self.every, .interval)
    }

    private mutating func wait(until time: Timestamp, _ cause: Cause) {
        self.due = time
        self.cause = cause
    }
}
