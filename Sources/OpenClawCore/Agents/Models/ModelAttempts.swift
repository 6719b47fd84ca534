// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides what follows a failed request of a turn: the same again, a shorter conversation, the next model, or the end.
struct ModelAttempts {
    /// What follows.
    enum Step: Equatable {
        /// Send the same request to the same model after a wait.
        case again(after: Duration)
        /// Send it at once with half of the history.
        case shorter
        /// Ask the next model.
        case next
        /// Give up.
        case fail
    }

    /// How often one model is asked again with a shorter conversation.
    static let shorteningLimit = 2

    let policy: ModelRetryPolicy
    private(set) var remainingModels: Int
    private var failures = 0
    private(set) var shortenings = 0

    /// Begins a turn that may ask so many models.
    init(models: Int, policy: ModelRetryPolicy) {
        self.policy = policy
        self.remainingModels = max(0, models - 1)
    }

    /// Takes note of a failure.
    ///
    /// - Parameters:
    ///   - hasAnswered: whether a part of the answer has been passed on, which cannot be taken back.
    ///   - canShorten: whether there is history to leave out.
    ///   - random: 0 up to but not including 1.
    mutating func step(after error: ModelError, hasAnswered: Bool, canShorten: Bool, random: Double) -> Step {
        if hasAnswered || error.kind == .refusal { return .fail }
        if error.kind == .contextLength, canShorten, self.shortenings < Self.shorteningLimit {
            self.shortenings += 1
            return .shorter
        }
        self.failures += 1
        if error.isTransient, self.failures < self.policy.attempts {
            let delay = max(error.retryAfter ?? .zero, self.policy.delay(failures: self.failures, random: random))
            if delay <= self.policy.maximumDelay { return .again(after: delay) }
        }
        guard self.remainingModels > 0 else { return .fail }
        self.remainingModels -= 1
        self.failures = 0
        self.shortenings = 0
        return .next
    }
}
