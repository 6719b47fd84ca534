// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Something that only the first who asks gets.
final class FirstClaim: Sendable {
    private let isTaken = Atomic(false)

    /// Whether the caller is the first.
    func take() -> Bool { !self.isTaken.exchange(true, ordering: .relaxed) }
}
