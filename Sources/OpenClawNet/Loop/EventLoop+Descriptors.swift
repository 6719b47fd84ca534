// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension EventLoop {
    /// Registers `descriptor`; the loop keeps `object` until ``deregister(_:descriptor:interest:)``.
    func register(_ object: LoopObject, descriptor: Int32, interest: ReadySet) throws(IOError) {
        assert(inLoop)
        precondition(object.slot < 0, "an object is registered once")
        let slot = freeSlots.popLast() ?? Int32(slots.count)
        if Int(slot) == slots.count { slots.append(LoopSlot()) }
        do {
            try selector.add(descriptor, token: token(slot), interest: interest)
        } catch {
            freeSlots.append(slot)
            throw error
        }
        slots[Int(slot)].object = object
        object.slot = slot
    }

    func changeInterest(_ object: LoopObject, descriptor: Int32, from old: ReadySet, to interest: ReadySet) {
        selector.change(descriptor, token: token(object.slot), from: old, to: interest)
    }

    func deregister(_ object: LoopObject, descriptor: Int32, interest: ReadySet) {
        assert(inLoop)
        selector.remove(descriptor, interest: interest)
        let slot = object.slot
        object.slot = -1
        slots[Int(slot)].object = nil
        slots[Int(slot)].generation &+= 1
        freeSlots.append(slot)
    }

    /// Calls ``LoopObject/endOfTick()`` once before the loop waits again.
    func atEndOfTick(_ object: LoopObject) {
        late.append(object)
        // A message to thousands is sent in portions, while its bytes are still in the processor's cache.
        if late.count % 64 == 0 {
            for object in late.suffix(64) { object.flushEarly() }
        }
    }

    private func token(_ slot: Int32) -> UInt64 {
        UInt64(slots[Int(slot)].generation) << 32 | UInt64(UInt32(bitPattern: slot))
    }
}
