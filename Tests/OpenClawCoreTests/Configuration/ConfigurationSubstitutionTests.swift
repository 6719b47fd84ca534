// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Configuration substitution")
struct ConfigurationSubstitutionTests {
    @Test(
        "variables in strings",
        arguments: [
            ("${NAME}", "Ada"), ("x${NAME}y${NAME}", "xAdayAda"), ("$${NAME}", "${NAME}"), ("${MISSING:-other}", "other"),
            ("${EMPTY:-other}", "other"), ("${MISSING:-}x", "x"), ("${lower}", "${lower}"), ("$NAME", "$NAME"), ("${NAME", "${NAME"),
            ("$$", "$$"), ("${9}", "${9}"), ("${NAME:-other}", "Ada"), ("$${MISSING} ${NAME}", "${MISSING} Ada"),
        ]
    )
    func substitute(_ text: String, _ expected: String) throws {
        let loaded = try load(
            "{ agents: { list: [{ id: \"a\", name: \(JSONValue.string(text)) }] } }",
            environment: ["NAME": "Ada", "EMPTY": ""]
        )
        #expect(loaded.configuration.agents.list.first?.name == expected)
    }

    @Test func aVariableCanBeANumberATruthValueOrAList() throws {
        let loaded = try load(
            "{ gateway: { port: \"${PORT}\", controlUi: { enabled: \"${UI}\" }, trustedProxies: \"${PROXIES}\" } }",
            environment: ["PORT": "4001", "UI": "false", "PROXIES": "127.0.0.1, 10.0.0.0/8"]
        )
        #expect(loaded.configuration.gateway.port == 4001)
        #expect(!loaded.configuration.gateway.controlUI.isEnabled)
        #expect(loaded.configuration.gateway.trustedProxies == ["127.0.0.1", "10.0.0.0/8"])
    }

    @Test func theEnvironmentAndFlagsAreTakenAsTheyAre() throws {
        let loaded = try load("{}", environment: ["OPENCLAW_GATEWAY_TOKEN": "a${B}$C{{D}}"])
        #expect(loaded.configuration.gateway.auth.token == Secret("a${B}$C{{D}}"))
    }

    @Test func secretsMayNameAVariableWithoutBraces() throws {
        let loaded = try load("{ gateway: { auth: { token: \"$MY_TOKEN\" } } }", environment: ["MY_TOKEN": "s"])
        #expect(loaded.configuration.gateway.auth.token == Secret("s"))
    }

    @Test func textThatComesFromAVariableIsNotSubstitutedAgain() throws {
        let loaded = try load("{ gateway: { auth: { token: \"${A}\" } } }", environment: ["A": "${B}", "B": "x"])
        #expect(loaded.configuration.gateway.auth.token == Secret("${B}"))
    }
}
