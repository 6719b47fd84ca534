// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Makes identifiers for transcript entries and deliveries: a random prefix of this process and a counter.
final class EntryIdentifiers: Sendable {
    private let prefix: String
    private let counter = Atomic<UInt64>(0)

    init(_ identifiers: any IDGenerator) {
        self.prefix = String(identifiers.uuid().filter { $0 != "-" }.prefix(16))
    }

    /// The next identifier, unique over all processes.
    func next() -> String {
        let number = self.counter.wrappingAdd(1, ordering: .relaxed).newValue
        return self.prefix + "-" + String(number, radix: 36)
    }
}
