// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A conversation for a model to continue.
public struct ModelRequest: Sendable, Hashable {
    /// The model, in the provider's own words (`gpt-4o-mini`).
    public var model: String
    /// Instructions that stand above the conversation.
    public var systemPrompt: String?
    /// The conversation, oldest first; the last message is the one to answer.
    public var messages: [ChatMessage]
    /// The tools the model may ask for.
    public var tools: [ModelTool]
    /// How freely the model chooses its words, 0 to 2; `nil` leaves it to the provider.
    public var temperature: Double?
    /// The most tokens the answer may have; `nil` leaves it to the provider.
    public var maxTokens: Int?
    /// How much the model should reason (`minimal`, `low`, `medium`, `high`); `nil` leaves it to the provider.
    public var reasoningEffort: String?
    /// What the request belongs to, for providers that pass it on or count by it (`user`, `sessionKey`, `runId`).
    public var metadata: [String: String]

    /// Makes a request; only the model and the conversation are needed.
    public init(
        model: String,
        messages: [ChatMessage],
        systemPrompt: String? = nil,
        tools: [ModelTool] = [],
        temperature: Double? = nil,
        maxTokens: Int? = nil,
        reasoningEffort: String? = nil,
        metadata: [String: String] = [:]
    ) {
        self.model = model
        self.messages = messages
        self.systemPrompt = systemPrompt
        self.tools = tools
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.reasoningEffort = reasoningEffort
        self.metadata = metadata
    }
}
