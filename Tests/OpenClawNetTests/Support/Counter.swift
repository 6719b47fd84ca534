// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A number which tasks and threads count up together.
final class Counter: Sendable {
    private let number = Atomic<Int>(0)
    private let highest = Atomic<Int>(0)

    var value: Int { number.load(ordering: .sequentiallyConsistent) }
    var maximum: Int { highest.load(ordering: .sequentiallyConsistent) }

    func add(_ count: Int = 1) {
        let new = number.add(count, ordering: .sequentiallyConsistent).newValue
        highest.max(new, ordering: .sequentiallyConsistent)
    }
}
