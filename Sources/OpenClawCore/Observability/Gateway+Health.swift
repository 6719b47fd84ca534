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

    /// Makes a new snapshot (PROTOCOL 2.8), and publishes it.
    func takeHealthSnapshot(publishes: Bool) async {
        let began = self.now()
        var page = SessionPage(records: [], totalCount: 0)
        do {
            page = try await self.sessions.list(SessionQuery(limit: 5))
        } catch {
            self.logger.warn("health.sessions_failed", ["error": .string("\(error)")])
        }
        let now = self.now()
        var writer = JSONWriter(reservingCapacity: 1_024)
        writer.beginObject()
        writer.field("ok", true)
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
        writer.field("heartbeatSeconds", 0)
        writer.field("defaultAgentId", self.router.defaultAgent.rawValue)
        writer.key("agents")
        writer.beginArray()
        for agent in self.agents {
            writer.beginObject()
            writer.field("agentId", agent.id.rawValue)
            writer.field("name", agent.descriptor.name)
            writer.field("isDefault", agent.id == self.router.defaultAgent)
            writer.endObject()
        }
        writer.endArray()
        writer.key("sessions")
        writer.beginObject()
        writer.field("path", self.sessions.location)
        writer.field("count", page.totalCount)
        writer.key("recent")
        writer.beginArray()
        for record in page.records {
            writer.beginObject()
            writer.field("key", record.key.rawValue)
            writer.field("updatedAt", record.updatedAt.milliseconds)
            writer.field("age", max(0, now.milliseconds - record.updatedAt.milliseconds))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.endObject()
        let snapshot = writer.bytes
        self.health.update(snapshot, sessionCount: page.totalCount, recent: page.records)
        guard publishes else { return }
        self.events.publish(
            PublishedEvent(name: "health", access: .everyone, audience: .observers, dropsWhenSlow: true, stateVersion: self.stateVersion) { $0.raw(snapshot) }
        )
    }
}
