// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Chooses what of a conversation goes into a model's window: the newest part that fits, in whole exchanges.
///
/// A call of tools and its results stay together or are both left out, because providers refuse one without the other.
struct ModelContext {
    /// The tokens the messages may have.
    var budget: Int

    /// Computes the room for messages.
    ///
    /// - Parameters:
    ///   - contextTokens: what question and answer may have together.
    ///   - answerTokens: what is kept free for the answer; `nil` keeps a quarter, at most 8192.
    init(contextTokens: Int, answerTokens: Int?, systemPrompt: String?, tools: [ModelTool]) {
        let answer = min(answerTokens ?? min(contextTokens / 4, 8192), contextTokens / 2)
        var budget = contextTokens - answer
        if let systemPrompt { budget -= TokenEstimate.tokens(in: systemPrompt) + TokenEstimate.messageOverhead }
        for tool in tools { budget -= TokenEstimate.tokens(in: tool) }
        self.budget = budget
    }

    /// The conversation to send: always the message itself, before it as much of the newest history as fits.
    func messages(history: [ChatMessage], message: ChatMessage) -> [ChatMessage] {
        var room = self.budget - TokenEstimate.tokens(in: message)
        var units: [[ChatMessage]] = []
        var end = history.count
        while end > 0 {
            let start = Self.startOfExchange(endingAt: end, in: history)
            let unit = Self.complete(history[start..<end])
            room -= unit.reduce(0) { $0 + TokenEstimate.tokens(in: $1) }
            if room < 0 { break }
            units.append(unit)
            end = start
        }
        return units.reversed().flatMap { $0 } + [message]
    }

    /// Where the exchange begins whose last message is before `end`: at the calling message for tool results, else at the message itself.
    private static func startOfExchange(endingAt end: Int, in history: [ChatMessage]) -> Int {
        var start = end - 1
        while start > 0, history[start].role == .toolResult { start -= 1 }
        return start
    }

    /// Leaves out calls without a result and results without a call.
    private static func complete(_ exchange: ArraySlice<ChatMessage>) -> [ChatMessage] {
        guard let first = exchange.first else { return [] }
        let answered = Set(exchange.compactMap { $0.role == .toolResult ? $0.toolCallID : nil })
        let called = Set(first.role == .toolResult ? [] : first.toolCalls.map(\.id))
        if called.isEmpty, answered.isEmpty, !exchange.contains(where: { $0.role == .toolResult }) { return Array(exchange) }
        return exchange.compactMap { message in
            if message.role == .toolResult {
                guard let id = message.toolCallID, called.contains(id) else { return nil }
                return message
            }
            var message = message
            message.content.removeAll { block in
                if case .toolCall(let call) = block { return !answered.contains(call.id) }
                return false
            }
            return message.content.isEmpty ? nil : message
        }
    }
}
