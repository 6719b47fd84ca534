// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawClient

/// The client's own key and the tokens it gets for it.
@Suite("Device") struct DeviceTests {
    static let path = "/home/.openclaw/identity/device.json"

    @Test func aKeyIsMadeOnceAndReadableByItsOwnerOnly() throws {
        let disk = InMemoryFileSystem()
        let file = DeviceIdentityFile(path: Self.path, fileSystem: disk)
        #expect(try file.read() == nil)
        let identity = try file.readOrCreate(now: Timestamp(milliseconds: 5))
        #expect(try file.readOrCreate(now: Timestamp(milliseconds: 9)) == identity)
        #expect(try disk.status(Self.path)?.permissions == 0o600)
        let content = try JSONValue(parsing: try #require(try disk.contents(of: Self.path, maximumBytes: 9_999)))
        #expect(content["deviceId"]?.stringValue == identity.id.rawValue)
        #expect(content["createdAtMs"] == 5)
        #expect(content["privateKeyPem"]?.stringValue?.hasPrefix("-----BEGIN PRIVATE KEY-----") == true)
        #expect(!"\(identity)".contains(Base64URL.encode(identity.keys.privateKey)))
    }

    @Test(arguments: ["", "{}", #"{"version":1,"deviceId":"x","privateKeyPem":"no key"}"#]) func aDamagedKeyIsNotReplacedSilently(
        content: String
    ) throws {
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/home/.openclaw/identity")
        try disk.replaceContents(of: Self.path, with: Array(content.utf8))
        #expect(throws: GatewayClientError.self) { try DeviceIdentityFile(path: Self.path, fileSystem: disk).readOrCreate(now: .epoch) }
    }

    @Test func aKeyThatNamesAnotherDeviceIsRefused() throws {
        let disk = InMemoryFileSystem()
        let file = DeviceIdentityFile(path: Self.path, fileSystem: disk)
        _ = try file.readOrCreate(now: .epoch)
        var content = try JSONValue(parsing: try #require(try disk.contents(of: Self.path, maximumBytes: 9_999)))
        content["deviceId"] = "another"
        try disk.replaceContents(of: Self.path, with: content.serialized())
        #expect(throws: GatewayClientError.self) { try file.read() }
    }

    @Test func aTokenBelongsToItsGatewayRoleAndDevice() throws {
        let disk = InMemoryFileSystem()
        let file = DeviceTokenFile(path: "/home/device-auth.json", fileSystem: disk)
        try disk.createDirectory("/home")
        let (one, other) = (DeviceID(rawValue: "one"), DeviceID(rawValue: "other"))
        try file.keep(Secret("t"), of: "ws://a", role: .operator, device: one)
        #expect(try file.token(of: "ws://a", role: .operator, device: one) == Secret("t"))
        #expect(try file.token(of: "ws://b", role: .operator, device: one) == nil)
        #expect(try file.token(of: "ws://a", role: .node, device: one) == nil)
        #expect(try file.token(of: "ws://a", role: .operator, device: other) == nil)
        try file.keep(nil, of: "ws://a", role: .operator, device: one)
        #expect(try file.token(of: "ws://a", role: .operator, device: one) == nil)
        #expect(try disk.status("/home/device-auth.json")?.permissions == 0o600)
    }

    @Test(arguments: ["{ torn", "[]", #"{"version":2,"deviceId":"one"}"#, #"{"version":1}"#]) func aDamagedFileOfTokensIsAnErrorAndStays(text: String) throws {
        let disk = InMemoryFileSystem()
        let path = "/home/device-auth.json"
        let file = DeviceTokenFile(path: path, fileSystem: disk)
        let device = DeviceID(rawValue: "one")
        try disk.createDirectory("/home")
        try disk.replaceContents(of: path, with: Array(text.utf8))
        for error in [
            #expect(throws: FileSystemError.self) { try file.token(of: "ws://a", role: .operator, device: device) },
            #expect(throws: FileSystemError.self) { try file.keep(Secret("t"), of: "ws://a", role: .operator, device: device) },
        ] {
            #expect(error?.path == path)
            #expect(error?.detail.contains("move it away") == true)
        }
        #expect(try disk.contents(of: path, maximumBytes: 999) == Array(text.utf8))
    }

    @Test func aDeviceSignsInAndComesBackWithItsToken() async throws {
        let identity = try DeviceIdentity.generate()
        let pool = BlockingPool()
        try await EventLoopGroup.withLoops(count: 1) { loops in
            let gateway = try Gateway(agents: [EchoAgent(id: "main")])
            let settings = GatewayServerConfiguration(addresses: [.loopback(port: 0)], authentication: .token("secret"))
            let server = try GatewayServer(gateway: gateway, configuration: settings, loops: loops)
            try server.bind()
            let url = "ws://127.0.0.1:\(server.boundAddresses[0].port)"
            @Sendable func connect(_ credentials: GatewayCredentials, _ scopes: ScopeSet = [.read, .write]) async throws -> Secret? {
                let configuration = GatewayClientConfiguration(
                    credentials: credentials,
                    device: identity,
                    scopes: scopes,
                    connectTimeout: .seconds(120),
                    callTimeout: .seconds(120)
                )
                let resolver = DNSResolver(pool: pool)
                return try await GatewayClient.withConnection(to: url, configuration: configuration, loops: loops, resolver: resolver) {
                    client in
                    let status = try await client.call("status")
                    #expect(status["runtimeVersion"]?.stringValue == Gateway.version)
                    return client.hello.deviceToken
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                while gateway.phase != .running { await Task.yield() }
                defer { gateway.beginShutdown() }
                let token = try #require(try await connect(.token(Secret("secret"))))
                #expect(try await connect(.deviceToken(token)) == token)
                let error = await #expect(throws: GatewayClientError.self) { try await connect(.deviceToken(token), .all) }
                #expect(error?.code == .unauthorized)
                #expect(error?.method?.details?["code"]?.stringValue == "AUTH_SCOPE_MISMATCH")
            }
        }
    }
}
