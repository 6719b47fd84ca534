// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides when what only a burst of new connections needed can be given back: many have come, and no more come.
struct ConnectionBurst {
    /// Fewer new ones are no burst.
    static let size = 500

    private var settled = 0
    private var last = 0

    /// Looks at how many connections there are now; asked in even intervals. `true` once after a burst.
    mutating func hasSettled(at connections: Int) -> Bool {
        let isStill = connections <= self.last + self.last / 64
        self.last = connections
        // Whoever has left may come again.
        self.settled = min(self.settled, connections)
        guard isStill, connections >= self.settled + Self.size else { return false }
        self.settled = connections
        return true
    }
}
