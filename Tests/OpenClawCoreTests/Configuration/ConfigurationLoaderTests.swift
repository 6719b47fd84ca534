// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("ConfigurationLoader")
struct ConfigurationLoaderTests {
    @Test func withoutAFileEverythingIsAtItsDefault() throws {
        let loaded = try ConfigurationLoader(files: InMemoryConfigurationFiles(texts: [:]), environment: [:]).load(path: nil)
        #expect(loaded.configuration == Configuration())
        #expect(loaded.notes.isEmpty)
        #expect(loaded.origin(of: .keys("gateway", "port")) == .default)
    }

    @Test func aFlagBeatsTheEnvironmentWhichBeatsTheFile() throws {
        let file = "{ gateway: { port: 1001 } }"
        let environment = ["OPENCLAW_GATEWAY_PORT": "1002"]
        let flag = ConfigurationOverride(.keys("gateway", "port"), "1003", flag: "--port")
        #expect(try load("{}", defaults: [.keys("gateway", "port"): 1000]).configuration.gateway.port == 1000)
        #expect(try load(file, defaults: [.keys("gateway", "port"): 1000]).configuration.gateway.port == 1001)
        #expect(try load(file, environment: environment).configuration.gateway.port == 1002)
        #expect(try load(file, environment: environment, overrides: [flag]).configuration.gateway.port == 1003)
    }

    @Test func eachValueKnowsWhereItComesFrom() throws {
        let loaded = try load(
            "{\n gateway: { port: 1001 },\n logging: { level: \"warn\" } }",
            environment: ["OPENCLAW_GATEWAY_HOST": "127.0.0.2", "OPENCLAW_LOG_LEVEL": "error"],
            overrides: [ConfigurationOverride(.keys("logging", "level"), "debug", flag: "--log-level")]
        )
        #expect(loaded.origin(of: .keys("gateway", "port")) == .file(path: "/c/openclaw.json", line: 2, column: 19))
        #expect(loaded.origin(of: .keys("gateway", "bind")) == .environment("OPENCLAW_GATEWAY_HOST"))
        #expect(loaded.origin(of: .keys("logging", "level")) == .flag("--log-level"))
        #expect(loaded.origin(of: .keys("gateway", "timeout")) == .default)
        #expect(loaded.configuration.gateway.bind == .address("127.0.0.2"))
        #expect(loaded.configuration.logging.level == .debug)
    }

    @Test func theEnvironmentReplacesEveryOtherSpellingOfAKey() throws {
        let loaded = try load("{ gateway: { host: \"0.0.0.0\" } }", environment: ["OPENCLAW_GATEWAY_HOST": "loopback"])
        #expect(loaded.configuration.gateway.bind == .loopback)
    }

    @Test func aSecretReferenceThatAFlagReplacesIsNotResolved() throws {
        let loaded = try load(
            "{ gateway: { auth: { token: { source: \"env\", provider: \"default\", id: \"NOT_SET\" } } } }",
            overrides: [ConfigurationOverride(.keys("gateway", "auth", "token"), "given", flag: "--token")]
        )
        #expect(loaded.configuration.gateway.auth.token == Secret("given"))
    }

    @Test func anEmptyVariableCountsAsNotSet() throws {
        #expect(try load("{ gateway: { port: 5 } }", environment: ["OPENCLAW_GATEWAY_PORT": ""]).configuration.gateway.port == 5)
    }

    @Test func aPasswordFromAFlagBeatsATokenFromTheFile() throws {
        let loaded = try load(
            "{ gateway: { auth: { token: \"file\" } } }",
            overrides: [ConfigurationOverride(.keys("gateway", "auth", "password"), "flag", flag: "--password")]
        )
        #expect(loaded.configuration.gateway.auth.mode == .password)
    }

    @Test func otherSpellingsLoadWithANote() throws {
        let loaded = try load(
            """
            { gateway: { host: "127.0.0.1", max_connections: 7, logLevel: "warn", websocket: { pingInterval: "5s" } },
              security: { accessToken: "s3cret" } }
            """
        )
        let configuration = loaded.configuration
        #expect(configuration.gateway.bind == .address("127.0.0.1"))
        #expect(configuration.gateway.maxConnections == 7)
        #expect(configuration.gateway.webSocket.pingInterval == .seconds(5))
        #expect(configuration.gateway.auth.token == Secret("s3cret"))
        #expect(configuration.logging.level == .warn)
        let notes = loaded.notes.filter { $0.code == .alias }.map { "\($0.path.map { "\($0)" } ?? "") \($0.message)" }
        #expect(
            Set(notes) == [
                "gateway.logLevel is read as logging.level; move it there",
                "security.accessToken is read as gateway.auth.token; move it there",
                "gateway.host is read as gateway.bind; rename it",
                "gateway.max_connections is read as gateway.maxConnections; rename it",
                "gateway.websocket.pingInterval is read as gateway.websocket.ping_interval; rename it",
            ]
        )
    }

    @Test func keysOfLaterVersionsLoadWithANote() throws {
        let loaded = try load("{ channels: { telegram: { botToken: \"x\" } }, meta: { lastTouchedVersion: \"1\" } }")
        #expect(loaded.notes.map(\.description) == ["/c/openclaw.json:1:3: channels: channel configuration has no effect in this version"])
    }

    @Test func aFileFromTheFieldValidates() throws {
        let text = """
            {
              $schema: "https://example.org/schema.json",
              meta: { lastTouchedVersion: "2026.4.1" },
              gateway: {
                mode: "local", port: 18789, bind: "loopback",
                auth: { mode: "token", token: { source: "env", provider: "default", id: "OPENCLAW_GATEWAY_TOKEN" } },
                controlUi: { enabled: true, allowedOrigins: ["https://claw.example.org"] },
                http: { endpoints: { chatCompletions: { enabled: true } } },
              },
              discovery: { mdns: { mode: "off" } },
              models: { providers: { local: {
                baseUrl: "http://127.0.0.1:8000/v1", api: "openai-completions",
                apiKey: { source: "env", id: "LOCAL_KEY" },
                models: [{ id: "qwen", name: "Qwen", maxTokens: 4096, contextWindow: 32768, reasoning: false, input: ["text"], cost: { input: 0 } }],
              } } },
              agents: {
                defaults: { model: { primary: "local/qwen", fallbacks: ["openai/gpt-4o-mini"] }, workspace: "~/claw", maxConcurrent: 2 },
                entries: { main: { default: true, identity: { name: "Ada", emoji: "🦞" } }, research: { model: "openai/gpt-4o" } },
              },
              bindings: [{ agentId: "research", match: { channel: "discord", guildId: "42", peer: { kind: "group", id: 7 } } }],
              session: { dmScope: "per-channel-peer", identityLinks: { alice: ["telegram:1", "discord:2"] } },
              messages: { queue: { cap: 5, mode: "collect" } },
            }
            """
        let loaded = try load(text, environment: ["OPENCLAW_GATEWAY_TOKEN": "tok", "LOCAL_KEY": "key"])
        let configuration = loaded.configuration
        #expect(configuration.gateway.auth.token?.reveal() == "tok")
        #expect(configuration.gateway.http.chatCompletions)
        #expect(configuration.models.providers["local"]?.apiKey?.reveal() == "key")
        #expect(configuration.models.providers["local"]?.models.first?.maxTokens == 4096)
        #expect(configuration.agents.all.map(\.id) == ["main", "research"])
        #expect(configuration.agents.defaultAgent == "main")
        #expect(configuration.agents.defaults.model == .init(primary: "local/qwen", fallbacks: ["openai/gpt-4o-mini"]))
        let routing = configuration.routingConfiguration
        #expect(routing.bindings == [Binding(agentID: "research", channel: "discord", peer: Peer(kind: .group, id: "7"), guildID: "42")])
        #expect(routing.identityLinks == ["telegram:1": "alice", "discord:2": "alice"])
        #expect(routing.directMessageScope == .perChannelPeer)
        #expect(routing.defaultAgent == "main")
    }

    @Test func routingRulesAreRead() throws {
        let loaded = try load(
            """
            { agents: { list: [{ id: "main" }, { id: "vip" }] },
              routing: { default: "main", rules: [
                { match: { channel: "telegram", userId: 123456, chatType: "direct" }, target: { agentId: "vip" } },
                { match: { channel: "discord" }, target: { agentId: "vp" } } ] } }
            """
        )
        #expect(
            loaded.configuration.routing.rules.first
                == RoutingRule(match: RouteMatch(channel: "telegram", userID: "123456", chatType: .direct), agentID: "vip")
        )
        #expect(loaded.notes.map(\.message) == ["there is no agent \"vp\"; did you mean \"vip\"?"])
    }

    @Test(
        "durations and sizes",
        arguments: [
            ("\"500ms\"", Duration.milliseconds(500)), ("\"10s\"", .seconds(10)), ("\"5m\"", .seconds(300)), ("\"24h\"", .seconds(86_400)),
            ("\"1h30m\"", .seconds(5400)), ("1500", .milliseconds(1500)), ("\"2d\"", .seconds(172_800)),
        ]
    )
    func duration(_ text: String, _ expected: Duration) throws {
        #expect(try load("{ gateway: { timeout: \(text) } }").configuration.gateway.timeout == expected)
    }

    @Test(
        "sizes",
        arguments: [("\"25m\"", 26_214_400), ("\"64k\"", 65_536), ("\"1GB\"", 1 << 30), ("100000", 100_000)]
    )
    func size(_ text: String, _ expected: Int) throws {
        let loaded = try load("{ gateway: { websocket: { max_message_size: \(text) } } }")
        #expect(loaded.configuration.gateway.webSocket.maxMessageSize == expected)
    }

    @Test func secondsAreSecondsWhereTheKeyCountsThem() throws {
        let loaded = try load(
            "{ gateway: { websocket: { ping_interval: 15, idle_timeout: \"2m\" } }, agents: { defaults: { timeoutSeconds: 30 } } }"
        )
        #expect(loaded.configuration.gateway.webSocket.pingInterval == .seconds(15))
        #expect(loaded.configuration.gateway.webSocket.idleTimeout == .seconds(120))
        #expect(loaded.configuration.agents.defaults.timeout == .seconds(30))
    }

    @Test func shownValuesHideSecrets() throws {
        let loaded = try load(
            "{ gateway: { auth: { token: \"hunter2\", mode: \"token\" } }, channels: { telegram: { botToken: \"12:ab\", apiKey: \"${KEY}\" } } }",
            environment: ["KEY": "resolved"]
        )
        #expect(loaded.writtenValue(at: .keys("gateway", "auth", "token")) == "__OPENCLAW_REDACTED__")
        #expect(loaded.writtenValue(at: .keys("channels", "telegram", "botToken")) == "__OPENCLAW_REDACTED__")
        #expect(loaded.writtenValue(at: .keys("channels", "telegram", "apiKey")) == "${KEY}")
        #expect(loaded.effectiveValue(at: .keys("gateway", "auth", "token")) == "__OPENCLAW_REDACTED__")
        #expect(loaded.effectiveValue(at: .keys("gateway", "auth", "mode")) == "token")
        var dumped = ""
        dump(loaded.configuration, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(loaded.configuration)".contains("hunter2"))
    }

    @Test(
        "reset policies, the older key and short spellings",
        arguments: [
            ("{}", .never, []), ("{ reset: { mode: 'none' } }", .never, []),
            ("{ reset: { mode: 'daily' } }", ResetPolicy(dailyHour: 4), []),
            ("{ reset: { atHour: 0 } }", ResetPolicy(dailyHour: 0), []),
            ("{ reset: { mode: 'daily', atHour: 5, idleMinutes: 2 } }", ResetPolicy(dailyHour: 5, idle: .seconds(120)), []),
            ("{ reset: { idleMinutes: 2 } }", ResetPolicy(idle: .seconds(120)), []),
            (
                "{ idleMinutes: 2 }", ResetPolicy(idle: .seconds(120)),
                ["session.idleMinutes is read as session.reset.idleMinutes; move it there"]
            ),
            (
                "{ reset: { mode: 'daily' }, idleMinutes: 2 }", ResetPolicy(dailyHour: 4, idle: .seconds(120)),
                ["session.idleMinutes is read as session.reset.idleMinutes; move it there"]
            ),
            (
                "{ reset: { mode: 'idle', idleMinutes: 2, atHour: 3 } }", ResetPolicy(idle: .seconds(120)),
                ["session.reset.atHour has no effect with mode \"idle\"; remove it or set the mode to daily"]
            ),
        ] as [(String, ResetPolicy, [String])]
    )
    func resetPolicies(text: String, policy: ResetPolicy, notes: [String]) throws {
        let loaded = try load("{ session: \(text) }")
        #expect(loaded.configuration.session.resets == SessionResets(policy: policy, triggers: ["/new", "/reset"]))
        #expect(loaded.notes.map { "\($0.path.map { "\($0)" } ?? "") \($0.message)" } == notes)
    }

    @Test func resetsOfTypesAndChannelsAndTheSendPolicyAreRead() throws {
        let text = """
            { session: {
                resetByType: { dm: { mode: "none" }, group: { atHour: 3 }, thread: { idleMinutes: 10 } },
                resetByChannel: { Telegram: { mode: "idle", idleMinutes: 5 } }, resetTriggers: ["/Fresh"],
                sendPolicy: { default: "deny", rules: [{ action: "allow", match: { chatType: "direct", keyPrefix: "telegram:" } }, { action: "deny" }] } } }
            """
        let loaded = try load(text)
        let session = loaded.configuration.session
        #expect(
            session.resets
                == SessionResets(
                    byType: [.direct: .never, .group: ResetPolicy(dailyHour: 3), .thread: ResetPolicy(idle: .seconds(600))],
                    byChannel: ["telegram": ResetPolicy(idle: .seconds(300))],
                    triggers: ["/fresh"]
                )
        )
        #expect(
            session.sendPolicy
                == SendPolicy(
                    rules: [.init(action: .allow, chatType: .direct, keyPrefix: "telegram:"), .init(action: .deny)],
                    fallback: .deny
                )
        )
        #expect(loaded.notes.map(\.message) == ["is read as session.resetByType.direct; rename it"])
        #expect(try load(loaded.effective.description).configuration == loaded.configuration)
    }

    @Test func whatIsShownAsEffectiveLoadsAgainToTheSameValues() throws {
        let text = """
            { gateway: { port: 4000, bind: "lan", timeout: "1m", websocket: { ping_interval: 5 } },
              agents: { list: [{ id: "a", model: "x/y" }] }, bindings: [{ agentId: "a", match: { channel: "irc" } }],
              routing: { default: "a" }, session: { ttl: "2h" } }
            """
        let loaded = try load(text)
        let again = try load(loaded.effective.description)
        #expect(again.configuration == loaded.configuration)
    }
}
