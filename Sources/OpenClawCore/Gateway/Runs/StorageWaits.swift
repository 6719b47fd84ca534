// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Runs whose entries the session store does not take at present, and what it says.
///
/// A message that was acknowledged is not given up because a disk is full: its run waits, and meanwhile nothing is acknowledged that would
/// have to wait as well.
final class StorageWaits: Sendable {
    private struct Wait {
        var words: String
        var count: Int
    }

    private let waits = Mutex<[SessionKey: Wait]>([:])
    /// How many runs wait; looked at for every message.
    private let count = Atomic(0)

    /// A run begins to wait.
    /// - Returns: whether nobody waited for this session before.
    func begin(_ key: SessionKey, _ error: SessionStoreError) -> Bool {
        self.count.add(1, ordering: .releasing)
        return self.waits.withLock { waits in
            let others = waits[key]?.count ?? 0
            waits[key] = Wait(words: error.message, count: others + 1)
            return others == 0
        }
    }

    /// A run waits no longer.
    func end(_ key: SessionKey) {
        self.waits.withLock { waits in
            guard var wait = waits[key] else { return }
            wait.count -= 1
            waits[key] = wait.count > 0 ? wait : nil
        }
        self.count.subtract(1, ordering: .releasing)
    }

    /// What the store says to those who wait; `nil` when nobody does.
    var trouble: String? {
        guard self.count.load(ordering: .acquiring) > 0 else { return nil }
        return self.waits.withLock { $0.values.first?.words }
    }
}
