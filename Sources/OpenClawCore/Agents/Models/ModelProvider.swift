// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A service that completes conversations: one of the hosted ones, a local server, a script in a test.
///
/// Adapters for common services are in OpenClawModels; ``ClosureModelProvider`` is the simplest one.
public protocol ModelProvider: Sendable {
    /// The provider's name, as it stands before the slash of `openai/gpt-4o-mini`.
    var id: ModelProviderID { get }

    /// Completes one conversation and hands over what the model says as it comes.
    ///
    /// `receive` suspends while the readers are slow; do not read on from the service meanwhile, so that nothing piles up. What
    /// `receive` throws must end the completion and be thrown on as it is. When the task is cancelled, let go of the connection and
    /// throw `CancellationError`.
    ///
    /// - Parameters:
    ///   - request: the conversation and how to answer it.
    ///   - receive: takes each piece of the answer, in order.
    /// - Returns: how the answer ended.
    /// - Throws: ``ModelError`` for everything that goes wrong with the service.
    func complete(_ request: ModelRequest, receive: (ModelEvent) async throws -> Void) async throws -> ModelCompletion
}
