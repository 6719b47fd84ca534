// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What `health` and `status` say about the heartbeats of an agent (PROTOCOL 2.8).
struct HeartbeatReport {
    /// The time between two of them; `nil` when there are none.
    let every: Duration?
    let configuration: HeartbeatConfiguration
    let session: SessionKey
    let standing: Heartbeats.Standing

    init(of agent: AgentID, in gateway: Gateway) {
        let member = gateway.heartbeatRoster[agent]
        self.configuration = gateway.heartbeatRoster.configuration(of: agent)
        self.every = gateway.operations.heartbeats.isEnabled ? member?.configuration.every : nil
        self.session = member?.turnSession ?? gateway.router.mainSession(of: agent)
        self.standing = gateway.operations.heartbeats.standing(of: agent)
    }

    /// Writes the report.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        self.writeInterval(to: &writer)
        writer.field("prompt", self.configuration.prompt)
        writer.field("target", self.configuration.target.rawValue)
        writer.fieldIfPresent("model", self.configuration.model)
        writer.field("session", self.session.rawValue)
        writer.field("ackMaxChars", self.configuration.acknowledgementCharacters)
        writer.endObject()
    }

    /// Writes `enabled`, `every` and `everyMs`.
    func writeInterval(to writer: inout JSONWriter) {
        writer.field("enabled", self.every != nil)
        writer.field("every", self.every?.compactText ?? "disabled")
        writer.key("everyMs")
        self.every.map { writer.int(Int($0.wholeMilliseconds)) } ?? writer.null()
    }

    /// Writes when the next one is expected and how the last one went, `nextAt` and `last`, as far as that is known.
    func writeStanding(at now: Timestamp, to writer: inout JSONWriter) {
        if self.every != nil, let next = self.standing.next {
            writer.field("nextAt", next.milliseconds)
            writer.field("nextInMs", max(0, next.milliseconds - now.milliseconds))
        }
        guard let last = self.standing.last else { return }
        writer.key("last")
        writer.beginObject()
        writer.field("ts", last.timestamp.milliseconds)
        writer.field("age", max(0, now.milliseconds - last.timestamp.milliseconds))
        writer.field("status", last.status)
        writer.fieldIfPresent("reason", last.reason)
        writer.endObject()
    }
}
