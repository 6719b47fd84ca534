// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.nodes`: machines that offer commands.
    public struct Nodes: Sendable, Hashable {
        /// How they are paired.
        public var pairing = NodePairing()
        /// Which commands they get.
        public var commands = NodeCommands()
        /// Commands allowed beside the platforms' own, in the older spelling.
        public var allowCommands: [String] = []
        /// Commands that no node gets, in the older spelling.
        public var denyCommands: [String] = []

        /// The section without any key set.
        public init() {}

        /// The policy that both spellings make together.
        public var commandPolicy: NodeCommandPolicy {
            NodeCommandPolicy(
                allow: Set(self.commands.allow + self.allowCommands),
                deny: Set(self.commands.deny + self.denyCommands)
            )
        }
    }

    /// `gateway.nodes.pairing`: how nodes are paired.
    public struct NodePairing: Sendable, Hashable {
        /// Where nodes may come from whose devices are paired without asking.
        public var autoApproveCidrs: [String] = []

        /// The section without any key set.
        public init() {}
    }

    /// `gateway.nodes.commands`: which commands nodes get.
    public struct NodeCommands: Sendable, Hashable {
        /// Commands allowed beside the platforms' own.
        public var allow: [String] = []
        /// Commands that no node gets.
        public var deny: [String] = []

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Nodes {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("pairing", \.pairing, Configuration.NodePairing.schema.type, default: .init(), "How nodes are paired."),
            .key("commands", \.commands, Configuration.NodeCommands.schema.type, default: .init(), "Which commands nodes get."),
            .key(
                "allowCommands",
                \.allowCommands,
                .list(of: .text(example: "\"camera.snap\"")),
                default: [],
                "The older spelling of `commands.allow`; both count together."
            ),
            .key(
                "denyCommands",
                \.denyCommands,
                .list(of: .text(example: "\"system.run\"")),
                default: [],
                "The older spelling of `commands.deny`; both count together."
            ),
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

extension Configuration.NodeCommands {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "allow",
                \.allow,
                .list(of: .text(example: "\"camera.snap\"")),
                default: [],
                "Commands that nodes get beside those of their platform, for instance `camera.snap`, `screen.record`, `sms.send`."
            ),
            .key("deny", \.deny, .list(of: .text(example: "\"system.run\"")), default: [], "Commands that no node gets; wins over everything."),
        ]
    )
}
