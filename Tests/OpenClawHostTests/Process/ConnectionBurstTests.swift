// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawHost

@Suite struct ConnectionBurstTests {
    /// How many connections there are at each look, and after which looks pages are given back.
    @Test(arguments: [
        ([0, 0, 0, 0], []),
        ([100, 400, 400, 400], []),
        ([1_000, 3_000, 5_000, 5_000, 5_000, 5_001], [3]),
        ([2_500, 5_000, 5_010, 5_020], [2]),
        ([5_000, 5_000, 5_400, 5_400, 5_600, 5_600], [1, 5]),
        ([5_000, 5_000, 0, 0, 5_000, 5_000], [1, 5]),
        ([500, 1_000, 1_500, 2_000], []),
    ])
    func `gives back once when a burst is over`(_ counts: [Int], _ expected: [Int]) {
        var burst = ConnectionBurst()
        let settled = counts.indices.filter { burst.hasSettled(at: counts[$0]) }
        #expect(settled == expected)
    }
}
