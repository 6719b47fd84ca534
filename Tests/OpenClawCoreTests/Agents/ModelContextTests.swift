// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct ModelContextTests {
    private static func say(_ role: ChatRole, _ text: String) -> ChatMessage { ChatMessage(role: role, text: text, timestamp: .epoch) }

    private static func call(_ ids: String...) -> ChatMessage {
        let calls = ids.map { ContentBlock.toolCall(ToolCall(id: $0, name: "look", arguments: [:])) }
        return ChatMessage(role: .assistant, content: calls, timestamp: .epoch)
    }

    private static func result(_ id: String) -> ChatMessage {
        ChatMessage(role: .toolResult, content: [.text("seen")], timestamp: .epoch, extra: ["toolCallId": .string(id)])
    }

    private func fit(_ history: [ChatMessage], budget: Int) -> [ChatMessage] {
        var context = ModelContext(contextTokens: 1024, answerTokens: nil, systemPrompt: nil, tools: [])
        context.budget = budget
        return context.messages(history: history, message: Self.say(.user, "now"))
    }

    @Test func `everything goes in when there is room`() {
        let history = [Self.say(.user, "one"), Self.say(.assistant, "two")]
        #expect(self.fit(history, budget: 1000) == history + [Self.say(.user, "now")])
    }

    @Test func `the newest stay, and the message always`() {
        let history = (1...50).map { Self.say($0 % 2 == 1 ? .user : .assistant, "message number \($0)") }
        for budget in 0..<400 {
            let messages = self.fit(history, budget: budget)
            #expect(messages.last?.text == "now")
            #expect(messages.dropLast() == history.suffix(messages.count - 1))
            let tokens = messages.reduce(0) { $0 + TokenEstimate.tokens(in: $1) }
            #expect(tokens <= budget || messages.count == 1)
        }
    }

    @Test func `calls and results are never parted`() {
        let exchange = [Self.call("a", "b"), Self.result("a"), Self.result("b")]
        let history = [Self.say(.user, "look"), exchange[0], exchange[1], exchange[2], Self.say(.assistant, "done")]
        var kinds: Set<Int> = []
        for budget in 0..<200 {
            let messages = self.fit(history, budget: budget)
            let called = Set(messages.flatMap(\.toolCalls).map(\.id))
            let answered = Set(messages.compactMap(\.toolCallID))
            #expect(called == answered)
            kinds.insert(called.count)
        }
        #expect(kinds == [0, 2])
    }

    @Test func `a call without a result is left out, its words stay`() {
        var spoken = Self.call("lost")
        spoken.content.insert(.text("Let me look."), at: 0)
        let messages = self.fit([Self.say(.user, "look"), spoken, Self.call("gone"), Self.say(.user, "well?")], budget: 1000)
        #expect(messages.map(\.text) == ["look", "Let me look.", "well?", "now"])
        #expect(messages.flatMap(\.toolCalls).isEmpty)
    }

    @Test func `a result without a call is left out`() {
        let messages = self.fit([Self.result("x"), Self.say(.user, "hi"), Self.say(.assistant, "ho"), Self.result("y")], budget: 1000)
        #expect(messages.map(\.text) == ["hi", "ho", "now"])
    }

    @Test func `prompt, tools and answer take their share`() {
        let plain = ModelContext(contextTokens: 8192, answerTokens: 1000, systemPrompt: nil, tools: [])
        #expect(plain.budget == 7192)
        let prompt = String(repeating: "word ", count: 700)
        let full = ModelContext(
            contextTokens: 8192,
            answerTokens: 1000,
            systemPrompt: prompt,
            tools: [ModelTool(name: "look", description: "Looks.")]
        )
        #expect(full.budget < 6200)
    }

    @Test(arguments: [
        ("The quick brown fox jumps over the lazy dog.", 10, 14), ("你好，世界", 5, 8), ("", 0, 1),
        ("func main() { print(\"hello\") }", 8, 12),
    ])
    func `estimates are near what tokenizers count`(text: String, real: Int, most: Int) {
        let estimate = TokenEstimate.tokens(in: text)
        #expect(estimate >= real)
        #expect(estimate <= most)
    }
}
