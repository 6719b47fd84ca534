// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawClient

@Suite(.timeLimit(.minutes(5))) struct SetupCodeTests {
    private static let json = #"{"url":"wss://claw.example.org","bootstrapToken":"secret?>~"}"#

    @Test(arguments: [
        Base64URL.encode(Array(json.utf8)), " \(Base64URL.encode(Array(json.utf8)))\n",
        // The same as other programs write it: with the other alphabet and padding.
        "eyJ1cmwiOiJ3c3M6Ly9jbGF3LmV4YW1wbGUub3JnIiwiYm9vdHN0cmFwVG9rZW4iOiJzZWNyZXQ/Pn4ifQ==",
    ]) func aCodeNamesTheGatewayAndCarriesItsSecret(text: String) throws {
        let code = try SetupCode(text)
        #expect(code.gateway == "wss://claw.example.org")
        #expect(code.token == Secret("secret?>~"))
        #expect(code.credentials == .setupToken(Secret("secret?>~")))
        #expect(!"\(code)".contains("secret?>~"))
    }

    @Test(arguments: [
        "", "nonsense", "e30", #"{"url":"wss://a","bootstrapToken":""}"#, #"{"url":"wss://a"}"#, #"{"url":"https://a","bootstrapToken":"t"}"#,
        #"{"url":"wss://user:pw@a","bootstrapToken":"t"}"#, #"{"url":"ws://claw.example.org","bootstrapToken":"t"}"#,
        #"{"url":"wss://a","bootstrapToken":"a b"}"#, #"["wss://a","t"]"#,
    ]) func whatIsNoCodeIsRefusedWithWhatToDo(text: String) {
        let code = text.hasPrefix("{") || text.hasPrefix("[") ? Base64URL.encode(Array(text.utf8)) : text
        let error = #expect(throws: GatewayClientError.self) { try SetupCode(code) }
        #expect(error?.code == .invalidSetupCode)
    }

    private static func code(_ gateway: ListeningGateway, profile: String = "limited") async throws -> SetupCode {
        let answer = try await gateway.gateway.client.call(
            "device.pair.setupCode",
            ["publicUrl": .string(gateway.url), "bootstrapProfile": .string(profile)]
        )
        return try SetupCode(answer["setupCode"]?.stringValue ?? "")
    }

    @Test func aDeviceIsPairedOnceAndComesBackWithItsToken() async throws {
        try await ListeningGateway.run { gateway, _ in
            let code = try await Self.code(gateway)
            #expect(code.gateway == gateway.url)
            var configuration = GatewayClientConfiguration(
                credentials: code.credentials,
                device: try .generate(),
                scopes: [.read, .write],
                connectTimeout: .seconds(120),
                callTimeout: .seconds(120),
                reconnect: ReconnectPolicy(initialDelay: .milliseconds(5), maximumDelay: .milliseconds(20))
            )
            let granted = try await GatewayClient.withConnection(
                to: code.gateway,
                configuration: configuration,
                loops: gateway.loops,
                resolver: gateway.resolver
            ) { client in
                #expect(Set(client.hello.deviceTokens.map(\.role)) == [.operator, .node])
                // The code counts no more; the connection comes back all the same.
                let first = client.hello.connectionID
                for session in gateway.gateway.clients.clients(where: { $0.id.rawValue == first }) { session.close(.serviceRestart, reason: "test") }
                try await eventually { client.isConnected && client.hello.connectionID != first }
                #expect(try await client.call("health")["ok"]?.boolValue == true)
                return client.hello.deviceTokens
            }
            let token = try #require(granted.first { $0.role == .operator })
            #expect(Set(token.scopes).isSuperset(of: ["operator.read", "operator.write"]))
            configuration.credentials = .deviceToken(token.token)
            configuration.reconnect = nil
            try await GatewayClient.withConnection(
                to: code.gateway,
                configuration: configuration,
                loops: gateway.loops,
                resolver: gateway.resolver
            ) { client in
                let health = try await client.call("health")
                #expect(health["ok"]?.boolValue == true)
            }

            configuration.device = try .generate()
            configuration.credentials = code.credentials
            let settled = configuration
            let error = await #expect(throws: GatewayClientError.self) {
                try await GatewayClient.withConnection(to: code.gateway, configuration: settled, loops: gateway.loops, resolver: gateway.resolver) { _ in }
            }
            #expect(error?.code == .unauthorized)
            #expect(error?.message.contains("have another one made (openclaw devices setup-code)") == true)
        }
    }

    @Test func aNodeWithoutAStoreStillComesBackAfterItsCodeWasUsed() async throws {
        try await ListeningGateway.run { gateway, _ in
            let code = try await Self.code(gateway, profile: "node")
            let device = try DeviceIdentity.generate()
            let id = NodeID(rawValue: device.id.rawValue)
            let node = CommandNode(
                id: id,
                displayName: "bench",
                capabilities: ["shell"],
                groups: [NodeCommandGroup(["system.which": { call throws(NodeError) in call.params }])]
            )
            let connections = Shared(0)
            let host = NodeHost(
                node: node,
                configuration: NodeHostConfiguration(
                    gateway: code.gateway,
                    credentials: code.credentials,
                    device: device,
                    reconnect: ReconnectPolicy(initialDelay: .milliseconds(5), maximumDelay: .milliseconds(20)),
                    connectTimeout: .seconds(120)
                ),
                loops: gateway.loops,
                resolver: gateway.resolver
            ) { _ in connections.change { $0 += 1 } }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await host.run() }
                group.addTask {
                    try await eventually { connections.value == 1 }
                    for session in gateway.gateway.clients.clients(where: { $0.nodeID == id }) { session.close(.serviceRestart, reason: "test") }
                    try await eventually { connections.value == 2 }
                }
                // Whichever ends first: the host never does by itself.
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }
}
