// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// `agents.create`, `agents.update`, `agents.delete` and the file they write.
@Suite struct AgentConfigurationTests {
    private static func manager(_ path: String) throws -> ConfigurationManager {
        let exists = try PlatformFileSystem().status(path) != nil
        return ConfigurationManager(
            ConfigurationManager.Environment(
                path: path,
                files: PlatformConfigurationFiles(),
                fileSystem: PlatformFileSystem(),
                variables: [:],
                digest: { "\($0.count)" },
                logger: .disabled
            ),
            loaded: try ConfigurationLoader(environment: [:]).load(path: exists ? path : nil)
        )
    }

    /// Runs a gateway whose configuration is a file with this text; `body` gets a client and reads the file as JSON.
    private static func with(
        _ text: String?,
        _ body: @Sendable (LocalClient, () throws -> JSONValue) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/openclaw.json"
            if let text { try PlatformFileSystem().replaceContents(of: path, with: Array(text.utf8)) }
            let methods = AgentConfigurationMethods.make(try Self.manager(path), on: globalConcurrentExecutor)
            let gateway = try Gateway(parts: GatewayParts(agents: [EchoAgent(id: "main")], methods: methods))
            try await gateway.run { client in
                try await body(client) { try JSONValue(parsing: PlatformFileSystem().contents(of: path, maximumBytes: 1 << 20) ?? []) }
            }
        }
    }

    private static func failure(_ client: LocalClient, _ method: String, _ params: JSONObject) async -> MethodError? {
        do {
            _ = try await client.call(method, params)
            return nil
        } catch {
            return error as? MethodError
        }
    }

    @Test func anAgentIsWrittenBesideTheOneThatWasThereUnwritten() async throws {
        try await Self.with(nil) { client, file in
            let answer = try await client.call(
                "agents.create",
                ["name": "Ada  Lovelace!", "model": "openai/gpt", "emoji": "🦞", "workspace": "/w"]
            )
            #expect(answer["agentId"]?.stringValue == "ada-lovelace")
            #expect(answer["name"]?.stringValue == "Ada  Lovelace!")
            #expect(answer["restart"]?["required"]?.boolValue == true, "agents are made when the gateway starts")
            let list = try file()["agents"]?["list"]
            #expect(list?[0] == ["id": "main", "default": true])
            #expect(list?[1]?["id"]?.stringValue == "ada-lovelace")
            #expect(list?[1]?["model"]?.stringValue == "openai/gpt")
            #expect(list?[1]?["identity"]?["emoji"]?.stringValue == "🦞")
            #expect(await Self.failure(client, "agents.create", ["name": "ada lovelace"])?.message.contains("already exists") == true)
            #expect(await Self.failure(client, "agents.create", ["name": "main"])?.message.contains("already exists") == true)
            #expect(await Self.failure(client, "agents.create", ["name": "!!!"])?.code == .invalidRequest)
            #expect(await Self.failure(client, "agents.create", ["name": "x", "avatar": "a.png"])?.message.contains("avatar") == true)
        }
    }

    @Test func anAgentIsChangedAndDeletedWithItsBindings() async throws {
        let text = #"""
            // Kept in openclaw.json.bak.
            {gateway: {auth: {token: "keep-this-secret-1"}},
             agents: {list: [{id: "main", default: true}, {id: "ada", name: "Ada", model: "a/b"}]},
             bindings: [{agentId: "ada", match: {channel: "support"}}, {agentId: "main", match: {channel: "other"}}]}
            """#
        try await Self.with(text) { client, file in
            _ = try await client.call("agents.update", ["agentId": "ada", "name": "Countess"])
            var ada = try file()["agents"]?["list"]?[1]
            #expect(ada?["name"]?.stringValue == "Countess")
            #expect(ada?["model"]?.stringValue == "a/b")
            #expect(
                await Self.failure(client, "agents.update", ["agentId": "nobody", "name": "x"])?.message.contains("unknown agent") == true
            )
            #expect(await Self.failure(client, "agents.delete", ["agentId": "main"])?.message.contains("default agent") == true)
            let deleted = try await client.call("agents.delete", ["agentId": "ada", "deleteFiles": true])
            #expect(deleted["removedBindings"]?.intValue == 1)
            #expect(deleted["deletedFiles"]?.boolValue == false)
            ada = try file()["agents"]?["list"]?[1]
            #expect(ada == nil)
            #expect(try file()["bindings"]?.arrayValue?.count == 1)
            #expect(try file()["gateway"]?["auth"]?["token"]?.stringValue == "keep-this-secret-1")
        }
    }

    @Test func aGatewayWithoutAFileSaysSo() async throws {
        let gateway = try Gateway { EchoAgent(id: "main") }
        try await gateway.run { client in
            let error = await Self.failure(client, "agents.create", ["name": "ada"])
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("does not exist") == true)
        }
    }
}
