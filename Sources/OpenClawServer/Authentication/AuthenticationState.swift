// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// The settings of authentication as they stand, and how often they were changed.
final class AuthenticationState: Sendable {
    /// One state of the settings.
    struct Snapshot: Sendable {
        var settings: AuthenticationSettings
        /// Counts the changes.
        var generation = 0
    }

    private let state: Mutex<Snapshot>

    init(_ settings: AuthenticationSettings) { self.state = Mutex(Snapshot(settings: settings)) }

    var snapshot: Snapshot { self.state.withLock { $0 } }

    /// Replaces the settings; returns which credentials count no longer.
    func replace(_ settings: AuthenticationSettings) -> @Sendable (ClientCredential) -> Bool {
        let (modeChanged, keyChanged) = self.state.withLock { state in
            let changes = (state.settings.mode != settings.mode, state.settings.signedTokens != settings.signedTokens)
            state.settings = settings
            if changes.0 || changes.1 { state.generation += 1 }
            return changes
        }
        return { credential in
            switch credential {
            case .none, .shared, .certificate, .proxy: modeChanged
            case .signedToken: keyChanged
            case .deviceToken: false
            }
        }
    }

    /// Whether a credential that was accepted a moment ago still counts: a device's own does, others only when nothing has changed.
    func stillCounts(_ credential: ClientCredential, since generation: Int) -> Bool {
        credential == .deviceToken || generation == self.snapshot.generation
    }
}
