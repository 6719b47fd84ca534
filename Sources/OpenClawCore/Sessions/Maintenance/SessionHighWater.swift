// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Down to where a disk budget that was exceeded is brought (`session.maintenance.highWaterBytes`, PROTOCOL 5.3).
public enum SessionHighWater: Sendable, Hashable {
    /// So many bytes.
    case bytes(Int)
    /// So many hundredths of the budget.
    case percent(Int)

    /// The bytes, at most the budget.
    public func bytes(of budget: Int) -> Int {
        switch self {
        case .bytes(let bytes): max(0, min(bytes, budget))
        case .percent(let percent): Int(Int128(budget) * Int128(max(0, min(percent, 100))) / 100)
        }
    }
}
