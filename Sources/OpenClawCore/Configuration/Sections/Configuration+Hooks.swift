// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `hooks`: requests of other programs that wake an agent or give it work (PROTOCOL 3).
    public struct Hooks: Sendable, Hashable {
        /// Whether the paths are there.
        public var isEnabled = false
        /// What a caller must show; not the gateway's own token.
        public var token: Secret?
        /// The path below which they are.
        public var path = "/hooks"
        /// The largest body, in bytes.
        public var maximumBodyBytes = 256 << 10
        /// The session of hooks that name none; `nil` is one of its own for each.
        public var defaultSessionKey: String?
        /// Whether a request may name its session.
        public var allowsRequestSessionKey = false
        /// What such a session's key must begin with.
        public var allowedSessionKeyPrefixes: [String] = []
        /// The agents that hooks may use; empty or `*` is all.
        public var allowedAgents: [String] = []
        /// What other paths do.
        public var mappings: [HookMapping] = []

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Hooks {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: false, reload: .hot, "Whether `POST /hooks/…` is there."),
            .key("token", \.token, .secret, reload: .hot, "What callers show: `Authorization: Bearer` or `X-OpenClaw-Token`."),
            .key("path", \.path, .urlPath, default: "/hooks", reload: .hot, "The path below which hooks are."),
            .key(
                "maxBodyBytes",
                \.maximumBodyBytes,
                .size(1_024...16_777_216),
                default: 262_144,
                reload: .hot,
                "Largest body of a hook."
            ),
            .key(
                "defaultSessionKey",
                \.defaultSessionKey,
                .text(example: "\"hook:inbox\""),
                reload: .hot,
                "Session of hooks that name none; without it each has its own."
            ),
            .key(
                "allowRequestSessionKey",
                \.allowsRequestSessionKey,
                .boolean,
                default: false,
                reload: .hot,
                "Whether a request may name its session."
            ),
            .key(
                "allowedSessionKeyPrefixes",
                \.allowedSessionKeyPrefixes,
                .list(of: .text(example: "\"hook:\"")),
                default: [],
                reload: .hot,
                "What a session named by a request must begin with."
            ),
            .key(
                "allowedAgentIds",
                \.allowedAgents,
                .list(of: .text(example: "\"main\"")),
                default: [],
                reload: .hot,
                "Agents that hooks may use; empty or `*` is all."
            ),
            .key(
                "mappings",
                \.mappings,
                .list(of: Configuration.HookMapping.schema.type),
                default: [],
                reload: .hot,
                "What further paths do."
            ),
        ],
        reserved: [
            .later("internal", "hooks inside the gateway"), .later("gmail", "mail hooks"), .later("presets", "ready-made mappings"),
            .later("transformsDir", "programs that change payloads"),
        ],
        check: { hooks, decoder in
            if hooks.isEnabled, hooks.token == nil {
                decoder.report(.missingKey, at: decoder.path.appending("enabled"), "hooks need a token of their own: set hooks.token")
            }
            if hooks.isEnabled, hooks.path == "/" {
                decoder.report(.invalidValue, at: decoder.path.appending("path"), "hooks need a path of their own, for example \"/hooks\"")
            }
        }
    )
}
