// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.metrics`: the Prometheus endpoint.
    public struct Metrics: Sendable, Hashable {
        /// Whether there is a listener of its own.
        public var enabled = true
        /// The address it listens on.
        public var host = "127.0.0.1"
        /// Its port.
        public var port = 9090

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Metrics {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.enabled, .boolean, default: true, "Whether `/metrics` has a listener of its own, without credentials."),
            .key("host", \.host, BindAddress.hostType, default: "127.0.0.1", "Address of that listener."),
            .key("port", \.port, .port, default: 9090, "Port of that listener."),
        ],
        check: { metrics, decoder in
            if metrics.enabled, !BindAddress.isLoopback(metrics.host) {
                decoder.note(
                    .insecure,
                    at: decoder.path.appending("host"),
                    "the metrics listener asks for no credentials; keep \(metrics.host) behind a firewall"
                )
            }
        }
    )
}
