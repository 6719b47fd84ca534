// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension GatewayProgram {
    /// The turns that agents take by themselves: those of the default agent, and those of agents with a section of their own.
    struct Heartbeats: Sendable {
        var usual = HeartbeatConfiguration()
        var byAgent: [AgentID: HeartbeatConfiguration] = [:]
    }

    /// How agents take turns by themselves.
    func heartbeats() throws(CommandFailure) -> Heartbeats {
        let agents = self.settings.configuration.agents
        var heartbeats = Heartbeats()
        heartbeats.usual = try self.heartbeat(agents.defaults.heartbeat)
        for (agent, heartbeat) in agents.heartbeats { heartbeats.byAgent[agent] = try self.heartbeat(heartbeat) }
        return heartbeats
    }

    private func heartbeat(_ heartbeat: Configuration.Heartbeat) throws(CommandFailure) -> HeartbeatConfiguration {
        try heartbeat.heartbeat { (name) throws(CommandFailure) in try self.zone(name) }
    }

    private func zone(_ name: String) throws(CommandFailure) -> TimeZoneRules {
        let zones = TimeZoneDatabase(fileSystem: self.host.fileSystem)
        let user = self.settings.configuration.agents.defaults.userTimeZone
        let wanted = name == Configuration.ActiveHours.user ? user ?? Configuration.ActiveHours.local : name
        do throws(TimeZoneError) {
            return try zones.rules(for: wanted == Configuration.ActiveHours.local ? self.machineZone(zones) : wanted)
        } catch {
            throw CommandFailure(
                message: "heartbeat.activeHours.timezone: \(error.message)",
                exitCode: .configuration,
                code: "INVALID_CONFIG"
            )
        }
    }
}
