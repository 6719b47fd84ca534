// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Lets heartbeats take place: on time, and when they are asked for.
    func runHeartbeats() async {
        await withDiscardingTaskGroup { group in
            if let every = self.configuration.heartbeat.every {
                group.addTask {
                    while !Task.isCancelled {
                        do { try await self.configuration.clock.sleep(for: every) } catch { return }
                        self.operations.heartbeats.requests.offer(.interval)
                    }
                }
            }
            while let reason = await self.operations.heartbeats.requests.next() { await self.heartbeat(reason) }
            group.cancelAll()
        }
    }

    private func heartbeat(_ reason: Heartbeats.Reason) async {
        let began = self.now()
        let agent = self.router.defaultAgent
        let key: SessionKey
        switch reason {
        case .interval:
            key = .main(of: agent, mainKey: self.router.configuration.mainKey)
            guard self.operations.heartbeats.isEnabled else { return }
            guard self.runs.active(in: key).isEmpty else {
                self.publishHeartbeat(status: "skipped", began: began, reason: "the session is busy")
                return
            }
        case .wake(let woken): key = woken
        }
        let request = TurnRequest(
            sessionKey: key,
            agentID: key.agentID.flatMap { self.agentsByID[$0] == nil ? nil : $0 } ?? agent,
            content: [.text(self.configuration.heartbeat.prompt)],
            runID: RunID("heartbeat-\(self.identifiers.next())"),
            account: "heartbeat",
            isHeartbeat: true
        )
        do {
            let result = try await self.follow(request) { _ in }
            if let error = result.error {
                self.publishHeartbeat(status: "failed", began: began, reason: error.message)
            } else if result.message == nil {
                self.publishHeartbeat(status: result.saidNothing ? "ok-empty" : "ok-token", began: began)
            } else {
                self.publishHeartbeat(status: "sent", began: began, preview: String(result.text.prefix(200)))
            }
        } catch {
            self.publishHeartbeat(status: "failed", began: began, reason: "\(error)")
        }
    }

    private func publishHeartbeat(status: String, began: Timestamp, reason: String? = nil, preview: String? = nil) {
        let now = self.now()
        var writer = JSONWriter(reservingCapacity: 192)
        writer.beginObject()
        writer.field("ts", now.milliseconds)
        writer.field("status", status)
        writer.field("durationMs", max(0, now.milliseconds - began.milliseconds))
        writer.fieldIfPresent("reason", reason)
        writer.fieldIfPresent("preview", preview)
        writer.field("indicatorType", status == "failed" ? "error" : status == "sent" ? "alert" : "ok")
        writer.endObject()
        let payload = writer.bytes
        self.operations.heartbeats.last = payload
        self.events.publish(
            PublishedEvent(name: "heartbeat", access: .everyone, audience: .observers, dropsWhenSlow: true) { $0.raw(payload) }
        )
    }
}
