// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawHost

@Suite("Program")
struct ProgramTests {
    @Test func theVersionsFirstLineHasTheFormThatToolsLookFor() async {
        let console = TestConsole()
        #expect(await Program(host: emptyHost(console)).run(["--version"]) == .success)
        #expect(console.output == "OpenClaw \(Gateway.version)\n")
    }

    @Test func aMistakeIsToldOnTheErrorOutput() async {
        let console = TestConsole()
        #expect(await Program(host: emptyHost(console)).run(["statsu"]) == .usage)
        #expect(console.output.isEmpty)
        #expect(
            console.error == """
                error: "statsu" is no command of openclaw
                  did you mean: openclaw status
                  all commands: openclaw --help

                """
        )
    }

    @Test func programsGetFailuresAsJSON() async throws {
        let console = TestConsole()
        let host = emptyHost(console, environment: ["OPENCLAW_GATEWAY_PORT": "none"])
        #expect(await Program(host: host).run(["health", "--json"]) == .configuration)
        let answer = try JSONValue(parsing: console.output)
        #expect(answer["ok"] == false)
        #expect(answer["error"]?["code"] == "INVALID_CONFIG")
        #expect(console.error.isEmpty)
    }
}
