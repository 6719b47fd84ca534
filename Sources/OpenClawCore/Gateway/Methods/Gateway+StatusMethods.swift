// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Gateway {
    /// `health`, `status`, `system-presence` (PROTOCOL 2.8).
    static let statusMethods: [Method] = [
        .immediate("health", .anyone) { call throws(MethodError) in
            // Most ask without parameters, and that costs nothing.
            guard call.params.count > 2 else { return MethodResult(json: call.gateway.health.snapshot) }
            let parameters = try call.parameters(["probe", "includeSensitive"])
            guard try parameters.bool("probe") ?? false else { return MethodResult(json: call.gateway.health.snapshot) }
            return try call.gateway.probeHealth(call)
        },
        Method.asynchronous("status", .scopes(.read)) { await $0.gateway.status() }.timed,
        .immediate("system-presence", .scopes(.read)) { call throws(MethodError) in
            call.client.watchPresence()
            return MethodResult(json: call.gateway.presence.json)
        },
    ]

    private func status() async -> MethodResult {
        // Of a store that cannot be read, what the last health snapshot saw.
        let page = try? await self.sessions.list(SessionQuery(limit: 5))
        return self.status(page.map { ($0.totalCount, $0.records) } ?? self.health.sessions)
    }

    private func status(_ known: (count: Int, recent: [SessionRecord])) -> MethodResult {
        let now = self.now()
        let counts = self.runs.counts
        let defaultAgent = self.agentsByID[self.router.defaultAgent]?.descriptor
        return .object { writer in
            writer.field("runtimeVersion", self.configuration.version)
            writer.field("uptimeMs", self.uptimeMilliseconds)
            let failing = self.failing
            if !failing.isEmpty { writer.field("failing", failing) }
            writer.field("connections", self.health.connections.load(ordering: .relaxed))
            writer.key("heartbeat")
            writer.beginObject()
            writer.field("defaultAgentId", self.router.defaultAgent.rawValue)
            writer.key("agents")
            writer.beginArray()
            for agent in self.agents {
                let report = HeartbeatReport(of: agent.id, in: self)
                writer.beginObject()
                writer.field("agentId", agent.id.rawValue)
                report.writeInterval(to: &writer)
                report.writeStanding(at: now, to: &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
            writer.field("channelSummary", self.channels.channels.map { self.summary(of: $0) })
            let main = self.router.mainSession(of: self.router.defaultAgent)
            writer.field("queuedSystemEvents", self.operations.systemEvents.waiting(main).map(\.text))
            writer.key("tasks")
            writer.beginObject()
            writer.field("running", counts.running)
            writer.field("queued", counts.waiting)
            writer.field("openMessages", self.ledger.openCount)
            writer.endObject()
            writer.key("sessions")
            writer.beginObject()
            writer.field("paths", [self.sessions.location])
            writer.field("count", known.count)
            writer.key("defaults")
            writer.beginObject()
            writer.key("model")
            defaultAgent?.modelName.map { writer.string($0) } ?? writer.null()
            writer.key("contextTokens")
            defaultAgent?.contextTokens.map { writer.int($0) } ?? writer.null()
            writer.endObject()
            writer.key("recent")
            writer.beginArray()
            for record in known.recent {
                writer.beginObject()
                writer.field("key", record.key.rawValue)
                writer.field("kind", SessionRow.kind(of: record))
                writer.field("sessionId", record.sessionID)
                writer.field("updatedAt", record.updatedAt.milliseconds)
                writer.field("age", max(0, now.milliseconds - record.updatedAt.milliseconds))
                writer.field("flags", [String]())
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }

    private func summary(of channel: any Channel) -> String {
        let state = self.channels.accounts(of: channel.id).first?.1.state ?? ChannelAccountState(.stopped)
        return "\(channel.id): \(state.phase.rawValue)" + (state.error.map { " (\($0))" } ?? "")
    }
}
