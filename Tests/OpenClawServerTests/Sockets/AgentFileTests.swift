// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Synchronization
import Testing

/// The files of agents, from a client that writes them to the model that reads them.
@Suite(.timeLimit(.minutes(5))) struct AgentFileTests {
    private static func run(
        _ disk: InMemoryFileSystem,
        _ body: @Sendable (LiveGateway, Prompts) async throws -> Void
    ) async throws {
        try await BlockingPool.withPool(maximumThreads: 2) { pool in
            let workspace = AgentWorkspace(path: "/work", fileSystem: disk, executor: pool)
            let prompts = Prompts()
            let provider = ClosureModelProvider(id: "scripted") { request in
                prompts.seen.withLock { $0.append(request.systemPrompt ?? "") }
                return "read"
            }
            let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m"), systemPrompt: "Be brief.", workspace: workspace)
            try await LiveGateway.run(agents: [agent], parts: { $0.methods += AgentFileMethods.make([.main: workspace]) }) { live in
                try await body(live, prompts)
            }
        }
    }

    private final class Prompts: Sendable {
        let seen = Mutex<[String]>([])
    }

    @Test func whatIsWrittenIsWhatTheModelReadsWithItsNextTurn() async throws {
        let disk = InMemoryFileSystem()
        try await Self.run(disk) { live, prompts in
            let client = try await live.connect()
            func ask(_ key: String, _ session: String = "main") async throws -> String {
                _ = try await client.call("chat.send", ["sessionKey": .string(session), "message": "hello", "idempotencyKey": .string(key)])
                _ = try await client.call("agent.wait", ["runId": .string(key), "timeoutMs": 60_000])
                return prompts.seen.withLock { $0.last ?? "" }
            }
            #expect(try await ask("a") == "Be brief.")
            let list = try await client.call("agents.files.list", ["agentId": "main"])
            #expect(list["workspace"]?.stringValue == "/work")
            #expect(list["files"]?.arrayValue?.map { $0["name"]?.stringValue } == AgentWorkspace.names)
            #expect(list["files"]?.arrayValue?.allSatisfy { $0["missing"]?.boolValue == true } == true)

            let written = try await client.call("agents.files.set", ["agentId": "main", "name": "SOUL.md", "content": "You are a lobster."])
            #expect(written["file"]?["missing"]?.boolValue == false)
            #expect(written["file"]?["path"]?.stringValue == "/work/SOUL.md")
            #expect(written["file"]?["size"]?.intValue == 18)
            _ = try await client.call("agents.files.set", ["agentId": "main", "name": "MEMORY.md", "content": "The owner likes tea."])
            let read = try await client.call("agents.files.get", ["agentId": "main", "name": "SOUL.md"])
            #expect(read["file"]?["content"]?.stringValue == "You are a lobster.")

            let prompt = try await ask("b")
            #expect(prompt.hasPrefix("Be brief.") && prompt.contains("## SOUL.md\n\nYou are a lobster.") && prompt.contains("tea"))
            // What is remembered of the owner is not for a group.
            let shared = try await ask("c", "agent:main:telegram:group:7")
            #expect(shared.contains("lobster") && !shared.contains("tea"))
        }
    }

    @Test func aFileThatChangedMeanwhileIsNotOverwritten() async throws {
        let disk = InMemoryFileSystem()
        try await Self.run(disk) { live, _ in
            let client = try await live.connect()
            let params: JSONObject = ["agentId": "main", "name": "USER.md", "content": "one"]
            let first = try await client.call("agents.files.set", params)
            let hash = try #require(first["file"]?["hash"])
            var second = params
            second["content"] = "two"
            second["expectedHash"] = hash
            _ = try await client.call("agents.files.set", second)
            let error = try await client.failure("agents.files.set", second)
            #expect(error["message"]?.stringValue?.contains("has changed since it was read") == true)
            #expect(try disk.contents(of: "/work/USER.md", maximumBytes: 99) == Array("two".utf8))
        }
    }

    @Test(arguments: ["../secrets.json", "/etc/passwd", "notes.txt", "agents.md", "AGENTS.md/x"]) func noOtherNameIsReadOrWritten(
        name: String
    ) async throws {
        try await Self.run(InMemoryFileSystem()) { live, _ in
            let client = try await live.connect()
            for (method, more) in [("agents.files.get", [:]), ("agents.files.set", ["content": "x"])] as [(String, JSONObject)] {
                var params = more
                params["agentId"] = "main"
                params["name"] = .string(name)
                let error = try await client.failure(method, params)
                #expect(error["code"]?.stringValue == "INVALID_REQUEST")
                #expect(error["message"]?.stringValue?.contains("must be one of AGENTS.md") == true)
            }
            let stranger = try await client.failure("agents.files.get", ["agentId": "nobody", "name": "SOUL.md"])
            #expect(stranger["message"]?.stringValue?.contains("unknown agent") == true)
            let writer = try await live.connect(scopes: ["operator.write"])
            let refused = try await writer.failure("agents.files.set", ["agentId": "main", "name": "SOUL.md", "content": "x"])
            #expect(refused["details"]?["missingScope"]?.stringValue == "operator.admin")
        }
    }
}
