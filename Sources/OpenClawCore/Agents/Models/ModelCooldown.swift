// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether a model that failed should be asked again: not while it cools down, then by one turn first.
///
/// Times are counted from an arbitrary beginning.
struct ModelCooldown: Equatable {
    private enum State: Equatable {
        case ready
        case cooling(until: Duration)
        case probing(since: Duration)
    }

    /// The first cooldown; it doubles with each failure in a row.
    static let shortest = Duration.seconds(15)
    /// The longest cooldown.
    static let longest = Duration.seconds(600)
    /// How long a probe keeps other turns away.
    static let probeLimit = Duration.seconds(60)

    private var state = State.ready
    private var failures = 0

    /// Makes a model that is ready.
    init() {}

    /// When the model may be asked again, or `nil` when it may be asked now.
    func isClosed(at now: Duration) -> Duration? {
        switch self.state {
        case .ready: nil
        case .cooling(let until): until > now ? until : nil
        case .probing(let since): since + Self.probeLimit > now ? since + Self.probeLimit : nil
        }
    }

    /// Takes note that a turn asks the model; after a cooldown that turn is the probe.
    mutating func begin(at now: Duration) {
        if case .cooling(let until) = self.state, until <= now { self.state = .probing(since: now) }
    }

    /// The model answered.
    mutating func succeed() {
        self.state = .ready
        self.failures = 0
    }

    /// The turn ended without a verdict on the model.
    mutating func release(at now: Duration) {
        if case .probing = self.state { self.state = .cooling(until: now) }
    }

    /// The model failed, after all attempts.
    mutating func fail(_ error: ModelError, at now: Duration) {
        switch error.kind {
        case .rateLimit, .unavailable, .timeout, .authentication:
            self.failures += 1
            let doubled = min(Self.shortest * (1 << min(self.failures - 1, 10)), Self.longest)
            self.state = .cooling(until: now + min(max(doubled, error.retryAfter ?? .zero), Self.longest))
        default:
            self.release(at: now)
        }
    }
}
