// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Waits until a condition holds.
///
/// For what another thread or the kernel does in its own time and no continuation announces: a socket that has been closed, a task that has
/// begun to wait. The condition is asked again after other tasks had a turn, later every two milliseconds, so that many waiting tests do not
/// take the processor from those they wait for.
///
/// ```swift
/// try await eventually { server.connectionCount == 0 }
/// ```
///
/// - Parameters:
///   - limit: How long to wait. Generous: it is only reached when something is broken.
///   - condition: What must become true.
/// - Throws: ``ConditionTimeout`` when the limit is reached, `CancellationError` when the task is cancelled, or what the condition throws.
public func eventually(
    within limit: Duration = .seconds(120),
    fileID: String = #fileID,
    line: Int = #line,
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: limit)
    var turns = 0
    while try await !condition() {
        guard clock.now < deadline else { throw ConditionTimeout(limit: limit, location: "\(fileID):\(line)") }
        turns += 1
        if turns < 20 {
            await Task.yield()
            try Task.checkCancellation()
        } else {
            try await clock.sleep(for: .milliseconds(2))
        }
    }
}
