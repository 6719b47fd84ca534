// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Which web pages may connect at this moment.
final class OriginState: Sendable {
    private let policy: Mutex<OriginPolicy>

    init(_ policy: OriginPolicy) { self.policy = Mutex(policy) }

    var snapshot: OriginPolicy {
        get { self.policy.withLock { $0 } }
        set { self.policy.withLock { $0 = newValue } }
    }

    func allows(origin: String?, host: String?, isLoopbackPeer: Bool) -> Bool {
        guard let origin else { return true }
        return self.snapshot.allows(origin: origin, host: host, isLoopbackPeer: isLoopbackPeer)
    }
}
