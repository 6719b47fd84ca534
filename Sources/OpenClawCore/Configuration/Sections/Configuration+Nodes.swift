// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.nodes`: machines that offer commands.
    public struct Nodes: Sendable, Hashable {
        /// How they are paired.
        public var pairing = NodePairing()

        /// The section without any key set.
        public init() {}
    }

    /// `gateway.nodes.pairing`: how nodes are paired.
    public struct NodePairing: Sendable, Hashable {
        /// Where nodes may come from whose devices are paired without asking.
        public var autoApproveCidrs: [String] = []

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Nodes {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [.key("pairing", \.pairing, Configuration.NodePairing.schema.type, default: .init(), "How nodes are paired.")],
        reserved: [
            .later("commands", "commands of nodes"), .later("allowCommands", "commands of nodes"),
            .refused("denyCommands", "forbidding commands"),
        ]
    )
}

extension Configuration.NodePairing {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "autoApproveCidrs",
                \.autoApproveCidrs,
                .list(of: .network),
                default: [],
                "Networks from which a node's device is paired without asking; its commands are approved by a person all the same."
            )
        ],
        reserved: [.later("sshVerify", "verifying nodes over SSH")]
    )
}
