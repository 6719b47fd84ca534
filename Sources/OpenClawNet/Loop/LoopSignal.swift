// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something that happens once, on a loop, and which one task waits for there.
final class LoopSignal: @unchecked Sendable {
    private var hasFired = false
    private var waiter: UnsafeContinuation<Void, Never>?

    init() {}

    /// Lets the waiting task go on. Further calls do nothing.
    func fire() {
        hasFired = true
        let waiter = waiter
        self.waiter = nil
        waiter?.resume()
    }

    /// Waits for ``fire()``.
    func wait() async {
        await withUnsafeContinuation { continuation in
            if hasFired {
                continuation.resume()
            } else {
                precondition(waiter == nil, "one task waits for a signal")
                waiter = continuation
            }
        }
    }
}
