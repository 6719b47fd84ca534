// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A number that a change of the configuration reports.
final class ChangedCount: Sendable {
    private let state = Mutex(0)

    var value: Int { self.state.withLock { $0 } }

    func set(_ value: Int) { self.state.withLock { $0 = value } }
}
