// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The cooldowns of an agent's models, shared by its turns.
final class ModelCooldowns: Sendable {
    private let state = Mutex<[String: ModelCooldown]>([:])
    private let stopwatch: Stopwatch

    /// Makes cooldowns that tell the time by a clock.
    init(clock: any Clock<Duration>) {
        self.stopwatch = Stopwatch(clock)
    }

    /// The models a turn should ask, in order: those that are not cooling down, or, when all are, the ones that are ready soonest first.
    func plan(_ models: [ModelChoice]) -> [ModelChoice] {
        guard models.count > 1 else { return models }
        let now = self.stopwatch.elapsed
        return self.state.withLock { state in
            let closed = models.map { state[$0.reference]?.isClosed(at: now) }
            let open = models.indices.filter { closed[$0] == nil }
            guard let first = open.first else {
                return models.indices.sorted { (closed[$0] ?? now, $0) < (closed[$1] ?? now, $1) }.map { models[$0] }
            }
            state[models[first].reference]?.begin(at: now)
            return open.map { models[$0] }
        }
    }

    /// A model answered.
    func succeed(_ model: ModelChoice) {
        self.state.withLock { $0[model.reference] = nil }
    }

    /// A turn ended without a verdict on the model.
    func release(_ model: ModelChoice) {
        let now = self.stopwatch.elapsed
        self.state.withLock { $0[model.reference]?.release(at: now) }
    }

    /// A model failed, after all attempts.
    func fail(_ model: ModelChoice, _ error: ModelError) {
        let now = self.stopwatch.elapsed
        self.state.withLock { state in
            // Session settings may name any model; only so many are remembered.
            guard state.count < 256 || state[model.reference] != nil else { return }
            state[model.reference, default: ModelCooldown()].fail(error, at: now)
        }
    }
}
