// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The interface of a model provider (`models.providers.<name>.api`).
public struct ModelInterface: RawRepresentable, Hashable, Sendable {
    /// The interface as configuration writes it.
    public let rawValue: String

    /// Wraps an interface.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// `POST /chat/completions` as OpenAI defined it.
    public static let openAICompletions = ModelInterface(rawValue: "openai-completions")
    /// `POST /responses` as OpenAI defined it.
    public static let openAIResponses = ModelInterface(rawValue: "openai-responses")
    /// `POST /messages` as Anthropic defined it.
    public static let anthropicMessages = ModelInterface(rawValue: "anthropic-messages")
    /// Ollama's own interface.
    public static let ollama = ModelInterface(rawValue: "ollama")

    /// Every interface there is.
    public static let all: [ModelInterface] = [.openAICompletions, .openAIResponses, .anthropicMessages, .ollama]
}
