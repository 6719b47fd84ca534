// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `security`: who may connect at all, and how often.
    public struct Security: Sendable, Hashable {
        /// Addresses and networks that may connect; empty lets all.
        public var allowedIPs: [String] = []
        /// How many requests an address may make.
        public var rateLimit = RequestLimit()

        /// The section without any key set.
        public init() {}
    }

    /// `security.rateLimit`: how many requests an address may make.
    public struct RequestLimit: Sendable, Hashable {
        /// Whether requests are counted.
        public var isEnabled = false
        /// How many within the window.
        public var maxRequests = 600
        /// The window.
        public var window = Duration.seconds(60)

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Security {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "allowedIPs",
                \.allowedIPs,
                .list(of: .network),
                default: [],
                "Addresses and networks that may connect; empty lets all. Programs on this machine always may."
            ),
            .key("rateLimit", \.rateLimit, Configuration.RequestLimit.schema.type, default: .init(), "Requests of one address."),
        ]
    )
}

extension Configuration.RequestLimit {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: false, "Whether requests are counted, over HTTP and WebSocket alike."),
            .key("maxRequests", \.maxRequests, .integer(1...1_000_000), default: 600, "Requests of one address within the window."),
            .key("windowMs", \.window, .duration(.milliseconds, atLeast: .milliseconds(100)), default: .seconds(60), "The window."),
        ]
    )
}
