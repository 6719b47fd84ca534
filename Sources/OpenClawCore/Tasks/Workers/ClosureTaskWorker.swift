// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A worker made of a closure.
public struct ClosureTaskWorker: TaskWorker {
    /// What the worker is and offers.
    public let descriptor: TaskWorkerDescriptor
    private let body: @Sendable (TaskAssignment) async throws -> TaskOutcome

    /// Makes a worker.
    public init(_ descriptor: TaskWorkerDescriptor, _ body: @escaping @Sendable (TaskAssignment) async throws -> TaskOutcome) {
        self.descriptor = descriptor
        self.body = body
    }

    /// Runs the closure.
    public func perform(_ task: TaskAssignment) async throws -> TaskOutcome { try await self.body(task) }
}
