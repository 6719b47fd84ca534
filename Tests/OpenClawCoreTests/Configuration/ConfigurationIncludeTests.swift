// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Configuration includes")
struct ConfigurationIncludeTests {
    @Test func aFileReplacesTheObjectAndSiblingsWin() throws {
        let loaded = try load(
            "{ gateway: { $include: \"./gateway.json\", port: 2 } }",
            files: ["/c/gateway.json": "{ port: 1, maxConnections: 9 }"]
        )
        #expect(loaded.configuration.gateway.port == 2)
        #expect(loaded.configuration.gateway.maxConnections == 9)
        #expect(loaded.files == ["/c/openclaw.json", "/c/gateway.json"])
    }

    @Test func severalFilesAreMergedInOrder() throws {
        let loaded = try load(
            "{ $include: [\"a.json\", \"sub/b.json\"] }",
            files: [
                "/c/a.json": "{ gateway: { port: 1, timeout: 5 }, agents: { list: [{ id: \"one\" }] } }",
                "/c/sub/b.json": "{ gateway: { port: 2 }, agents: { $include: \"more.json\" } }",
                "/c/sub/more.json": "{ list: [{ id: \"two\" }] }",
            ]
        )
        #expect(loaded.configuration.gateway.port == 2)
        #expect(loaded.configuration.gateway.timeout == .milliseconds(5))
        #expect(loaded.configuration.agents.list.map(\.id) == ["one", "two"])
    }

    @Test func problemsNameTheIncludedFile() {
        let lines = OpenClawCoreTests.problems("{ gateway: { $include: \"g.json\" } }", files: ["/c/g.json": "{\n\n  port: true }"])
        #expect(lines == ["/c/g.json:3:9: gateway.port: expected a port number from 1 to 65535, found true; write for example 18789"])
    }

    @Test func theDirectoryIsNotLeft() {
        let files = ["/etc/secret.json": "{}", "/c/x.json": "{}"]
        for path in ["../etc/secret.json", "/etc/secret.json", "link.json"] {
            let lines = OpenClawCoreTests.problems(
                "{ $include: \"\(path)\" }",
                files: files,
                links: ["/c/link.json": "/etc/secret.json"]
            )
            #expect(
                lines == [
                    "/c/openclaw.json:1:13: the included file \(path) is outside the configuration's directory /c; move it there"
                ]
            )
        }
    }

    @Test func aCircleIsNamed() {
        let lines = OpenClawCoreTests.problems(
            "{ $include: \"a.json\" }",
            files: ["/c/a.json": "{ gateway: { $include: \"b.json\" } }", "/c/b.json": "{ $include: \"a.json\" }"]
        )
        #expect(lines == ["/c/b.json:1:13: the files include each other in a circle: a.json → b.json → a.json"])
    }

    @Test func tenFilesDeepIsTheLimit() throws {
        var files: [String: String] = [:]
        for depth in 1...12 { files["/c/\(depth).json"] = "{ $include: \"\(depth + 1).json\" }" }
        files["/c/10.json"] = "{ gateway: { port: 3 } }"
        #expect(try load("{ $include: \"1.json\" }", files: files).configuration.gateway.port == 3)
        files["/c/10.json"] = "{ $include: \"11.json\" }"
        files["/c/11.json"] = "{}"
        #expect(
            OpenClawCoreTests.problems("{ $include: \"1.json\" }", files: files)
                == ["/c/10.json:1:13: \"$include\" nests more than 10 files deep; include 11.json further up"]
        )
    }

    @Test func whatCannotBeReadIsSaid() {
        let big = String(repeating: " ", count: 2 * 1024 * 1024) + "{}"
        #expect(
            OpenClawCoreTests.problems("{ $include: [\"none.json\", \"big.json\", 5] }", files: ["/c/big.json": big]) == [
                "/c/openclaw.json:1:14: the included file none.json does not exist (looked for /c/none.json)",
                "/c/openclaw.json:1:27: /c/big.json is larger than 2 MB; split it with \"$include\"",
                "/c/openclaw.json:1:39: \"$include\" takes a path or a list of paths",
            ]
        )
    }
}
