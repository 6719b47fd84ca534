// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a model's answer ended.
public struct ModelCompletion: Sendable, Hashable {
    /// Why the model stopped.
    public var stopReason: ModelStopReason
    /// Tokens used, when the provider counted them.
    public var usage: TokenUsage?
    /// The model that really answered, when the provider said so.
    public var model: String?

    /// Makes an end.
    public init(stopReason: ModelStopReason = .stop, usage: TokenUsage? = nil, model: String? = nil) {
        self.stopReason = stopReason
        self.usage = usage
        self.model = model
    }
}
