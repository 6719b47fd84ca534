// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Messages of the same sender that come while a turn runs, for agents that can take them in between two steps.
///
/// ```swift
/// for message in try await turn.steering.take() { conversation.append(message) }
/// ```
///
/// What is taken is written into the transcript and answered by this turn. What is not taken has a turn of its own afterwards.
public struct TurnSteering: Sendable {
    private let source: (@Sendable () async throws -> [ChatMessage])?

    /// Steering by whatever `source` returns; it is called whenever the agent asks.
    public init(_ source: @escaping @Sendable () async throws -> [ChatMessage]) { self.source = source }

    private init() { self.source = nil }

    /// Nothing ever comes.
    public static let none = TurnSteering()

    /// The messages that have come since the last call, oldest first.
    /// - Throws: ``SessionStoreError`` when they could not be written into the transcript; the turn should end with it.
    public func take() async throws -> [ChatMessage] { try await self.source?() ?? [] }
}
