// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// A configuration that is wrong, and what its owner reads.
private struct BadConfiguration: CustomTestStringConvertible {
    var text: String
    var problems: [String]
    var environment: [String: String] = [:]
    var testDescription: String { self.text }
}

@Suite("Configuration problems")
struct ConfigurationProblemTests {
    private static let table: [BadConfiguration] = [
        BadConfiguration(
            text: "{\n  gateway: { prot: 1 }\n}",
            problems: [#"/c/openclaw.json:2:14: gateway.prot: unknown key; did you mean "port"?"#]
        ),
        BadConfiguration(
            text: "{\n  cron: { timeZone: \"Mars/X\" }\n}",
            problems: [
                #"/c/openclaw.json:2:21: cron.timeZone: there is no time zone "Mars/X"; use a name such as Europe/Berlin, America/New_York or UTC"#
            ]
        ),
        BadConfiguration(
            text: "{ agents: { defaults: { heartbeat: { every: \"1ms\" } } } }",
            problems: [
                #"/c/openclaw.json:1:45: agents.defaults.heartbeat.every: expected a duration of at least 1s, or 0 (a number of seconds, or text such as "10s" or "5m"), found the string "1ms""#
            ]
        ),
        BadConfiguration(
            text: "{ session: { reset: { mode: \"idle\" } } }",
            problems: [#"/c/openclaw.json:1:29: session.reset.mode: "idle" needs idleMinutes beside it, for instance idleMinutes: 60"#]
        ),
        BadConfiguration(
            text: "{ session: { resetByChannel: { irc: { atHour: 24 } } } }",
            problems: ["/c/openclaw.json:1:47: session.resetByChannel.irc.atHour: expected an hour from 0 to 23, found the number 24"]
        ),
        BadConfiguration(
            text: "{ session: { resetByType: { room: {} } } }",
            problems: [
                #"/c/openclaw.json:1:29: session.resetByType.room: unknown key; the keys here are "direct", "group", "thread""#
            ]
        ),
        BadConfiguration(
            text: "{ session: { idleMinutes: 5, reset: { idleMinutes: 6 } } }",
            problems: [
                "/c/openclaw.json:1:27: session.idleMinutes: is the same setting as session.reset.idleMinutes, which is set too; remove one of them"
            ]
        ),
        BadConfiguration(
            text: "{ session: { resetTriggers: [\" new\"] } }",
            problems: [
                "/c/openclaw.json:1:30: session.resetTriggers[0]: expected a word or words of at most 64 bytes without white space around them, found the string \" new\""
            ]
        ),
        BadConfiguration(
            text: "{ session: { sendPolicy: { rules: [{ match: { channel: \"irc\" } }], default: \"never\" } } }",
            problems: [
                #"/c/openclaw.json:1:36: session.sendPolicy.rules[0]: "action" is missing; add it"#,
                #"/c/openclaw.json:1:77: session.sendPolicy.default: expected one of "allow", "deny", found the string "never""#,
            ]
        ),
        BadConfiguration(
            text: "{ messages: { inbound: { debounceMs: 60000, byChannel: { irc: \"soon\" } } } }",
            problems: [
                #"/c/openclaw.json:1:38: messages.inbound.debounceMs: expected a duration of at most 30s (a number of milliseconds, or text such as "10s" or "5m"), found the number 60000"#,
                #"/c/openclaw.json:1:63: messages.inbound.byChannel.irc: expected a duration of at most 30s (a number of milliseconds, or text such as "10s" or "5m"), found the string "soon"; write for example "30s""#,
            ]
        ),
        BadConfiguration(text: "{ channel: {} }", problems: [#"/c/openclaw.json:1:3: channel: unknown key; did you mean "channels"?"#]),
        BadConfiguration(
            text: "{ logging: { zzzzzzzz: 1 } }",
            problems: [
                #"/c/openclaw.json:1:14: logging.zzzzzzzz: unknown key; the keys here are "level", "consoleLevel", "consoleStyle", "file", "maxFileBytes""#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { port: \"abc\" } }",
            problems: [
                #"/c/openclaw.json:1:20: gateway.port: expected a port number from 1 to 65535, found the string "abc"; write for example 18789"#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { port: \"18789\" } }",
            problems: [
                #"/c/openclaw.json:1:20: gateway.port: expected a port number from 1 to 65535, found the string "18789"; write for example 18789"#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { port: 70000 } }",
            problems: ["/c/openclaw.json:1:20: gateway.port: expected a port number from 1 to 65535, found the number 70000"]
        ),
        BadConfiguration(
            text: "{ gateway: { port: 1.5 } }",
            problems: [
                "/c/openclaw.json:1:20: gateway.port: expected a port number from 1 to 65535, found the number 1.5; write for example 18789"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { port: null } }",
            problems: ["/c/openclaw.json:1:20: gateway.port: expected a port number from 1 to 65535, found null; write for example 18789"]
        ),
        BadConfiguration(
            text: "{ gateway: [] }",
            problems: ["/c/openclaw.json:1:12: gateway: expected an object, found an array; write for example { … }"]
        ),
        BadConfiguration(text: "[]", problems: ["/c/openclaw.json:1:1: expected an object, found an array; write for example { … }"]),
        BadConfiguration(
            text: "{ gateway: { bind: \"lopback\" } }",
            problems: [#"/c/openclaw.json:1:20: gateway.bind: the string "lopback" is no address; did you mean "loopback"?"#]
        ),
        BadConfiguration(
            text: "{ gateway: { bind: \"tailnet\" } }",
            problems: [
                #"/c/openclaw.json:1:20: gateway.bind: "tailnet" is not available in this version; write the address of this machine in the tailnet"#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { bind: \"custom\" } }",
            problems: [
                #"/c/openclaw.json:1:20: gateway.bind: "custom" needs the address in gateway.customBindHost; or write the address here"#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { bind: \"0.0.0.0\", auth: { mode: \"none\" } } }",
            problems: [
                "/c/openclaw.json:1:20: gateway.bind: refusing to listen on 0.0.0.0 without credentials: anybody who reaches this address "
                    + "could use the agents. Set gateway.auth.mode to \"token\" or \"password\", or gateway.bind to \"loopback\""
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { mode: \"tokn\" } } }",
            problems: [#"/c/openclaw.json:1:28: gateway.auth.mode: the string "tokn" is none of its values; did you mean "token"?"#]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { mode: \"trusted-proxy\" } } }",
            problems: [
                #"/c/openclaw.json:1:28: gateway.auth.mode: "trusted-proxy" needs gateway.auth.trustedProxy.userHeader"#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { mode: \"password\" } } }",
            problems: [
                #"/c/openclaw.json:1:28: gateway.auth.mode: "password" needs gateway.auth.password or OPENCLAW_GATEWAY_PASSWORD"#
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: \"one\", password: \"two\" } } }",
            problems: [
                "/c/openclaw.json:1:46: gateway.auth.password: both a token and a password are set; "
                    + "set gateway.auth.mode to say which one counts, or remove one"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: \"  \" } } }",
            problems: ["/c/openclaw.json:1:29: gateway.auth.token: is blank; write a secret or remove the key"]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: \"undefined\" } } }",
            problems: [
                "/c/openclaw.json:1:29: gateway.auth.token: is the word \"undefined\", which is what an unset variable leaves behind; "
                    + "set the variable or write a secret"
            ]
        ),
        BadConfiguration(
            text: "{}",
            problems: [
                "environment variable OPENCLAW_GATEWAY_TOKEN: gateway.auth.token: is the word \"null\", which is what an unset variable "
                    + "leaves behind; set the variable or write a secret"
            ],
            environment: ["OPENCLAW_GATEWAY_TOKEN": "null"]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: 5 } } }",
            problems: [
                "/c/openclaw.json:1:29: gateway.auth.token: expected a secret (text, \"${NAME}\", \"{{NAME}}\", or { source: \"env\", id: \"NAME\" }), "
                    + "found a number; write for example { source: \"env\", id: \"NAME\" }"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: \"{{TOKEN}}\" } } }",
            problems: [
                "/c/openclaw.json:1:29: gateway.auth.token: uses the secret store ({{TOKEN}}), which this program does not have; "
                    + "use \"${NAME}\" or { source: \"env\", id: \"NAME\" }"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: { source: \"file\", id: \"/x\" } } } }",
            problems: [
                "/c/openclaw.json:1:29: gateway.auth.token: there is no provider \"default\" of secrets from files; "
                    + "add secrets.providers.default with source \"file\" and path"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: { source: \"env\", id: \"MY_TOKEN\" } } } }",
            problems: [
                "/c/openclaw.json:1:29: gateway.auth.token: uses the environment variable MY_TOKEN, which is not set; "
                    + "export it before the gateway starts"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { timeout: \"10 parsecs\" } }",
            problems: [
                "/c/openclaw.json:1:23: gateway.timeout: expected a duration of at least 1ms (a number of milliseconds, or text such as "
                    + "\"10s\" or \"5m\"), found the string \"10 parsecs\"; write for example \"30s\""
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { websocket: { max_message_size: \"1k\" } } }",
            problems: [
                "/c/openclaw.json:1:45: gateway.websocket.max_message_size: expected a size from 64 KiB to 1 GiB (bytes, or text such as \"100m\"), "
                    + "found the string \"1k\""
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { tls: { enabled: true, certPath: \"a.pem\" } } }",
            problems: ["/c/openclaw.json:1:46: gateway.tls.certPath: needs the private key in gateway.tls.keyPath"]
        ),
        BadConfiguration(
            text: "{ gateway: { trustedProxies: [\"10.0.0.0/33\"] } }",
            problems: [
                "/c/openclaw.json:1:31: gateway.trustedProxies[0]: expected an IP address or a network such as \"10.0.0.0/8\", "
                    + "found the string \"10.0.0.0/33\""
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { metrics: { port: 18789 } } }",
            problems: ["/c/openclaw.json:1:31: gateway.metrics.port: is the gateway's own port; choose another one"]
        ),
        BadConfiguration(
            text: "{ gateway: { port: 1, Port: 2 } }",
            problems: [#"/c/openclaw.json:1:29: gateway.Port: "Port" and "port" are the same setting; remove one of them"#]
        ),
        BadConfiguration(
            text: "{ gateway: { auth: { token: \"a\" } }, security: { accessToken: \"b\" } }",
            problems: [
                "/c/openclaw.json:1:63: security.accessToken: is the same setting as gateway.auth.token, which is set too; remove one of them"
            ]
        ),
        BadConfiguration(
            text: "{ gateway: { allowRealIpFallback: true } }",
            problems: [
                "/c/openclaw.json:1:14: gateway.allowRealIpFallback: reading X-Real-IP is not available in this version, "
                    + "and ignoring it would be unsafe; remove it"
            ]
        ),
        BadConfiguration(
            text: "{ auth: { type: \"jwt\", secret: \"too short\" } }",
            problems: ["/c/openclaw.json:1:32: auth.secret: is shorter than 32 bytes; make one: openssl rand -hex 32"]
        ),
        BadConfiguration(
            text: "{ security: { allowedIPs: [\"10.0.0.0/33\"] } }",
            problems: [
                "/c/openclaw.json:1:28: security.allowedIPs[0]: expected an IP address or a network such as \"10.0.0.0/8\", "
                    + "found the string \"10.0.0.0/33\""
            ]
        ),
        BadConfiguration(
            text: "{ agents: { list: [{ name: \"x\" }, { id: \"A b\" }, { id: \"a\" }, { id: \"A\" }] } }",
            problems: [
                "/c/openclaw.json:1:20: agents.list[0]: \"id\" is missing; add it",
                "/c/openclaw.json:1:41: agents.list[1].id: expected an agent's name (a–z, 0–9, \"_\" and \"-\", at most 64), "
                    + "found the string \"A b\"",
            ]
        ),
        BadConfiguration(
            text: "{ agents: { list: [{ id: \"a\" }, { id: \"A\" }] } }",
            problems: ["/c/openclaw.json:1:39: agents.list[1].id: there are two agents \"a\"; rename one"]
        ),
        BadConfiguration(
            text: "{ session: { storage: { type: \"redis\" } } }",
            problems: [
                "/c/openclaw.json:1:31: session.storage.type: \"redis\" is not available in this version; use one of \"file\", \"memory\""
            ]
        ),
        BadConfiguration(
            text: "{ bindings: [{ agentId: \"main\", match: { channel: \"telegram\", roles: [\"x\"] } }] }",
            problems: ["/c/openclaw.json:1:70: bindings[0].match.roles: \"roles\" needs \"guildId\" beside it"]
        ),
        BadConfiguration(
            text: "{ gateway: { port: \"${PORT}\" } }",
            problems: [
                "/c/openclaw.json:1:20: gateway.port: uses the environment variable PORT, which is not set; "
                    + "export it, or write ${PORT:-text} to have a default"
            ]
        ),
        BadConfiguration(
            text: "{}",
            problems: [
                "environment variable OPENCLAW_GATEWAY_PORT: gateway.port: expected a port number from 1 to 65535, found the string \"http\"; write for example 18789"
            ],
            environment: ["OPENCLAW_GATEWAY_PORT": "http"]
        ),
    ]

    @Test("names place, value and remedy", arguments: table)
    private func message(_ bad: BadConfiguration) {
        #expect(OpenClawCoreTests.problems(bad.text, environment: bad.environment) == bad.problems)
    }

    @Test func everythingThatIsWrongIsReportedAtOnceInTheOrderOfTheFile() {
        let text = """
            {
              logging: { level: "loud" },
              gateway: { port: 0, bnd: "lan", auth: { token: "null" } },
              sesion: {},
            }
            """
        let paths = OpenClawCoreTests.problems(text).map { String($0.split(separator: " ")[1]) }
        #expect(paths == ["logging.level:", "gateway.port:", "gateway.bnd:", "gateway.auth.token:", "sesion:"])
    }

    @Test func aMessageNeverShowsASecret() {
        for text in [
            "{ gateway: { auth: { token: [\"hunter2hunter2\"] } } }",
            "{ gateway: { auth: { password: { source: \"vault\", id: \"X\", hunter2hunter2: 1 } } } }",
            "{ models: { providers: { p: { apiKey: [\"hunter2hunter2\"] } } } }",
        ] {
            let lines = OpenClawCoreTests.problems(text)
            #expect(!lines.isEmpty)
            #expect(!lines.contains { $0.contains("\"hunter2") })
        }
    }

    @Test func yamlIsRefusedInPlainWords() {
        let files = InMemoryConfigurationFiles(texts: ["/c/config.yaml": "gateway:\n  port: 1\n"])
        do {
            _ = try ConfigurationLoader(files: files, environment: [:]).load(path: "/c/config.yaml")
            Issue.record("YAML was accepted")
        } catch {
            #expect(
                error.description
                    == "/c/config.yaml:1:1: YAML is not supported in this version; write the configuration as JSON5, for example in openclaw.json"
            )
        }
    }

    @Test func aFileThatIsNotThereIsAnError() {
        do {
            _ = try ConfigurationLoader(files: InMemoryConfigurationFiles(texts: [:]), environment: [:]).load(path: "/c/none.json")
            Issue.record("a missing file was accepted")
        } catch {
            #expect(error.description == "cannot read the configuration /c/none.json: it does not exist")
        }
    }
}
