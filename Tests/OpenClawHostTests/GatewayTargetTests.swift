// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore
import OpenClawTesting
import Testing

@testable import OpenClawHost

@Suite("GatewayTarget")
struct GatewayTargetTests {
    /// A world whose state directory holds a token.
    private func host(_ environment: [String: String] = [:]) throws -> Host {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/nowhere/home/.openclaw")
        try disk.replaceContents(of: "/nowhere/home/.openclaw/gateway-token", with: Array("stored".utf8))
        var host = emptyHost(environment: environment)
        host.fileSystem = disk
        return host
    }

    private func find(_ words: [String], _ environment: [String: String] = [:]) throws -> GatewayTarget {
        guard case .run(let invocation) = try CommandParser(root: Commands.root, host: self.host(environment)).parse(["health"] + words)
        else {
            throw CommandFailure(message: "no command")
        }
        return try GatewayTarget.find(invocation)
    }

    @Test func theUsualGatewayIsFoundWithItsOwnToken() throws {
        let target = try self.find([])
        #expect(target.url == "ws://127.0.0.1:18789")
        #expect(target.credentials == .token(Secret("stored")))
    }

    @Test func flagsWinOverTheEnvironmentWhichWinsOverWhatIsStored() throws {
        let environment = ["OPENCLAW_GATEWAY_TOKEN": "environment", "OPENCLAW_GATEWAY_PORT": "4000"]
        #expect(try self.find([], environment).credentials == .token(Secret("environment")))
        #expect(try self.find([], environment).url == "ws://127.0.0.1:4000")
        #expect(try self.find(["--token", "flag", "--port", "5000"], environment).credentials == .token(Secret("flag")))
        #expect(try self.find(["--port", "5000"], environment).url == "ws://127.0.0.1:5000")
        #expect(try self.find(["--password", "flag"], environment).credentials == .password(Secret("flag")))
        #expect(try self.find([], ["OPENCLAW_GATEWAY_PASSWORD": "p"]).credentials == .password(Secret("p")))
    }

    @Test func anAddressOnTheCommandLineGetsNoStoredCredentials() throws {
        let environment = ["OPENCLAW_GATEWAY_TOKEN": "environment", "OPENCLAW_GATEWAY_PASSWORD": "environment"]
        #expect(try self.find(["--url", "ws://example.org:1"], environment).credentials == .none)
        #expect(try self.find(["--url", "ws://127.0.0.1:18789"]).credentials == .none)
        #expect(try self.find(["--url", "ws://example.org:1", "--token", "mine"], environment).credentials == .token(Secret("mine")))
    }

    @Test func theDevelopmentProfileHasItsOwnPortAndState() throws {
        let target = try self.find(["--dev"])
        #expect(target.url == "ws://127.0.0.1:19001")
        #expect(target.credentials == .none)
    }

    @Test(
        "addresses as people write them",
        arguments: [
            ("http://127.0.0.1:18789/#token=abc", "ws://127.0.0.1:18789/"), ("https://claw.example.org", "wss://claw.example.org"),
            ("wss://a:1/b", "wss://a:1/b"), ("localhost:18789", "ws://localhost:18789"),
        ]
    )
    func address(_ text: String, _ url: String) {
        #expect(GatewayTarget.webSocketURL(text) == url)
    }

    @Test(
        "listeners as this machine reaches them",
        arguments: [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("fd00::1", "[fd00::1]"), ("10.0.0.1", "10.0.0.1")]
    )
    func host(_ listener: String, _ reachable: String) {
        #expect(GatewayTarget.reachableHost(listener) == reachable)
    }
}
