// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("StateDirectory")
struct StateDirectoryTests {
    private func find(_ environment: [String: String] = [:], profile: String? = nil) throws -> StateDirectory {
        try StateDirectory(environment: environment, home: "/home/ada", workingDirectory: "/work/here", profile: profile)
    }

    @Test func environmentAndProfileChooseTheDirectory() throws {
        #expect(try self.find().path == "/home/ada/.openclaw")
        #expect(try self.find(profile: "work").path == "/home/ada/.openclaw-work")
        #expect(try self.find(["OPENCLAW_PROFILE": "p"]).path == "/home/ada/.openclaw-p")
        #expect(try self.find(["OPENCLAW_PROFILE": "p"], profile: "q").path == "/home/ada/.openclaw-q")
        #expect(try self.find(["OPENCLAW_PROFILE": "default"]).path == "/home/ada/.openclaw")
        #expect(try self.find(["OPENCLAW_HOME": "/srv/claw"]).path == "/srv/claw/.openclaw")
        #expect(try self.find(["OPENCLAW_HOME": "/srv/claw"], profile: "x").path == "/srv/claw/.openclaw-x")
        #expect(try self.find(["OPENCLAW_STATE_DIR": "~/s"]).path == "/home/ada/s")
        #expect(try self.find(["OPENCLAW_STATE_DIR": "s/../t"]).path == "/work/here/t")
    }

    @Test func theProfileDevHasAPortOfItsOwn() throws {
        #expect(try self.find().defaultPort == 18_789)
        #expect(try self.find(profile: "dev").defaultPort == 19_001)
    }

    @Test(
        "a profile's name cannot leave the home directory",
        arguments: ["../x", "a/b", "", ".", "-x", "a b", String(repeating: "a", count: 65)]
    )
    func badProfile(_ name: String) {
        #expect(throws: ConfigurationError.self) { try self.find(profile: name) }
    }

    @Test func theConfigurationIsLookedForInOrder() throws {
        let state = try self.find()
        func path(_ names: [String], flag: String? = nil, _ environment: [String: String] = [:]) throws -> String? {
            let texts = Dictionary(uniqueKeysWithValues: names.map { ("/home/ada/.openclaw/\($0)", "{}") })
            return try state.configurationPath(flag: flag, environment: environment, files: InMemoryConfigurationFiles(texts: texts))
        }
        #expect(try path([]) == nil)
        #expect(try path(["config.json"]) == "/home/ada/.openclaw/config.json")
        #expect(try path(["config.json", "openclaw.json"]) == "/home/ada/.openclaw/openclaw.json")
        #expect(try path(["openclaw.json"], ["OPENCLAW_CONFIG_PATH": "x.json"]) == "/work/here/x.json")
        #expect(try path(["openclaw.json"], flag: "~/f.json", ["OPENCLAW_CONFIG_PATH": "x.json"]) == "/home/ada/f.json")
        #expect(try path(["config.yaml"]) == "/home/ada/.openclaw/config.yaml")
    }

    @Test func pathsAreShortenedForPeople() throws {
        let state = try self.find()
        #expect(state.abbreviate("/home/ada/.openclaw/x") == "~/.openclaw/x")
        #expect(state.abbreviate("/home/adam") == "/home/adam")
        #expect(state.resolve("~/a") == "/home/ada/a")
        #expect(state.resolve("b/c") == "/home/ada/.openclaw/b/c")
        #expect(state.resolve("/d") == "/d")
    }
}
