// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// The newest health snapshot as JSON text.
    public var healthSnapshot: [UInt8] { self.health.snapshot }

    /// Refreshes the snapshot now and then, and tells clients.
    func refreshHealth() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    await self.takeHealthSnapshot(publishes: true)
                    do { try await self.configuration.clock.sleep(for: self.configuration.healthInterval) } catch { return }
                }
            }
            // What sessions there are must not be a minute old; a burst of new ones costs one look.
            while await self.health.staleness.next() != nil {
                do { try await self.configuration.clock.sleep(for: .milliseconds(250)) } catch { break }
                await self.takeHealthSnapshot(publishes: false)
            }
            group.cancelAll()
        }
    }

    /// Answers with a snapshot that is made now; callers that come meanwhile share the next one.
    func probeHealth(_ call: MethodCall) throws(MethodError) -> MethodResult {
        switch self.health.wish(call) {
        case .refused: throw .unavailable("health: too many wait for a probe; ask without it", retryAfterMilliseconds: 1_000)
        case .waits: break
        case .leads:
            if !self.submit({ await self.answerProbes() }) {
                let error = MethodError.unavailable("the gateway is stopping", retryAfterMilliseconds: 2_000)
                while case let waiting = self.health.takeWaiting(), !waiting.isEmpty {
                    for call in waiting { call.reply(error) }
                }
            }
        }
        return .answered
    }

    private func answerProbes() async {
        while true {
            let waiting = self.health.takeWaiting()
            if waiting.isEmpty { return }
            let snapshot = await self.takeHealthSnapshot(publishes: false)
            for call in waiting { call.reply(MethodResult(json: snapshot)) }
        }
    }

    /// How many sessions times agents are looked at to count each agent's; beyond it the counts are left out.
    private static let maximumCounted = 50_000

    /// The newest sessions of every agent, and how many there are; one that has too many to be counted now and then has no number.
    private func sessionsOfAgents(total: Int) async throws(SessionStoreError) -> [AgentID: (records: [SessionRecord], count: Int?)] {
        var found: [AgentID: (records: [SessionRecord], count: Int?)] = [:]
        guard total * self.agents.count <= Self.maximumCounted else {
            for record in try await self.sessions.list(SessionQuery(limit: 100)).records {
                guard let agent = record.key.agentID, found[agent]?.records.count ?? 0 < 5 else { continue }
                found[agent, default: ([], nil)].records.append(record)
            }
            return found
        }
        for agent in self.agents {
            let page = try await self.sessions.list(SessionQuery(limit: 5, agentID: agent.id))
            found[agent.id] = (page.records, page.totalCount)
        }
        return found
    }

    /// Makes a new snapshot (PROTOCOL 2.8), and publishes it.
    @discardableResult
    func takeHealthSnapshot(publishes: Bool) async -> [UInt8] {
        let began = self.now()
        var page = SessionPage(records: [], totalCount: 0)
        var sessions: [AgentID: (records: [SessionRecord], count: Int?)] = [:]
        do {
            page = try await self.sessions.list(SessionQuery(limit: 5))
            sessions = try await self.sessionsOfAgents(total: page.totalCount)
        } catch {
            self.logger.warn("health.sessions_failed", ["error": .string("\(error)")])
        }
        let now = self.now()
        var writer = JSONWriter(reservingCapacity: 1_024)
        writer.beginObject()
        let troubles = self.troubles
        writer.field("ok", troubles.isEmpty)
        if !troubles.isEmpty { writer.field("failing", troubles) }
        writer.field("ts", now.milliseconds)
        writer.field("durationMs", max(0, now.milliseconds - began.milliseconds))
        writer.key("channels")
        writer.beginObject()
        for channel in self.channels.channels {
            let phase = self.channels.accounts(of: channel.id).first?.1.state
            writer.key(channel.id.rawValue)
            writer.beginObject()
            writer.field("configured", true)
            writer.field("running", phase?.phase == .connected)
            writer.fieldIfPresent("error", phase?.error)
            writer.endObject()
        }
        writer.endObject()
        writer.field("channelOrder", self.channels.channels.map(\.id.rawValue))
        writer.key("channelLabels")
        writer.beginObject()
        for channel in self.channels.channels {
            writer.key(channel.id.rawValue)
            writer.string(channel.id.rawValue)
        }
        writer.endObject()
        let heartbeat = HeartbeatReport(of: self.router.defaultAgent, in: self)
        writer.field("heartbeatSeconds", Int((heartbeat.every?.wholeMilliseconds ?? 0) / 1_000))
        writer.field("defaultAgentId", self.router.defaultAgent.rawValue)
        writer.key("agents")
        writer.beginArray()
        for agent in self.agents {
            writer.beginObject()
            writer.field("agentId", agent.id.rawValue)
            writer.field("name", agent.descriptor.name)
            writer.field("isDefault", agent.id == self.router.defaultAgent)
            writer.key("heartbeat")
            HeartbeatReport(of: agent.id, in: self).write(to: &writer)
            writer.key("sessions")
            self.write(sessions[agent.id]?.records ?? [], count: sessions[agent.id]?.count, now: now, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("sessions")
        self.write(page.records, count: page.totalCount, now: now, to: &writer)
        writer.endObject()
        let snapshot = writer.bytes
        self.health.update(snapshot, sessionCount: page.totalCount, recent: page.records)
        guard publishes else { return snapshot }
        self.events.publish(
            PublishedEvent(name: "health", access: .everyone, audience: .observers, dropsWhenSlow: true, stateVersion: self.stateVersion) {
                $0.raw(snapshot)
            }
        )
        return snapshot
    }

    private func write(_ recent: [SessionRecord], count: Int?, now: Timestamp, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("path", self.sessions.location)
        writer.fieldIfPresent("count", count)
        writer.key("recent")
        writer.beginArray()
        for record in recent {
            writer.beginObject()
            writer.field("key", record.key.rawValue)
            writer.field("updatedAt", record.updatedAt.milliseconds)
            writer.field("age", max(0, now.milliseconds - record.updatedAt.milliseconds))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
