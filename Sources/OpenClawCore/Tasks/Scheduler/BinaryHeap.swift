// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The smallest element first.
struct BinaryHeap<Element: Comparable & Sendable>: Sendable {
    private var elements: [Element] = []

    var first: Element? { self.elements.first }
    var count: Int { self.elements.count }

    mutating func insert(_ element: Element) {
        self.elements.append(element)
        var child = self.elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard self.elements[child] < self.elements[parent] else { return }
            self.elements.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out what does not fit; in the order of the elements afterwards.
    mutating func keep(where fits: (Element) -> Bool) {
        // A sorted list is a heap.
        self.elements = self.elements.filter(fits).sorted()
    }

    mutating func removeFirst() -> Element? {
        guard let first = self.elements.first, let last = self.elements.popLast() else { return nil }
        guard !self.elements.isEmpty else { return first }
        self.elements[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < self.elements.count && self.elements[child] < self.elements[smallest] {
                smallest = child
            }
            if smallest == parent { return first }
            self.elements.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
