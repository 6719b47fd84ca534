// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An agent that answers with a language model.
///
/// Each turn sends the system prompt, as much of the newest history as fits the model's window, and the message; the answer streams
/// out as it is made. A request that fails before the answer has begun is sent again where that is safe, then the fallbacks have
/// their turn. A model that failed for good cools down, so that the next turns do not wait for it, until one of them finds it well.
///
/// ```swift
/// let agent = ModelAgent(id: "main", model: ModelChoice(provider: provider, model: "gpt-4o-mini"), systemPrompt: "Be brief.")
/// ```
public struct ModelAgent: Agent, WorkspaceReading {
    /// The agent's name.
    public let id: AgentID
    /// What lists show.
    public let descriptor: AgentDescriptor
    /// The directory whose files stand after the system prompt.
    public let workspace: AgentWorkspace?

    let models: [ModelChoice]
    let systemPrompt: String?
    let temperature: Double?
    let maxTokens: Int?
    let retryPolicy: ModelRetryPolicy
    let clock: any Clock<Duration>
    let randomness: any RandomSource
    let cooldowns: ModelCooldowns

    /// Makes an agent.
    ///
    /// - Parameters:
    ///   - id: the agent's name, unique in a gateway.
    ///   - name: the name for people; the identifier when `nil`.
    ///   - emoji: the emoji that stands for the agent.
    ///   - model: the model that answers.
    ///   - fallbacks: models to ask, in order, when the first one fails before its answer has begun.
    ///   - systemPrompt: instructions above every conversation.
    ///   - workspace: files whose words stand after the system prompt.
    ///   - temperature: how freely the model chooses its words, 0 to 2; `nil` leaves it to the provider.
    ///   - maxTokens: the most tokens of one answer; `nil` leaves it to the provider.
    ///   - retryPolicy: how often and how soon a failed request is sent again.
    ///   - clock: what waits and cooldowns are measured with.
    ///   - randomness: what spreads the waits, so that many turns do not return at once.
    public init(
        id: AgentID = .main,
        name: String? = nil,
        emoji: String? = nil,
        model: ModelChoice,
        fallbacks: [ModelChoice] = [],
        systemPrompt: String? = nil,
        workspace: AgentWorkspace? = nil,
        temperature: Double? = nil,
        maxTokens: Int? = nil,
        retryPolicy: ModelRetryPolicy = ModelRetryPolicy(),
        clock: any Clock<Duration> = ContinuousClock(),
        randomness: any RandomSource = SystemRandomSource()
    ) {
        self.id = id
        var descriptor = AgentDescriptor(
            name: name ?? id.rawValue,
            emoji: emoji,
            model: model.reference,
            provider: model.provider.id.rawValue,
            contextTokens: model.contextTokens
        )
        self.models = [model] + fallbacks
        for choice in self.models where !descriptor.providers.contains(choice.provider.id.rawValue) {
            descriptor.providers.append(choice.provider.id.rawValue)
        }
        descriptor.models = self.models.map(\.model)
        self.descriptor = descriptor
        self.systemPrompt = systemPrompt
        self.workspace = workspace
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.retryPolicy = retryPolicy
        self.clock = clock
        self.randomness = randomness
        self.cooldowns = ModelCooldowns(clock: clock)
    }
}
