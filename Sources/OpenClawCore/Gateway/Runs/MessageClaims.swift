// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The messages whose histories somebody in this process is about to change, so that nobody else takes them up as left over.
final class MessageClaims: Sendable {
    private let counts = Mutex<[MessageID: Int]>([:])

    /// Notes that somebody works on a message.
    func hold(_ identity: MessageID) { self.counts.withLock { $0[identity, default: 0] += 1 } }

    /// The same, unless somebody else does.
    func holdIfFree(_ identity: MessageID) -> Bool {
        self.counts.withLock { counts in
            guard counts[identity] == nil else { return false }
            counts[identity] = 1
            return true
        }
    }

    func release(_ identity: MessageID) {
        self.counts.withLock { counts in
            guard let place = counts.index(forKey: identity) else { return }
            if counts.values[place] > 1 { counts.values[place] -= 1 } else { counts.remove(at: place) }
        }
    }
}
