// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawNet

@Suite struct TimerHeapTests {
    @Test(arguments: [1, 2, 3, 7, 100, 1000])
    func `objects come out by deadline whatever was set, moved and removed`(count: Int) throws {
        let loop = try EventLoop(index: 0)
        var generator = Splitmix(state: UInt64(count))
        var heap = TimerHeap()
        let objects = (0..<count).map { _ in LoopObject(loop: loop) }
        var expected: [ObjectIdentifier: UInt64] = [:]
        for _ in 0..<count * 4 {
            let object = objects[Int(generator.next() % UInt64(count))]
            if generator.next() % 4 == 0 {
                heap.remove(object)
                expected[ObjectIdentifier(object)] = nil
            } else {
                let deadline = generator.next() % 1000
                heap.set(object, at: deadline)
                expected[ObjectIdentifier(object)] = deadline
            }
            #expect(heap.count == expected.count)
        }
        #expect(heap.next == expected.values.min())
        var last: UInt64 = 0
        while let object = heap.popDue(.max) {
            let found = expected.removeValue(forKey: ObjectIdentifier(object))
            let deadline = try #require(found)
            #expect(deadline >= last)
            #expect(object.heapIndex == -1)
            last = deadline
        }
        #expect(expected.isEmpty)
    }

    @Test func `nothing is due before its time`() throws {
        let loop = try EventLoop(index: 0)
        var heap = TimerHeap()
        heap.set(LoopObject(loop: loop), at: 10)
        #expect(heap.popDue(9) == nil)
        #expect(heap.popDue(10) != nil)
        #expect(heap.popDue(.max) == nil)
    }
}

/// A small generator, so that a failure can be repeated.
struct Splitmix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
