// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.reconnect`: how clients that stay connected come back after the connection was lost.
    public struct Reconnect: Sendable, Hashable {
        /// Whether they do.
        public var isEnabled = true
        /// How many attempts in a row may fail; -1 tries for ever.
        public var maxRetries = -1
        /// The first wait.
        public var initialDelay = Duration.seconds(1)
        /// The longest wait.
        public var maxDelay = Duration.seconds(60)
        /// By how much each wait is longer than the one before.
        public var backoffFactor = 2.0
        /// The part of a wait of which a random share is left out.
        public var jitter = 0.25

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Reconnect {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: true, reload: .none, "Whether lost connections are opened again."),
            .key(
                "maxRetries",
                \.maxRetries,
                .integer(-1...1_000_000, example: -1),
                default: -1,
                reload: .none,
                "Attempts in a row that may fail; -1 tries for ever."
            ),
            .key(
                "initialDelay",
                \.initialDelay,
                .duration(.seconds, atLeast: .milliseconds(10), atMost: .seconds(86_400)),
                default: .seconds(1),
                reload: .none,
                "The first wait."
            ),
            .key(
                "maxDelay",
                \.maxDelay,
                .duration(.seconds, atLeast: .milliseconds(10), atMost: .seconds(86_400)),
                default: .seconds(60),
                reload: .none,
                "The longest wait."
            ),
            .key(
                "backoffFactor",
                \.backoffFactor,
                .number(1...100),
                default: 2,
                reload: .none,
                "By how much each wait is longer than the one before."
            ),
            .key(
                "jitter",
                \.jitter,
                .number(0...1),
                default: 0.25,
                reload: .none,
                "The part of a wait of which a random share is left out, so that clients do not all come back at once."
            ),
        ],
        check: { reconnect, decoder in
            if reconnect.maxDelay < reconnect.initialDelay {
                decoder.report(.conflict, at: decoder.path.appending("maxDelay"), "is shorter than gateway.reconnect.initialDelay")
            }
        }
    )
}
