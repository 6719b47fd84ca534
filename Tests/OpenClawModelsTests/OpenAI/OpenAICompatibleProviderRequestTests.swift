// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawWire
import Testing

@Suite struct OpenAICompatibleProviderRequestTests {
    private static let done = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

    private func call(
        _ request: ModelRequest = .hello,
        adjust: (inout OpenAICompatibleProvider.Configuration) -> Void = { _ in }
    ) async throws -> ModelCall {
        let transport = ScriptedTransport(ScriptedResponse(text: Self.done))
        _ = try await Answer.of(.scripted(transport, adjust: adjust), request)
        return try #require(transport.calls.first)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1/chat/completions"),
        (" https://api.openai.com/v1// ", "https://api.openai.com/v1/chat/completions"),
        ("http://[::1]:9", "http://[::1]:9/chat/completions"),
        ("https://x.test/openai/v1/chat/completions", "https://x.test/openai/v1/chat/completions"),
        ("https://x.test/deployments/d?api-version=2", "https://x.test/deployments/d/chat/completions?api-version=2"),
    ])
    func `the address is made from the base URL`(baseURL: String, url: String) async throws {
        let call = try await self.call { $0.baseURL = baseURL }
        #expect(call.url.description == url)
    }

    @Test(arguments: ["", "api.openai.com/v1", "ftp://x.test/v1", "http://", "http://user:pw@x.test/v1", "ws://x.test/v1", "http://a b/v1"])
    func `a base URL that cannot be right is refused`(baseURL: String) {
        let error = #expect(throws: ModelConfigurationError.self) {
            try OpenAICompatibleProvider.scripted(ScriptedTransport([])) { $0.baseURL = baseURL }
        }
        #expect(error?.message.contains("base URL") == true)
    }

    @Test(arguments: ["", "two words", "line\nend", "kéy"])
    func `a key that cannot be right is refused without being shown`(key: String) {
        let error = #expect(throws: ModelConfigurationError.self) {
            try OpenAICompatibleProvider.scripted(ScriptedTransport([])) { $0.apiKey = key }
        }
        #expect(error?.message.contains("OPENAI_API_KEY") == true)
        if !key.isEmpty { #expect(error?.message.contains(key) == false) }
    }

    @Test func `the fields carry key, organisation and project`() async throws {
        let call = try await self.call {
            $0.organization = "org-1"
            $0.project = "proj-1"
            $0.headers = [("X-Title", "OpenClaw"), ("accept", "text/event-stream")]
        }
        #expect(call.fields["Authorization"] == "Bearer sk-secret-0123456789")
        #expect(call.fields["OpenAI-Organization"] == "org-1")
        #expect(call.fields["OpenAI-Project"] == "proj-1")
        #expect(call.fields["X-Title"] == "OpenClaw")
        #expect(call.fields.values("Accept") == ["text/event-stream"])
        #expect(call.fields["Content-Type"] == "application/json")
    }

    @Test func `without a key there is no authorization`() async throws {
        let call = try await self.call { $0.apiKey = nil }
        #expect(!call.fields.contains("Authorization"))
    }

    @Test func `a plain request is small`() async throws {
        let body = try JSONValue(parsing: try await self.call().body)
        #expect(
            body == [
                "model": "test-model", "stream": true, "stream_options": ["include_usage": true],
                "messages": [["role": "user", "content": "hello"]],
            ]
        )
    }

    @Test func `a full request has everything in its place`() async throws {
        var request = ModelRequest.hello
        request.systemPrompt = "Be \"brief\"."
        request.temperature = 0.5
        request.maxTokens = 100
        request.reasoningEffort = "low"
        request.metadata = ["user": "u1", "sessionKey": "agent:main:main"]
        request.tools = [ModelTool(name: "look", description: "Looks.", parameters: ["type": "object"])]
        request.messages = [
            ChatMessage(role: .user, text: "look", timestamp: .epoch),
            ChatMessage(
                role: .assistant,
                content: [.thinking("secretly"), .toolCall(ToolCall(id: "c1", name: "look", arguments: ["at": "x"]))],
                timestamp: .epoch
            ),
            ChatMessage(role: .toolResult, content: [.text("a tree")], timestamp: .epoch, extra: ["toolCallId": "c1"]),
            ChatMessage(role: .assistant, text: "", timestamp: .epoch),
            ChatMessage(role: .assistant, text: "A tree.", timestamp: .epoch),
            ChatMessage(role: "custom", text: "a mark of the transcript", timestamp: .epoch),
            ChatMessage(
                role: .user,
                content: [
                    .text("And this?"), .media(["type": "image", "mimeType": "image/jpeg", "data": "QUJD"]),
                    .media(["type": "image", "url": "https://x.test/a.png"]), .media(["type": "file", "fileName": "a.pdf"]),
                ],
                timestamp: .epoch
            ),
        ]
        let body = try JSONValue(parsing: try await self.call(request).body)
        #expect(body["temperature"] == 0.5)
        #expect(body["max_tokens"] == 100)
        #expect(body["reasoning_effort"] == "low")
        #expect(body["user"] == "u1")
        #expect(
            body["tools"] == [
                ["type": "function", "function": ["name": "look", "description": "Looks.", "parameters": ["type": "object"]]]
            ]
        )
        #expect(
            body["messages"] == [
                ["role": "system", "content": "Be \"brief\"."],
                ["role": "user", "content": "look"],
                [
                    "role": "assistant", "content": nil,
                    "tool_calls": [["id": "c1", "type": "function", "function": ["name": "look", "arguments": "{\"at\":\"x\"}"]]],
                ],
                ["role": "tool", "tool_call_id": "c1", "content": "a tree"],
                ["role": "assistant", "content": "A tree."],
                [
                    "role": "user",
                    "content": [
                        ["type": "text", "text": "And this?"],
                        ["type": "image_url", "image_url": ["url": "data:image/jpeg;base64,QUJD"]],
                        ["type": "image_url", "image_url": ["url": "https://x.test/a.png"]],
                        ["type": "text", "text": "[file a.pdf]"],
                    ],
                ],
            ]
        )
    }

    @Test func `the original service gets the new name of the limit`() async throws {
        var request = ModelRequest.hello
        request.maxTokens = 9
        let body = try JSONValue(parsing: try await self.call(request) { $0.baseURL = "https://api.openai.com/v1" }.body)
        #expect(body["max_completion_tokens"] == 9)
        #expect(body["max_tokens"] == nil)
    }

    @Test func `counts are not asked for when the service would refuse`() async throws {
        let body = try JSONValue(parsing: try await self.call { $0.asksForUsage = false }.body)
        #expect(body["stream_options"] == nil)
    }
}
