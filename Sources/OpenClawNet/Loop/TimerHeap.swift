// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Loop objects ordered by deadline: a binary heap which knows where each object stands, so that removal is logarithmic.
struct TimerHeap: ~Copyable {
    private struct Entry {
        var deadline: UInt64
        // Ties are broken by age, so timers of one deadline fire in the order they were set.
        var sequence: UInt64
        var object: Unmanaged<LoopObject>

        func precedes(_ other: Entry) -> Bool {
            deadline < other.deadline || (deadline == other.deadline && sequence < other.sequence)
        }
    }

    private var entries: [Entry] = []
    private var sequence: UInt64 = 0

    deinit {
        for entry in entries { entry.object.release() }
    }

    var count: Int { entries.count }

    /// The earliest deadline.
    var next: UInt64? { entries.first?.deadline }

    /// Sets the timer of `object`, earlier or later than before.
    mutating func set(_ object: LoopObject, at deadline: UInt64) {
        sequence &+= 1
        object.armedDeadline = deadline
        let index = Int(object.heapIndex)
        if index < 0 {
            entries.append(Entry(deadline: deadline, sequence: sequence, object: .passRetained(object)))
            object.heapIndex = Int32(entries.count - 1)
            siftUp(entries.count - 1)
        } else {
            entries[index].deadline = deadline
            entries[index].sequence = sequence
            siftUp(index)
            siftDown(Int(object.heapIndex))
        }
    }

    /// Clears the timer of `object` if one is set.
    mutating func remove(_ object: LoopObject) {
        let index = Int(object.heapIndex)
        if index < 0 { return }
        object.heapIndex = -1
        let last = entries.removeLast()
        if index < entries.count {
            let gone = entries[index].object
            place(last, at: index)
            siftUp(index)
            siftDown(Int(last.object._withUnsafeGuaranteedRef { $0.heapIndex }))
            gone.release()
        } else {
            last.object.release()
        }
    }

    /// Removes and returns the first object whose deadline is not after `now`.
    mutating func popDue(_ now: UInt64) -> LoopObject? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        let object = first.object.takeUnretainedValue()
        remove(object)
        return object
    }

    private mutating func place(_ entry: Entry, at index: Int) {
        entries[index] = entry
        entry.object._withUnsafeGuaranteedRef { $0.heapIndex = Int32(index) }
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        let entry = entries[index]
        while index > 0 {
            let parent = (index - 1) / 2
            guard entry.precedes(entries[parent]) else { break }
            place(entries[parent], at: index)
            index = parent
        }
        if index != start { place(entry, at: index) }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        let entry = entries[index]
        while true {
            var child = 2 * index + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(entry) else { break }
            place(entries[child], at: index)
            index = child
        }
        if index != start { place(entry, at: index) }
    }
}
