// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How an account of a channel fares, as its adapter reports it.
public struct ChannelAccountState: Sendable, Hashable {
    /// The stage of the account's connection.
    public enum Phase: String, Sendable, Hashable {
        /// Not begun or ended.
        case stopped
        /// On its way.
        case connecting
        /// Messages flow.
        case connected
        /// Broken; the gateway tries again.
        case failed
    }

    /// The stage.
    public var phase: Phase
    /// The last failure, for people.
    public var error: String?

    /// Makes a state.
    public init(_ phase: Phase, error: String? = nil) {
        self.phase = phase
        self.error = error
    }
}
