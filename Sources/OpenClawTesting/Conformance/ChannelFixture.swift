// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A channel together with the platform it talks to, as the test plays it.
public struct ChannelFixture: Sendable {
    /// The channel.
    public var channel: any Channel
    /// A conversation the platform knows.
    public var peer: Peer
    /// Lets the platform deliver words under its own identifier; the same identifier twice is the same event delivered again.
    public var deliver: @Sendable (_ event: String, _ text: String) async throws -> Void
    /// The words the platform has taken for the conversation, in their order.
    public var sent: @Sendable () async throws -> [String]
    /// The platform identifiers of events the channel has acknowledged; `nil` when the platform has no acknowledgements.
    public var acknowledged: (@Sendable () async throws -> [String])?

    /// Makes a fixture.
    public init(
        channel: any Channel,
        peer: Peer,
        deliver: @escaping @Sendable (_ event: String, _ text: String) async throws -> Void,
        sent: @escaping @Sendable () async throws -> [String],
        acknowledged: (@Sendable () async throws -> [String])? = nil
    ) {
        self.channel = channel
        self.peer = peer
        self.deliver = deliver
        self.sent = sent
        self.acknowledged = acknowledged
    }
}
