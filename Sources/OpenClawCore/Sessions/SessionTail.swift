// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The newest entries of a session, with their sizes.
struct SessionTail: Sendable {
    /// The entries, oldest first.
    private(set) var entries: [SessionEntry]
    private var sizes: [Int]
    /// The sum of the sizes.
    private(set) var byteCount: Int
    /// Whether nothing comes before the first entry.
    private(set) var isComplete: Bool

    /// The tail of a session without entries.
    init() {
        self.entries = []
        self.sizes = []
        self.byteCount = 0
        self.isComplete = true
    }

    /// A tail as it was read.
    init(entries: [SessionEntry], sizes: [Int], isComplete: Bool) {
        self.entries = entries
        self.sizes = sizes
        self.byteCount = sizes.reduce(0, +)
        self.isComplete = isComplete
    }

    /// Adds entries at the end.
    mutating func append(_ entries: [SessionEntry], sizes: [Int]) {
        self.entries += entries
        self.sizes += sizes
        for size in sizes { self.byteCount += size }
    }

    /// Drops the oldest entries once there are a quarter more than asked for, so that the cost is spread over many appends.
    /// - Parameter isForgetting: the dropped entries are gone for good, so that nothing comes before the rest.
    mutating func trim(keepingEntries count: Int, bytes: Int, isForgetting: Bool = false) {
        guard self.entries.count > count + count / 4 || self.byteCount > bytes + bytes / 4 else { return }
        var dropped = 0
        var rest = self.byteCount
        while dropped < self.entries.count, self.entries.count - dropped > count || rest > bytes {
            rest -= self.sizes[dropped]
            dropped += 1
        }
        self.entries.removeFirst(dropped)
        self.sizes.removeFirst(dropped)
        self.byteCount = rest
        if !isForgetting { self.isComplete = false }
    }

    /// Whether the tail reaches back far enough for a window.
    func covers(_ window: SessionWindow) -> Bool {
        self.isComplete || max(0, window.offset) + max(0, window.limit) <= self.entries.count
    }

    /// The entries of a window that the tail ``covers(_:)``, and whether older ones exist.
    func window(_ window: SessionWindow) -> (entries: [SessionEntry], hasMore: Bool) {
        let end = max(0, self.entries.count - max(0, window.offset))
        var start = max(0, end - max(0, window.limit))
        if self.byteCount > window.maximumBytes {
            var bytes = 0
            var first = end
            while first > start, bytes + self.sizes[first - 1] <= window.maximumBytes {
                first -= 1
                bytes += self.sizes[first]
            }
            start = first
        }
        let hasMore = start > 0 || !self.isComplete
        return (start == 0 && end == self.entries.count ? self.entries : Array(self.entries[start..<end]), hasMore)
    }
}
