// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How messages wait in front of a busy session. The bound is ``GatewayConfiguration/Limits/maximumWaitingRunsPerSession``.
public struct QueuePolicy: Sendable, Hashable {
    /// The mode for messages that name none, in sessions that name none, of channels that name none.
    public var mode: QueueMode
    /// The modes of channels.
    public var byChannel: [ChannelID: QueueMode]
    /// How long nothing may come before messages that share a turn get it.
    public var debounce: Duration
    /// What gives way when there is no room.
    public var drop: QueueDrop

    /// Makes a policy.
    public init(
        mode: QueueMode = .steer,
        byChannel: [ChannelID: QueueMode] = [:],
        debounce: Duration = .milliseconds(500),
        drop: QueueDrop = .new
    ) {
        self.mode = mode
        self.byChannel = byChannel
        self.debounce = debounce
        self.drop = drop
    }

    /// The mode of one message: its own, else its session's, else its channel's, else the general one.
    func mode(own: QueueMode?, session: String?, channel: ChannelID?) -> QueueMode {
        own ?? session.flatMap(QueueMode.init(named:)) ?? channel.flatMap { self.byChannel[$0] } ?? self.mode
    }
}
