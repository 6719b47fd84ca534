// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawClient

#if canImport(Glibc)
    import Glibc
#endif

/// A node host and a gateway over real sockets.
@Suite(.timeLimit(.minutes(5))) struct NodeHostTests {
    private static let echo: NodeCommandGroup = NodeCommandGroup(["system.which": { call throws(NodeError) in call.params }])

    /// Serves a node to a gateway while `body` runs.
    private static func serve(
        _ groups: [NodeCommandGroup],
        to gateway: ListeningGateway,
        device: DeviceIdentity,
        credentials: GatewayCredentials = .token(Secret(ListeningGateway.token)),
        tokens: NodeTokenStore? = nil,
        instance: String = "one",
        _ body: @escaping @Sendable (NodeID) async throws -> Void
    ) async throws {
        let node = CommandNode(id: NodeID(rawValue: device.id.rawValue), displayName: "bench", capabilities: ["shell"], groups: groups)
        let host = NodeHost(
            node: node,
            configuration: NodeHostConfiguration(
                gateway: gateway.url,
                credentials: credentials,
                tokens: tokens,
                device: device,
                reconnect: ReconnectPolicy(initialDelay: .milliseconds(5), maximumDelay: .milliseconds(20)),
                connectTimeout: .seconds(120),
                instance: instance
            ),
            loops: gateway.loops,
            resolver: gateway.resolver
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.run() }
            group.addTask {
                try await eventually { gateway.gateway.nodes.descriptors.contains { $0.id == node.descriptor.id } }
                try await body(node.descriptor.id)
            }
            // Whichever ends first: the host never does by itself.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private static func call(_ gateway: Gateway, _ id: NodeID, _ command: String, _ params: JSONValue, key: String = UUIDGenerator().uuid())
        async throws -> JSONValue
    {
        let answer = try await gateway.client.call(
            "node.invoke",
            [
                "nodeId": .string(id.rawValue), "command": .string(command), "params": params, "idempotencyKey": .string(key),
                "timeoutMs": 600_000,
            ]
        )
        return answer["payload"] ?? .null
    }

    @Test("a node behind a socket keeps what every node promises", arguments: NodeConformance.cases)
    func conformance(_ promise: ConformanceCase<NodeFixture>) async throws {
        let device = try DeviceIdentity.generate()
        try await ListeningGateway.run { gateway, _ in
            try await Self.serve([Self.echo], to: gateway, device: device) { id in
                try await promise.run {
                    NodeFixture(BehindGateway(gateway: gateway.gateway, id: id), command: "system.which", params: ["n": 1])
                }
            }
        }
    }

    @Test func aNodeComesBackWithItsOwnTokenWhenTheGatewaysSecretIsChanged() async throws {
        let device = try DeviceIdentity.generate()
        try await ListeningGateway.run { gateway, _ in
            try await Self.serve([Self.echo], to: gateway, device: device) { id in
                func connection() -> ClientID? { gateway.gateway.clients.clients { $0.nodeID == id }.first?.id }
                try await eventually { connection() != nil }
                let first = connection()
                gateway.server.replaceAuthentication(AuthenticationSettings(mode: .token("another-token-0123456789")))
                try await eventually { connection().map { $0 != first } ?? false }
            }
        }
    }

    @Test func theGatewaysTokenIsKeptAndTheNodeComesBackWithIt() async throws {
        let device = try DeviceIdentity.generate()
        let disk = InMemoryFileSystem()
        let pairings = KeptPairings()
        try await ListeningGateway.run(parts: GatewayParts(agents: [EchoAgent(id: "main")], pairingStore: pairings)) { gateway, pool in
            let path = "/state/identity/node-auth.json"
            let file = DeviceTokenFile(path: path, fileSystem: disk)
            let tokens = NodeTokenStore.file(file, gateway: gateway.url, device: device.id, pool: pool) { Issue.record($0) }
            try await Self.serve([Self.echo], to: gateway, device: device, tokens: tokens) { id in
                try await eventually { await tokens.load() != nil }
                #expect(try await Self.call(gateway.gateway, id, "system.which", "hello").stringValue == "hello")
            }
            #expect(try disk.status(path)?.permissions == 0o600)
            try await eventually { gateway.gateway.nodes.descriptors.isEmpty }
            // Without the gateway's own secret, with the token alone.
            try await Self.serve([Self.echo], to: gateway, device: device, credentials: .none, tokens: tokens) { (id) async throws in
                #expect(try await Self.call(gateway.gateway, id, "system.which", "again").stringValue == "again")
            }
            // A token that is worth nothing any more is forgotten; the credentials still count, and bring a new one.
            let worthless = Secret("no-longer-a-token-0123456789")
            await tokens.keep(worthless)
            try await eventually { gateway.gateway.nodes.descriptors.isEmpty }
            try await Self.serve([Self.echo], to: gateway, device: device, tokens: tokens) { id in
                try await eventually { await tokens.load().map { $0 != worthless } ?? false }
            }
            await tokens.keep(worthless)
            await #expect(throws: GatewayClientError.self) {
                try await Self.serve([Self.echo], to: gateway, device: device, credentials: .none, tokens: tokens) { _ in
                    try await eventually { await tokens.load() == nil }
                }
            }
        }
    }

    @Test func aCallThatRunsSurvivesAGatewayThatIsStartedAgain() async throws {
        let device = try DeviceIdentity.generate()
        let (started, release) = (Mailbox<Void>(capacity: 4), Mailbox<Void>(capacity: 1))
        let runs = Shared(0)
        let slow = NodeCommandGroup([
            "system.which": { _ throws(NodeError) in
                runs.change { $0 += 1 }
                started.offer(())
                _ = await release.next()
                return "done"
            }
        ])
        let disk = Shared(InMemoryFileSystem())
        let pairings = KeptPairings()
        let call: JSONObject = [
            "nodeId": .string(device.id.rawValue), "command": "system.which", "params": [:], "idempotencyKey": "k", "timeoutMs": 600_000,
        ]
        try await BlockingPool.withPool(maximumThreads: 8) { pool in
            try await EventLoopGroup.withLoops(count: 2) { loops in
                func parts() throws -> GatewayParts {
                    let ledger = try FileLedger(.init(directory: "/ledger"), fileSystem: disk.value)
                    return GatewayParts(agents: [EchoAgent(id: "main")], ledger: ledger, pairingStore: pairings)
                }
                let port = Shared<UInt16>(0)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    try await ListeningGateway.run(loops: loops, pool: pool, parts: try parts()) { gateway in
                        port.set(gateway.port)
                        let node = CommandNode(id: NodeID(rawValue: device.id.rawValue), capabilities: ["shell"], groups: [slow])
                        let host = NodeHost(
                            node: node,
                            configuration: NodeHostConfiguration(
                                gateway: gateway.url,
                                credentials: .token(Secret(ListeningGateway.token)),
                                device: device,
                                reconnect: ReconnectPolicy(initialDelay: .milliseconds(5), maximumDelay: .milliseconds(20)),
                                connectTimeout: .seconds(120)
                            ),
                            loops: gateway.loops,
                            resolver: gateway.resolver
                        )
                        group.addTask { try await host.run() }
                        try await eventually { !gateway.gateway.nodes.descriptors.isEmpty }
                        try await withThrowingTaskGroup(of: Void.self) { calls in
                            calls.addTask { _ = try? await gateway.gateway.client.call("node.invoke", call) }  // Its gateway dies.
                            _ = await started.next()
                            disk.set(disk.value.survivors(.onlySynchronized()))
                            gateway.gateway.beginShutdown()
                            try await calls.waitForAll()
                        }
                    }
                    try await ListeningGateway.run(loops: loops, pool: pool, port: port.value, parts: try parts()) { gateway in
                        try await eventually { !gateway.gateway.nodes.descriptors.isEmpty }
                        release.close()
                        #expect(try await gateway.gateway.client.call("node.invoke", call)["payload"]?.stringValue == "done")
                        group.cancelAll()
                    }
                    do { try await group.waitForAll() } catch is CancellationError {}
                }
            }
        }
        #expect(runs.value == 1)
    }

    // MARK: Commands

    @Test func theBrowsersAnswersAndItsAbsenceAreTold() async throws {
        let device = try DeviceIdentity.generate()
        try await ListeningGateway.run { gateway, _ in
            let http = HTTPClient(loops: gateway.loops, resolver: gateway.resolver)
            defer { http.shutDown() }
            // Any HTTP server of this machine does: here the gateway's own.
            let browser = try BrowserCommands(address: "http://127.0.0.1:\(gateway.port)", client: http).group
            try await Self.serve([browser], to: gateway, device: device) { id in
                let answer = try await Self.call(gateway.gateway, id, "browser.proxy", ["path": "/health"])
                #expect(answer["result"] == ["ok": true, "status": "live"])
                for (params, words) in [
                    (["path": "/no/such/page"], "the browser answered 404"), (["path": "/a/../b"], "path begins with /"),
                    (["path": "/health?x=1"], "path begins with /"), (["path": "/health", "method": "PATCH"], "GET, POST or DELETE"),
                    (["path": "/health", "url": "http://example.org"], "url"),
                ] as [(JSONValue, String)] {
                    let error = await #expect(throws: MethodError.self) {
                        _ = try await Self.call(gateway.gateway, id, "browser.proxy", params)
                    }
                    #expect(error?.message.contains(words) == true, "\(params): \(String(describing: error))")
                }
            }
            try await eventually { gateway.gateway.nodes.descriptors.isEmpty }
            let nobody = try BrowserCommands(address: "http://127.0.0.1:1", client: http).group
            try await Self.serve([nobody], to: gateway, device: device) { id in
                let error = await #expect(throws: MethodError.self) {
                    _ = try await Self.call(gateway.gateway, id, "browser.proxy", ["path": "/"])
                }
                #expect(error?.message.contains("does not answer") == true)
            }
        }
    }

    @Test(arguments: ["http://example.org", "https://127.0.0.1:1", "http://10.0.0.1:80", "http://localhost.evil:80", "file:///x", ""])
    func onlyThisMachinesBrowserIsAccepted(address: String) async throws {
        try await BlockingPool.withPool { pool in
            try await EventLoopGroup.withLoops(count: 1) { loops in
                let http = HTTPClient(loops: loops, resolver: DNSResolver(pool: pool))
                defer { http.shutDown() }
                #expect(throws: NodeError.self) { try BrowserCommands(address: address, client: http) }
            }
        }
    }

    #if os(Linux)
        @Test func notificationsReachTheDesktopAsArguments() async throws {
            let root = "/tmp/openclaw-notify-\(UUIDGenerator().uuid())"
            let files = PlatformFileSystem()
            try files.createDirectory(root)
            defer { for name in ["notify-send", "said"] { try? files.remove("\(root)/\(name)") } }  // They may not be there.
            try files.replaceContents(of: "\(root)/notify-send", with: Array("#!/bin/sh\nprintf '%s\\n' \"$@\" > \(root)/said\n".utf8))
            try #require(chmod("\(root)/notify-send", 0o700) == 0)
            let device = try DeviceIdentity.generate()
            try await ListeningGateway.run { gateway, pool in
                func commands(_ environment: [String: String]) -> NodeCommandGroup {
                    SystemCommands(
                        approvals: ExecApprovalsStore(path: "\(root)/exec-approvals.json"),
                        environment: environment,
                        workingDirectory: "/",
                        pool: pool
                    ).group
                }
                // Without a desktop the command does not exist, and the node says so.
                #expect(commands(["PATH": "\(root):/usr/bin:/bin"]).handlers["system.notify"] == nil)
                let desktop = commands(["PATH": "\(root):/usr/bin:/bin", "DISPLAY": ":0"])
                try await Self.serve([desktop], to: gateway, device: device) { id in
                    let answer = try await Self.call(
                        gateway.gateway,
                        id,
                        "system.notify",
                        ["title": "$(id) --help", "body": "two\u{1B}[2J words"]
                    )
                    #expect(answer == ["ok": true])
                }
            }
            let said = String(decoding: try #require(try files.contents(of: "\(root)/said", maximumBytes: 4_096)), as: UTF8.self)
            #expect(said.hasPrefix("--app-name=OpenClaw\n--\n$(id) --help\n"))
            #expect(!said.contains("\u{1B}"))
        }
    #endif
}

/// A node as the gateway offers it to its callers.
private struct BehindGateway: Node {
    let gateway: Gateway
    let id: NodeID

    var descriptor: NodeDescriptor {
        self.gateway.nodes.descriptors.first { $0.id == self.id } ?? NodeDescriptor(id: self.id, commands: [])
    }

    func invoke(_ invocation: NodeInvocation) async throws(NodeError) -> JSONValue {
        var invocation = invocation
        invocation.id = UUIDGenerator().uuid()
        invocation.timeout = .seconds(600)
        do {
            return try await self.gateway.invoke(invocation, on: self.id)
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError(.failed, "\(error)")
        }
    }
}
