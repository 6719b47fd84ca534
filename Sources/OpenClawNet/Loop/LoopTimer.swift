// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An action which an event loop runs once, later. It belongs to the thread of its loop.
public final class LoopTimer: LoopObject, @unchecked Sendable {
    private var action: (() -> Void)?

    init(loop: EventLoop, action: @escaping () -> Void) {
        self.action = action
        super.init(loop: loop)
    }

    /// Prevents the action if it has not run. To be called on the loop.
    public func cancel() {
        assert(loop.inLoop, "a timer belongs to its loop")
        loop.clearTimer(self)
        action = nil
    }

    override func timerFired() {
        let action = action
        self.action = nil
        action?()
    }

    override func loopStopped() {
        action = nil
    }
}
