// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.auth.rateLimit`: how many wrong credentials an address may show.
    public struct FailureLimit: Sendable, Hashable {
        /// How many failures within the window.
        public var maxAttempts = 10
        /// The window.
        public var window = Duration.seconds(60)
        /// How long to wait after too many.
        public var lockout = Duration.seconds(300)
        /// Whether programs on this machine are exempt; web pages never are.
        public var exemptLoopback = true

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.FailureLimit {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("maxAttempts", \.maxAttempts, .integer(1...10_000), default: 10, "Wrong credentials of one address within the window."),
            .key(
                "windowMs",
                \.window,
                .duration(.milliseconds, atLeast: .seconds(1)),
                default: .seconds(60),
                "The window."
            ),
            .key(
                "lockoutMs",
                \.lockout,
                .duration(.milliseconds, atLeast: .seconds(1)),
                default: .seconds(300),
                "How long an address with too many has to wait."
            ),
            .key(
                "exemptLoopback",
                \.exemptLoopback,
                .boolean,
                default: true,
                "Do not count programs on this machine; web pages are always counted."
            ),
        ]
    )
}
