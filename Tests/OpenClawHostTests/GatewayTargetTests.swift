// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore
import OpenClawNet
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

    @Test func aFingerprintOnTheCommandLineIsTheOneCertificateThatIsBelieved() throws {
        let digits = String(repeating: "ab", count: 32)
        let pinned = TLSTrust.fingerprints([try TLSFingerprint(digits)])
        let target = try self.find(["--url", "wss://example.org:1", "--tls-fingerprint", "SHA256:" + digits.uppercased()])
        #expect(target.trust == pinned)
        #expect(target.credentials == .none)
        let advice = target.failure(GatewayClientError(.untrusted, "another certificate")).advice.joined()
        #expect(advice.contains("--tls-fingerprint"))
        let configured = try self.find(["--tls-fingerprint", digits], configuration: Self.remote, disk: InMemoryFileSystem())
        #expect(configured.trust == pinned)
        #expect(configured.credentials == .token(Secret("far")))
        // Without a certificate there is nothing to compare: better refused than believed to be safe.
        #expect(throws: CommandFailure.self) { try self.find(["--url", "ws://127.0.0.1:1", "--tls-fingerprint", digits]) }
        #expect(throws: CommandFailure.self) { try self.find(["--tls-fingerprint", digits]) }
        #expect(throws: CommandFailure.self) { try self.find(["--url", "wss://example.org", "--tls-fingerprint", "abc"]) }
    }

    @Test func whoeverIsRefusedLearnsWhereAndWhatWasShown() throws {
        func refusal(_ words: [String], _ environment: [String: String] = [:]) throws -> String {
            let failure = try self.find(words, environment).failure(
                GatewayClientError(.unauthorized, "unauthorized: gateway token mismatch")
            )
            return ([failure.message] + failure.advice).joined(separator: "\n")
        }
        let stored = try refusal([])
        #expect(
            stored.contains("ws://127.0.0.1:18789: unauthorized") && stored.contains("the token in /nowhere/home/.openclaw/gateway-token")
        )
        #expect(try refusal(["--token", "flag"]).contains("the token of --token"))
        #expect(try refusal(["--url", "ws://example.org:1", "--password", "x"]).contains("the password of --password"))
        let environment = ["OPENCLAW_GATEWAY_TOKEN": "environment"]
        #expect(try refusal([], environment).contains("the token of environment variable OPENCLAW_GATEWAY_TOKEN"))
        #expect(try !refusal(["--url", "ws://example.org:1"], environment).contains("it was shown"))
    }

    /// Finds the target with a configuration file.
    private func find(_ words: [String], configuration: String, disk: InMemoryFileSystem) throws -> GatewayTarget {
        var host = try self.host()
        try disk.createDirectory("/nowhere/home/.openclaw/identity")
        host.fileSystem = disk
        host.files = TestFiles(path: "/nowhere/home/.openclaw/openclaw.json", text: configuration)
        guard case .run(let invocation) = try CommandParser(root: Commands.root, host: host).parse(["health"] + words) else {
            throw CommandFailure(message: "no command")
        }
        return try GatewayTarget.find(invocation)
    }

    private static let remote =
        #"{ gateway: { mode: "remote", remote: { url: "wss://claw.example.org", token: "far" }, auth: { token: "near" } } }"#

    @Test func aRemoteGatewayIsUsedWithItsOwnCredentials() throws {
        let disk = InMemoryFileSystem()
        let target = try self.find([], configuration: Self.remote, disk: disk)
        #expect(target.url == "wss://claw.example.org")
        #expect(target.credentials == .token(Secret("far")))
        #expect(target.device != nil)
        #expect(try self.find(["--token", "flag"], configuration: Self.remote, disk: disk).credentials == .token(Secret("flag")))
        #expect(try self.find(["--port", "5000"], configuration: Self.remote, disk: disk).url == "ws://127.0.0.1:5000")
        #expect(try self.find(["--url", "wss://other.example"], configuration: Self.remote, disk: disk).credentials == .none)
    }

    @Test func theTokenAGatewayGaveGoesToThatGatewayOnly() throws {
        let disk = InMemoryFileSystem()
        func configuration(_ host: String) -> String { "{ gateway: { mode: 'remote', remote: { url: 'wss://\(host)' } } }" }
        let first = try self.find([], configuration: configuration("a.example"), disk: disk)
        #expect(first.credentials == .none)
        let tokens = try #require(first.tokens)
        try tokens.keep(Secret("given"), of: first.url, role: .operator, device: try #require(first.device).id)
        #expect(try self.find([], configuration: configuration("a.example"), disk: disk).credentials == .deviceToken(Secret("given")))
        #expect(try self.find([], configuration: configuration("b.example"), disk: disk).credentials == .none)
        #expect(try self.find(["--url", "wss://a.example"], configuration: configuration("a.example"), disk: disk).credentials == .none)
    }

    @Test(
        "secrets need encryption on public networks",
        arguments: [
            ("ws://example.org", true), ("ws://8.8.8.8:1", true), ("ws://[2001:db8::1]", true), ("wss://example.org", false),
            ("ws://127.0.0.1:1", false), ("ws://192.168.1.9", false), ("ws://host.local", false), ("ws://[fd00::1]:1", false),
        ]
    )
    func confidentiality(_ url: String, _ isRefused: Bool) throws {
        let host = emptyHost()
        let target = GatewayTarget(url: url, credentials: .token(Secret("t")), isExplicit: true)
        if isRefused {
            #expect(throws: CommandFailure.self) { try target.checkConfidentiality(host) }
        } else {
            try target.checkConfidentiality(host)
        }
        try GatewayTarget(url: url, credentials: .none, isExplicit: true).checkConfidentiality(host)
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
