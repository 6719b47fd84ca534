// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Lets heartbeats take place: on time, and when they are asked for.
    func runHeartbeats() async {
        await withDiscardingTaskGroup { group in
            for member in self.heartbeatRoster.members {
                guard let every = member.configuration.every else { continue }
                group.addTask { await self.runHeartbeats(of: member, every: every) }
            }
            while let key = await self.operations.heartbeats.requests.next() { await self.wake(key) }
            group.cancelAll()
        }
    }

    /// Lets those of one agent take place on time, one after the other.
    private func runHeartbeats(of member: HeartbeatRoster.Member, every: Duration) async {
        let standings = self.operations.heartbeats
        var schedule = HeartbeatSchedule(every: every, hours: member.configuration.activeHours, now: self.now())
        defer { standings.note(next: nil, of: member.agent) }
        while !Task.isCancelled {
            let began = self.now()
            let step = schedule.step(
                at: began,
                isOn: standings.isEnabled && self.phase == .running,
                isBusy: !self.runs.active(in: member.turnSession).isEmpty
            )
            standings.note(next: schedule.next, of: member.agent)
            switch step {
            case .wait(let pause): do { try await self.configuration.clock.sleep(for: pause) } catch { return }
            case .skip(let reason): self.tell("skipped", of: member.agent, began: began, reason: reason.rawValue)
            case .turn:
                await self.heartbeat(of: member, began: began)
                schedule.end(at: self.now())
            }
        }
    }

    /// A heartbeat that is due, unless there is nothing to do or nobody to tell.
    private func heartbeat(of member: HeartbeatRoster.Member, began: Timestamp) async {
        var announcement: Announcement?
        switch await self.conversation(of: member) {
        case .nowhere: break
        case .found(let found): announcement = found
        case .unreachable(let reason, let words): return self.skip(member, reason, words, began: began)
        }
        if await self.asksForNothing(member) {
            return self.tell("skipped", of: member.agent, began: began, reason: HeartbeatSkip.emptyFile.rawValue)
        }
        if member.configuration.isIsolated {
            do throws(SessionStoreError) {
                // Its last transcript goes: one an interval would be many.
                try await self.sessions.delete(member.turnSession, deleteTranscript: true, epoch: self.epoch)
            } catch {
                let reason = "its session could not be made anew: \(error.message)"
                return self.tell("failed", of: member.agent, began: began, reason: reason)
            }
            self.operations.systemEvents.move(from: member.session, to: member.turnSession)
        }
        await self.turn(of: member.agent, in: member.turnSession, announcement, began: began)
    }

    /// A heartbeat that somebody asked for: at once, at any hour and whatever the file says.
    private func wake(_ key: SessionKey) async {
        let began = self.now()
        let agent = key.agentID.flatMap { self.agentsByID[$0] == nil ? nil : $0 } ?? self.router.defaultAgent
        var announcement: Announcement?
        // What is said in other sessions stays there.
        if let member = self.heartbeatRoster[agent], member.session == key, case .found(let found) = await self.conversation(of: member) {
            announcement = found
        }
        await self.turn(of: agent, in: key, announcement, began: began)
    }

    private func turn(of agent: AgentID, in key: SessionKey, _ announcement: Announcement?, began: Timestamp) async {
        let configuration = self.heartbeatRoster.configuration(of: agent)
        var request = TurnRequest(
            sessionKey: key,
            agentID: agent,
            content: [.text(configuration.prompt)],
            runID: RunID("heartbeat-\(self.identifiers.next())"),
            account: "heartbeat",
            model: configuration.model,
            workspaceFiles: configuration.hasLightContext ? [HeartbeatFile.name] : nil,
            isHeartbeat: true
        )
        request.announcement = announcement
        do {
            let result = try await self.follow(request) { _ in }
            if let error = result.error {
                self.tell("failed", of: agent, began: began, reason: error.message)
            } else if result.message == nil {
                self.tell(result.saidNothing ? "ok-empty" : "ok-token", of: agent, began: began)
            } else {
                var notice = self.notice("sent", of: agent, began: began)
                notice.preview = String(result.text.prefix(200))
                if let announcement { await self.noteDelivery(announcement, in: &notice) }
                _ = self.publish(notice)
            }
        } catch {
            self.tell("failed", of: agent, began: began, reason: "\(error)")
        }
    }

    /// Waits for the end of the delivery; one that is sent again later is told as it stands then.
    private func noteDelivery(_ announcement: Announcement, in notice: inout HeartbeatNotice) async {
        let end = await announcement.report.next()
        notice.announcement = announcement
        notice.timestamp = self.now()
        switch end {
        case .sent: return
        case .failed(let reason): notice.reason = "the answer was not delivered: \(reason)"
        case .unknown(let reason): notice.reason = "whether the answer was delivered is not known: \(reason)"
        case nil: notice.reason = "the gateway stopped before the end of the delivery"
        }
        notice.status = "failed"
    }

    /// Whether the agent's file has nothing to do for it, and nobody has left it a note.
    private func asksForNothing(_ member: HeartbeatRoster.Member) async -> Bool {
        guard let workspace = (self.agentsByID[member.agent] as? any WorkspaceReading)?.workspace,
            self.operations.systemEvents.waiting(member.session).isEmpty
        else { return false }
        do throws(FileSystemError) {
            return try await workspace.file(HeartbeatFile.name)?.content.map(HeartbeatFile.isEmpty) ?? false
        } catch {
            // The turn meets the same failure, and tells it.
            return false
        }
    }

    /// Tells of a heartbeat that reaches nobody; the log names each reason once.
    private func skip(_ member: HeartbeatRoster.Member, _ skip: HeartbeatSkip, _ words: String, began: Timestamp) {
        let before = self.publish(self.notice("skipped", of: member.agent, began: began, reason: skip.rawValue))
        guard before?.reason != skip.rawValue else { return }
        self.logger.warn("heartbeat.skipped", ["agent": .string(member.agent.rawValue), "reason": .string(skip.rawValue)], message: words)
    }

    private func tell(_ status: String, of agent: AgentID, began: Timestamp, reason: String? = nil) {
        _ = self.publish(self.notice(status, of: agent, began: began, reason: reason))
    }

    private func notice(_ status: String, of agent: AgentID, began: Timestamp, reason: String? = nil) -> HeartbeatNotice {
        HeartbeatNotice(status: status, agent: agent, began: began, timestamp: self.now(), reason: reason)
    }

    /// Tells a notice; returns the one before it of the same agent.
    private func publish(_ notice: HeartbeatNotice) -> HeartbeatNotice? {
        let payload = notice.payload
        let before = self.operations.heartbeats.note(notice, payload)
        self.events.publish(
            PublishedEvent(name: "heartbeat", access: .everyone, audience: .observers, dropsWhenSlow: true) { $0.raw(payload) }
        )
        return before
    }
}
