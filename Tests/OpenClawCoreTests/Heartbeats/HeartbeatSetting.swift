// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// A gateway whose clocks a test moves, with a channel.
struct HeartbeatSetting: Sendable {
    /// Saturday, 21 November 2026, 10:00:30 UTC.
    static let start = Timestamp(milliseconds: 1_795_255_230_000)

    let clock = ManualClock()
    let wall = ManualWallClock(Self.start)
    let channel = ScriptedChannel(id: "support")

    func gateway(
        _ agents: [any Agent],
        _ heartbeat: HeartbeatConfiguration = HeartbeatConfiguration(),
        of named: [AgentID: HeartbeatConfiguration] = [:],
        sessions: (any SessionStore)? = nil
    ) throws -> Gateway {
        try Gateway(
            configuration: GatewayConfiguration(
                heartbeat: heartbeat,
                agentHeartbeats: named,
                clock: self.clock,
                wallClock: self.wall
            ),
            agents: agents,
            channels: [self.channel],
            sessionStore: sessions
        )
    }

    /// Moves both clocks, while no turn runs, until a condition holds.
    func pass(_ client: LocalClient, _ step: Duration = .seconds(15), until condition: () async throws -> Bool) async throws {
        try await eventually {
            if try await condition() { return true }
            guard try await client.call("status")["tasks"]?["running"]?.intValue == 0 else { return false }
            self.advance(by: step)
            return false
        }
    }

    func advance(by step: Duration) {
        self.wall.advance(by: step)
        self.clock.advance(by: step)
    }

    /// Moves the clocks until a heartbeat was told with this status, and reason.
    func pass(_ client: LocalClient, until status: String, _ reason: String? = nil) async throws -> JSONValue {
        try await self.pass(client) {
            let last = try await client.call("last-heartbeat")
            return last["status"]?.stringValue == status && last["reason"]?.stringValue == reason
        }
        return try await client.call("last-heartbeat")
    }

    static func words(_ client: LocalClient, _ session: String) async throws -> [String] {
        let history = try await client.call("chat.history", ["sessionKey": .string(session)])
        return (history["messages"]?.arrayValue ?? []).map { $0["content"]?[0]?["text"]?.stringValue ?? "" }
    }
}
