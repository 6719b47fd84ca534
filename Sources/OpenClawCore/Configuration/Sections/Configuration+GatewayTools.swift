// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.tools`: what `tools.invoke` and `POST /tools/invoke` may run.
    public struct GatewayTools: Sendable, Hashable {
        /// Skills that may run beside the gateway's own read-only tools; `*` is all.
        public var allow: [String] = []
        /// Tools that never run.
        public var deny: [String] = []
        /// Tools that run only after a person has allowed the call; `*` is every skill.
        public var ask: [String] = []

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.GatewayTools {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "allow",
                \.allow,
                .list(of: .text(example: "\"weather\"")),
                default: [],
                reload: .hot,
                "Skills that `tools.invoke` and `POST /tools/invoke` may run beside the gateway's own tools that only read; `*` is all."
            ),
            .key(
                "deny",
                \.deny,
                .list(of: .text(example: "\"sessions_history\"")),
                default: [],
                reload: .hot,
                "Tools that `tools.invoke` and `POST /tools/invoke` never run; wins over `allow`."
            ),
            .key(
                "ask",
                \.ask,
                .list(of: .text(example: "\"deploy\"")),
                default: [],
                reload: .hot,
                "Tools that `tools.invoke` and `POST /tools/invoke` run only after a person has allowed the call (`openclaw approvals`); `*` is every skill."
            ),
        ]
    )
}
