// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What lists show about an agent.
public struct AgentDescriptor: Sendable, Hashable {
    /// The name for people.
    public var name: String
    /// The emoji that stands for the agent.
    public var emoji: String?
    /// The model it uses, as `provider/model`.
    public var model: String?
    /// The model's provider.
    public var provider: String?
    /// How many tokens its model takes.
    public var contextTokens: Int?
    /// The providers whose models a session may choose for it, the first one where a name has none; empty when the agent does not tell.
    public var providers: [String] = []
    /// The names of its models without their providers; a session may choose these by their name alone.
    public var models: [String] = []
    /// A sentence on a limitation people should know, for instance that no model key is set.
    public var notice: String?

    /// Makes a descriptor.
    public init(
        name: String,
        emoji: String? = nil,
        model: String? = nil,
        provider: String? = nil,
        contextTokens: Int? = nil,
        notice: String? = nil
    ) {
        self.name = name
        self.emoji = emoji
        self.model = model
        self.provider = provider
        self.contextTokens = contextTokens
        self.notice = notice
    }

    /// The model without its provider, as lists have it that name the provider beside it.
    var modelName: String? {
        guard let model, let provider, model.hasPrefix(provider + "/") else { return self.model }
        return String(model.dropFirst(provider.count + 1))
    }
}
