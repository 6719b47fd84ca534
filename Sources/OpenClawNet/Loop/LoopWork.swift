// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One unit of work for a loop.
enum LoopWork: @unchecked Sendable {
    /// A piece of a task which prefers the loop as its executor.
    case job(UnownedJob)
    /// A piece of an actor which lives on the loop.
    case actorJob(UnownedJob)
    /// A plain function; not `Sendable` if it was queued on the loop itself.
    case function(() -> Void)
}

/// A queue of work which keeps its memory.
struct LoopWorkQueue {
    private var items: [LoopWork] = []
    private var head = 0

    var isEmpty: Bool { head == items.count }

    mutating func append(_ work: LoopWork) {
        items.append(work)
    }

    mutating func append(contentsOf work: [LoopWork]) {
        items.append(contentsOf: work)
    }

    mutating func popFirst() -> LoopWork? {
        if head == items.count { return nil }
        let work = items[head]
        items[head] = .function(Self.nothing)
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: items.count <= 4096)
            head = 0
        } else if head >= 4096 {
            items.removeSubrange(..<head)
            head = 0
        }
        return work
    }

    private static func nothing() {}
}
