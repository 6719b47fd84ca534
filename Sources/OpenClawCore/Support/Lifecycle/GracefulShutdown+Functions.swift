// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Runs `operation`, and calls `handler` once when a graceful shutdown is requested meanwhile, or at once when it was requested before.
///
/// The handler runs on the thread which requests the shutdown, so it should only flip a switch or close a mailbox. It may still
/// be running when the operation returns. Without a ``GracefulShutdown`` around the task it is never called.
public nonisolated(nonsending) func withGracefulShutdownHandler<Result, Failure: Error>(
    operation: nonisolated(nonsending) () async throws(Failure) -> Result,
    onGracefulShutdown handler: @escaping @Sendable () -> Void
) async throws(Failure) -> Result {
    guard let shutdown = GracefulShutdown.current else { return try await operation() }
    let id = shutdown.register(handler)
    if id == nil { handler() }
    defer { if let id { shutdown.unregister(id) } }
    return try await operation()
}

/// Whether a graceful shutdown was requested for the current task.
public var isShuttingDownGracefully: Bool {
    GracefulShutdown.current?.isTriggered ?? false
}

/// Waits until a graceful shutdown is requested for the current task; without a ``GracefulShutdown`` around it, until cancellation.
/// - Throws: When the task is cancelled first.
public func waitForGracefulShutdown() async throws(CancellationError) {
    try await (GracefulShutdown.current ?? GracefulShutdown()).wait()
}

/// Runs `operation` and cancels it when a graceful shutdown is requested: for work which has nothing to finish.
public func cancelWhenGracefulShutdown<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard let shutdown = GracefulShutdown.current else { return try await operation() }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            do {
                try await shutdown.wait()
            } catch {
                // Cancelled because the operation ended.
            }
            return nil
        }
        defer { group.cancelAll() }
        while let result = try await group.next() {
            if let result { return result }
            group.cancelAll()
        }
        throw CancellationError()
    }
}
