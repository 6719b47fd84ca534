// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A model provider made of a closure.
///
/// ```swift
/// let parrot = ClosureModelProvider(id: "parrot") { request in request.messages.last?.text ?? "" }
/// ```
public struct ClosureModelProvider: ModelProvider {
    /// A body that streams.
    public typealias Body = @Sendable (ModelRequest, (ModelEvent) async throws -> Void) async throws -> ModelCompletion

    /// The provider's name.
    public let id: ModelProviderID
    private let body: Body

    /// Makes a provider that streams.
    public init(id: ModelProviderID, streaming body: @escaping Body) {
        self.id = id
        self.body = body
    }

    /// Makes a provider that answers with one text.
    public init(id: ModelProviderID, _ body: @escaping @Sendable (ModelRequest) async throws -> String) {
        self.init(id: id) { request, receive in
            try await receive(.textDelta(body(request)))
            return ModelCompletion()
        }
    }

    /// Runs the closure.
    public func complete(_ request: ModelRequest, receive: (ModelEvent) async throws -> Void) async throws -> ModelCompletion {
        try await self.body(request, receive)
    }
}
