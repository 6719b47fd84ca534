// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How far an event goes at most; most clients are passed over with this alone.
package enum EventReach {
    /// Anybody may get it.
    case everybody
    /// Clients that people look at, and those that follow its session or run.
    case peopleAndFollowers
    /// Those that follow its session or run.
    case followers

    init(_ audience: EventAudience) {
        switch audience {
        case .everyone, .observers, .client, .sessionList: self = .everybody
        case .observersOrWatchers: self = .peopleAndFollowers
        case .watchers: self = .followers
        }
    }
}
