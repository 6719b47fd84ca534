// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a gateway does after a restart with turns and deliveries that had not come to their end.
public struct ResumePolicy: Sendable, Hashable {
    /// How often a turn is begun in all, before it ends with an error instead of being run again.
    public var maximumAttempts: Int
    /// Older messages are not answered any more, and older answers not sent: they end with a stated outcome.
    public var maximumAge: Duration

    /// Makes a policy.
    public init(maximumAttempts: Int = 3, maximumAge: Duration = .seconds(3_600)) {
        self.maximumAttempts = max(1, maximumAttempts)
        self.maximumAge = maximumAge
    }

    /// What becomes of a message that was accepted and not completed.
    enum Step: Equatable {
        /// Its turn is run (again).
        case run
        /// The answer is in the transcript: only the end is missing in the ledger.
        case complete
        /// It ends with an error that its sender hears of.
        case fail(String)
        /// It ends silently: too much time has passed.
        case expire(String)
    }

    /// What becomes of a message whose session cannot be read; `nil` when it is looked at again, because a disk may come back.
    ///
    /// Whatever the transcript holds, no answer has left: the end of the turn is recorded before one does.
    func step(unreadable error: SessionStoreError) -> Step? {
        switch error.code {
        case .corrupt, .anotherKey, .invalidKey:
            // Its sender hears of it, and is not told where files lie; the log is.
            .fail("the message was not answered: its session cannot be read. Begin a new one; the gateway's log names the file")
        default: nil
        }
    }

    func step(openedAt: Timestamp, now: Timestamp, attempts: Int, isAnswered: Bool) -> Step {
        if isAnswered { return .complete }
        if now - openedAt > self.maximumAge {
            return .expire("the gateway was down for too long to answer: the message is older than \(self.maximumAge)")
        }
        if attempts >= self.maximumAttempts {
            return .fail("the gateway stopped \(attempts) times while it worked on this message; it is not tried again")
        }
        return .run
    }
}
