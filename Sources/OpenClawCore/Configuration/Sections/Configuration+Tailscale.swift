// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.tailscale`: the gateway's address in a tailnet, which the program `tailscale` makes.
    public struct Tailscale: Sendable, Hashable {
        /// Who reaches the gateway there.
        public var mode = TailscaleMode.off
        /// Whether the address is taken back when the gateway stops.
        public var resetOnExit = false

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Tailscale {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "mode",
                \.mode,
                .choice([.off, .serve, .funnel]),
                default: .off,
                flag: "--tailscale",
                "`serve` gives the gateway an https address in the tailnet, `funnel` one on the public internet (needs `gateway.auth.mode` `password`)."
            ),
            .key(
                "resetOnExit",
                \.resetOnExit,
                .boolean,
                default: false,
                flag: "--tailscale-reset-on-exit",
                "Whether the address is taken back when the gateway stops (`tailscale serve reset`)."
            ),
        ]
    )
}
