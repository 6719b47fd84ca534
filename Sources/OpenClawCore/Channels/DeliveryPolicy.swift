// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides what follows a failed send: another attempt after a pause, a question to the platform, or giving up.
///
/// A send whose outcome is unknown is never simply repeated.
struct DeliveryPolicy: Sendable {
    /// What to do next.
    enum Step: Equatable {
        /// Wait, then send again.
        case retry(after: Duration)
        /// Ask the platform whether it has the message.
        case reconcile
        /// Leave it as unknown.
        case leaveUnknown
        /// Give it up.
        case giveUp
    }

    var maximumAttempts = 6
    var firstPause = Duration.seconds(1)
    var longestPause = Duration.seconds(60)

    /// The step after attempt number `attempt` failed with `error`.
    func step(after error: ChannelSendError, attempt: Int, canReconcile: Bool) -> Step {
        switch error.code {
        case .notSent, .rateLimited:
            guard attempt < self.maximumAttempts else { return .giveUp }
            let doubled = self.firstPause * (1 << min(attempt - 1, 10))
            return .retry(after: error.retryAfter ?? min(doubled, self.longestPause))
        case .unknownOutcome: return canReconcile ? .reconcile : .leaveUnknown
        default: return .giveUp
        }
    }
}
