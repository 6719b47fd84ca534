// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension EventLoop {
    /// Runs `action` after `delay`. To be called on the loop.
    @discardableResult
    public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> LoopTimer {
        schedule(at: cachedNow &+ MonotonicTime.nanoseconds(delay), action)
    }

    /// Runs `action` at `deadline`, in nanoseconds of ``now``. To be called on the loop.
    @discardableResult
    public func schedule(at deadline: UInt64, _ action: @escaping () -> Void) -> LoopTimer {
        let timer = LoopTimer(loop: self, action: action)
        setTimer(timer, at: deadline)
        return timer
    }

    /// Sets the only timer of `object`.
    func setTimer(_ object: LoopObject, at deadline: UInt64) {
        assert(inLoop)
        timers.set(object, at: deadline)
    }

    /// Clears the timer of `object`.
    func clearTimer(_ object: LoopObject) {
        assert(inLoop)
        timers.remove(object)
    }
}
