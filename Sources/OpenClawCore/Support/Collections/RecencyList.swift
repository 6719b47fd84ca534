// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An order of slot numbers, the one touched last first: a doubly linked list in two arrays.
///
/// Everything but ``rebuild(_:)`` costs the same however long the list is.
struct RecencyList: Sendable {
    private struct Link {
        var newer: Int32 = -1
        var older: Int32 = -1
        var isMember = false
    }

    private var links: [Link] = []
    /// The slot touched last, or -1.
    private(set) var newest: Int32 = -1
    /// The slot touched longest ago, or -1.
    private(set) var oldest: Int32 = -1

    /// Puts a slot first, whether it was in the list or not.
    mutating func touch(_ slot: Int32) {
        if self.newest == slot { return }
        self.remove(slot)
        while self.links.count <= Int(slot) { self.links.append(Link()) }
        self.links[Int(slot)] = Link(newer: -1, older: self.newest, isMember: true)
        if self.newest >= 0 { self.links[Int(self.newest)].newer = slot }
        self.newest = slot
        if self.oldest < 0 { self.oldest = slot }
    }

    /// Takes a slot out; one that is not in the list stays out.
    mutating func remove(_ slot: Int32) {
        guard Int(slot) < self.links.count, self.links[Int(slot)].isMember else { return }
        let link = self.links[Int(slot)]
        if link.newer >= 0 { self.links[Int(link.newer)].older = link.older } else { self.newest = link.older }
        if link.older >= 0 { self.links[Int(link.older)].newer = link.newer } else { self.oldest = link.newer }
        self.links[Int(slot)] = Link()
    }

    /// The slot after this one on the way to the oldest, or -1.
    func older(than slot: Int32) -> Int32 { self.links[Int(slot)].older }

    /// The slot after this one on the way to the newest, or -1.
    func newer(than slot: Int32) -> Int32 { self.links[Int(slot)].newer }

    /// Replaces the order by the given one, oldest first.
    mutating func rebuild(_ slots: [Int32]) {
        self = RecencyList()
        for slot in slots { self.touch(slot) }
    }
}
