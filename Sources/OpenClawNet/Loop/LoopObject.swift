// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something that lives on one event loop: a socket or a timer.
///
/// A loop object belongs to the thread of its loop. Every member is called there unless it says otherwise;
/// hop with ``EventLoop/execute(_:)``.
public class LoopObject: @unchecked Sendable {
    /// The loop the object lives on.
    public final let loop: EventLoop
    /// The index of the registration with the selector, -1 if none.
    final var slot: Int32 = -1
    /// The index in the loop's timer heap, -1 if no timer is set.
    final var heapIndex: Int32 = -1
    /// The deadline in the heap, meaningless if no timer is set.
    final var armedDeadline: UInt64 = 0

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// The descriptor is ready.
    func ready(_ set: ReadySet) {}

    /// The deadline has passed. No timer is set any more.
    func timerFired() {}

    /// The tick ends: carry out what was put off with ``EventLoop/atEndOfTick(_:)``.
    func endOfTick() {}

    /// The tick goes on for long: do what needs no call to anybody.
    func flushEarly() {}

    /// The loop ends: release what belongs to the system.
    func loopStopped() {}
}
