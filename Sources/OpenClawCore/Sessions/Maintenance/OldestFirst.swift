// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps the oldest of many things, a bounded number of them.
struct OldestFirst<Element: Sendable>: Sendable {
    private let limit: Int
    private var items: [(time: Timestamp, element: Element)] = []
    /// Whether some were left out.
    private(set) var isCut = false

    init(limit: Int) { self.limit = max(1, limit) }

    /// Takes one; the youngest leave when there are too many.
    mutating func add(_ element: Element, at time: Timestamp) {
        self.items.append((time, element))
        if self.items.count >= 2 * self.limit { self.trim() }
    }

    private mutating func trim() {
        self.items.sort { $0.time < $1.time }
        guard self.items.count > self.limit else { return }
        self.items.removeLast(self.items.count - self.limit)
        self.isCut = true
    }

    /// Takes them out, the oldest first.
    mutating func take() -> [(time: Timestamp, element: Element)] {
        self.trim()
        defer { self.items = [] }
        return self.items
    }
}
