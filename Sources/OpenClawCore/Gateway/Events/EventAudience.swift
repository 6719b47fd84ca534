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
}
