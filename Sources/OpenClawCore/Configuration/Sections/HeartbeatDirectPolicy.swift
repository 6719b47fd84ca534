// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether heartbeats may be answered into direct conversations (`heartbeat.directPolicy`).
public struct HeartbeatDirectPolicy: RawRepresentable, Hashable, Sendable {
    /// The policy as configuration writes it.
    public let rawValue: String

    /// Wraps a policy.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// They may.
    public static let allow = HeartbeatDirectPolicy(rawValue: "allow")
    /// They may not.
    public static let block = HeartbeatDirectPolicy(rawValue: "block")
}
