// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A model at a provider.
public struct ModelChoice: Sendable {
    /// Who runs the model.
    public var provider: any ModelProvider
    /// The model, in the provider's own words.
    public var model: String
    /// How many tokens question and answer may have together.
    public var contextTokens: Int

    /// Makes a choice.
    public init(provider: any ModelProvider, model: String, contextTokens: Int = 128_000) {
        self.provider = provider
        self.model = model
        self.contextTokens = max(1024, contextTokens)
    }

    /// The choice as `provider/model`.
    public var reference: String { "\(self.provider.id)/\(self.model)" }
}
