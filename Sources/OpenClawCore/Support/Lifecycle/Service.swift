// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something which runs until its work is done, it is shut down gracefully, or its task is cancelled.
///
/// Graceful shutdown (``GracefulShutdown``) asks a service to stop accepting work and to finish what it has; cancellation tells
/// it to drop everything.
public protocol Service: Sendable {
    /// Runs the service. Returning means that it stopped in order.
    func run() async throws
}
