// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.websocket`: timers and limits of the WebSocket.
    public struct WebSocket: Sendable, Hashable {
        /// How often a silent client is pinged; zero never.
        public var pingInterval = Duration.seconds(30)
        /// How long a pong may take before the connection counts as dead.
        public var pingTimeout = Duration.seconds(10)
        /// The largest message after authentication, in bytes.
        public var maxMessageSize = 26_214_400
        /// How long a client may be silent before it is disconnected; zero is for ever.
        public var idleTimeout = Duration.zero

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.WebSocket {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "ping_interval",
                \.pingInterval,
                .duration(.seconds),
                default: .seconds(30),
                "How often a silent client is pinged; 0 never."
            ),
            .key(
                "ping_timeout",
                \.pingTimeout,
                .duration(.seconds, atLeast: .milliseconds(100)),
                default: .seconds(10),
                "How long a pong may take."
            ),
            .key(
                "max_message_size",
                \.maxMessageSize,
                .size(65_536...1_073_741_824),
                default: 26_214_400,
                "Largest message after authentication."
            ),
            .key(
                "idle_timeout",
                \.idleTimeout,
                .duration(.seconds),
                default: .zero,
                "How long a client may be silent; 0 is for ever."
            ),
        ]
    )
}
