// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// For whom an event is meant, beside the scopes it needs.
public enum EventAudience: Sendable, Hashable {
    /// Every client that may see it.
    case everyone
    /// Clients that people look at, and programs that have asked for presence or health once.
    case observers
    /// Clients that people look at, and programs that follow the session or started the run.
    case observersOrWatchers(SessionKey, run: RunID)
    /// One client.
    case client(ClientID)
    /// Clients that follow the list of sessions.
    case sessionList
    /// Clients that follow the session or started the run.
    case watchers(SessionKey, run: RunID?)

    /// One bit for a session, out of 64.
    static func interest(in key: SessionKey) -> UInt64 { 1 << UInt64(UInt(bitPattern: key.hashValue) & 63) }

    /// One bit for a run, out of 64.
    static func interest(in run: RunID) -> UInt64 { 1 << UInt64(UInt(bitPattern: run.hashValue) & 63) }

    /// The bits of the session and run it names.
    var interests: UInt64 {
        switch self {
        case .everyone, .observers, .client, .sessionList: 0
        case .observersOrWatchers(let key, let run): Self.interest(in: key) | Self.interest(in: run)
        case .watchers(let key, let run): Self.interest(in: key) | (run.map(Self.interest(in:)) ?? 0)
        }
    }
}
