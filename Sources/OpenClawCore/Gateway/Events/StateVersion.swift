// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Counters that tell a client whether its picture of presence and health is current.
public struct StateVersion: Sendable, Hashable {
    /// Counts changes of the presence list.
    public var presence: Int
    /// Counts changes of the health snapshot.
    public var health: Int

    /// Makes a pair of counters.
    public init(presence: Int, health: Int) {
        self.presence = presence
        self.health = health
    }
}
