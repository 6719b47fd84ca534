// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `agents.list[].identity`: how an agent presents itself.
    public struct AgentIdentity: Sendable, Hashable {
        /// The name for people.
        public var name: String?
        /// The emoji that stands for it.
        public var emoji: String?

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.AgentIdentity {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("name", \.name, .text(example: "\"Ada\""), "Name for people."),
            .key("emoji", \.emoji, .text(example: "\"🦞\""), "Emoji that stands for it."),
        ],
        reserved: [.later("theme", "the theme"), .later("avatar", "the avatar"), .later("avatarUrl", "the avatar")]
    )
}
