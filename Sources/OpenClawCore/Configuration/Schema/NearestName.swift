// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Finds the name somebody probably meant.
package enum NearestName {
    /// The candidate with the fewest typing mistakes, or `nil` when none is near enough.
    ///
    /// Upper and lower case, `-` and `_` count as equal; up to a third of the letters may be wrong.
    package static func find(_ name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = self.folded(name)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let folded = self.folded(candidate)
            let limit = max(1, (max(wanted.count, folded.count) + 1) / 3)
            let distance = self.distance(wanted, folded)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// How many insertions, deletions, replacements and swaps of neighbours turn one text into the other (optimal string alignment).
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in 1...left.count {
            var row = [i]
            row.reserveCapacity(right.count + 1)
            for j in 1...right.count {
                var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.compactMap { byte in
            if byte == 0x2D || byte == 0x5F { return nil }
            return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        }
    }
}
