// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Everything that can be configured, as values with defaults.
///
/// Each property is the key of the same name in `openclaw.json`; Docs/Configuration.md lists all of them. ``ConfigurationLoader`` reads a
/// file into this type; a program that embeds the gateway can fill it in by hand.
public struct Configuration: Sendable, Hashable {
    /// `gateway`: the listener, its credentials and limits.
    public var gateway = Gateway()
    /// `agents`: who answers.
    public var agents = Agents()
    /// `models`: where the models are.
    public var models = Models()
    /// `routing`: rules that choose the agent.
    public var routing = Routing()
    /// `bindings`: ties from conversations to agents.
    public var bindings: [Binding] = []
    /// `session`: which conversations share a history, and where histories are kept.
    public var session = Session()
    /// `ledger`: the record of what was accepted, done and sent.
    public var ledger = Ledger()
    /// `messages`: how messages queue.
    public var messages = Messages()
    /// `cron`: scheduled jobs.
    public var cron = Cron()
    /// `queue`: where tasks are kept.
    public var queue = Queue()
    /// `performance`: how much is done at the same time.
    public var performance = Performance()
    /// `auth`: signed tokens beside the gateway's own credential.
    public var auth = SignedTokens()
    /// `security`: who may connect at all, and how often.
    public var security = Security()
    /// `hooks`: requests of other programs that wake an agent or give it work.
    public var hooks = Hooks()
    /// `secrets`: where secret references point to.
    public var secrets = Secrets()
    /// `logging`: what is logged and where.
    public var logging = Logging()

    /// The configuration without any key set.
    public init() {}
}

extension Configuration {
    /// The schema of the whole file.
    package static let schema = ConfigurationObject<Configuration>(
        Configuration(),
        [
            .key("gateway", \.gateway, Gateway.schema.type, default: Gateway(), "The listener, its credentials and its limits."),
            .key("agents", \.agents, Agents.schema.type, default: Agents(), "Who answers."),
            .key("models", \.models, Models.schema.type, default: Models(), "Where the models are."),
            .key("routing", \.routing, Routing.schema.type, default: Routing(), "Rules that choose the agent."),
            .key(
                "bindings",
                \.bindings,
                .list(of: Binding.configurationType),
                default: [],
                "Ties from conversations to agents."
            ),
            .key(
                "session",
                \.session,
                Session.schema.type,
                default: Session(),
                "Which conversations share a history, and where it is kept."
            ),
            .key("ledger", \.ledger, Ledger.schema.type, default: Ledger(), "The record of what was accepted, done and sent."),
            .key("messages", \.messages, Messages.schema.type, default: Messages(), "How messages queue."),
            .key("cron", \.cron, Cron.schema.type, default: Cron(), "Scheduled jobs."),
            .key("queue", \.queue, Queue.schema.type, default: Queue(), "Where tasks are kept."),
            .key("performance", \.performance, Performance.schema.type, default: Performance(), "How much is done at the same time."),
            .key("auth", \.auth, SignedTokens.schema.type, default: SignedTokens(), "Signed tokens beside the gateway's own credential."),
            .key("security", \.security, Security.schema.type, default: Security(), "Who may connect at all, and how often."),
            .key("hooks", \.hooks, Hooks.schema.type, default: Hooks(), reload: .hot, "Requests of other programs that give agents work."),
            .key("secrets", \.secrets, Secrets.schema.type, default: Secrets(), "Where secret references point to."),
            .key("logging", \.logging, Logging.schema.type, default: Logging(), "What is logged and where."),
        ],
        reserved: [
            .ignored("$schema", "the schema for editors"), .ignored("meta", "notes of other programs"),
            .ignored("wizard", "notes of the setup program"),
            .later("channels", "channel configuration"), .later("tools", "tool policy"), .later("skills", "skill configuration"),
            .later("plugins", "plugin configuration"),
            .later("discovery", "discovery on the local network"), .later("browser", "browser control"), .later("ui", "the page's looks"),
            .later("talk", "voice conversation"), .later("canvasHost", "the canvas"), .later("commands", "command configuration"),
            .later("identity", "the operator's identity"), .later("update", "updates"), .later("diagnostics", "diagnostics"),
            .later("telemetry", "telemetry"), .later("broadcast", "broadcast groups"),
            .later("env", "setting environment variables from the file"), .later("memory", "memory search"),
            .later("cache", "the cache"), .later("nodes", "node configuration"),
            .later("web", "the web channel"), .later("media", "media handling"),
        ],
        check: { configuration, decoder in configuration.check(&decoder) }
    )

    /// Every key that is not inside a list or a map, with its path.
    package static let keysByPath: [(path: JSONPath, key: ConfigurationKey)] = {
        var result: [(path: JSONPath, key: ConfigurationKey)] = []
        func walk(_ keys: [ConfigurationKey], _ path: JSONPath) {
            for key in keys {
                let place = path.appending(key.name)
                result.append((place, key))
                if case .object(let inner) = key.shape { walk(inner, place) }
            }
        }
        walk(Configuration.schema.keys, JSONPath())
        return result
    }()

    /// Every environment variable that sets a key. The schema says which; this list spares a start that has none of them the schema.
    package static let environmentNames: [String] = [
        "OPENCLAW_GATEWAY_TOKEN", "OPENCLAW_AUTH_TOKEN", "OPENCLAW_GATEWAY_PASSWORD", "OPENCLAW_GATEWAY_PORT", "OPENCLAW_GATEWAY_HOST",
        "OPENCLAW_GATEWAY_BIND", "OPENCLAW_LOG_LEVEL",
    ]

    /// The key at a path.
    static func key(at path: JSONPath) -> ConfigurationKey? { self.keysByPath.first { $0.path == path }?.key }

    /// Where users' files keep settings that the schema has elsewhere: old path and path of the schema.
    package static let movedKeys: [(old: String, new: String)] = [
        ("gateway.logLevel", "logging.level"),
        ("gateway.log_level", "logging.level"),
        ("gateway.authToken", "gateway.auth.token"),
        ("gateway.token", "gateway.auth.token"),
        ("gateway.sessions.storage", "session.storage.type"),
        ("security.accessToken", "gateway.auth.token"),
        ("session.idleMinutes", "session.reset.idleMinutes"),
        ("https.enabled", "gateway.tls.enabled"),
        ("https.cert", "gateway.tls.certPath"),
        ("https.key", "gateway.tls.keyPath"),
        ("https.port", "gateway.tls.port"),
        ("metrics.enabled", "gateway.metrics.enabled"),
        ("metrics.host", "gateway.metrics.host"),
        ("metrics.port", "gateway.metrics.port"),
    ]

    /// What concerns several sections.
    private func check(_ decoder: inout ConfigurationDecoder) {
        let known = Set(self.agents.all.map(\.id) + (self.agents.all.isEmpty ? [AgentID.main] : []))
        func checkAgent(_ agent: AgentID, _ path: JSONPath) {
            if known.contains(agent) { return }
            let nearest = NearestName.find(agent.rawValue, in: known.map(\.rawValue)).map { "; did you mean \"\($0)\"?" }
            decoder.note(
                .invalidValue,
                at: path,
                "there is no agent \"\(agent)\"\(nearest ?? "; the default agent answers instead. Add it to agents.list")"
            )
        }
        if let agent = self.routing.default { checkAgent(agent, JSONPath.keys("routing", "default")) }
        for (index, rule) in self.routing.rules.enumerated() {
            checkAgent(rule.agentID, JSONPath([.key("routing"), .key("rules"), .index(index), .key("target"), .key("agentId")]))
        }
        for (index, binding) in self.bindings.enumerated() {
            checkAgent(binding.agentID, JSONPath([.key("bindings"), .index(index), .key("agentId")]))
        }
    }
}
