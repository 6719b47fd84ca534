// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What `health` and `status` say about the heartbeats of an agent (PROTOCOL 2.8). Only the default agent has any.
struct HeartbeatReport {
    /// The time between two of them; `nil` when there are none.
    let every: Duration?
    let configuration: HeartbeatConfiguration
    let session: SessionKey

    init(of agent: AgentID, in gateway: Gateway) {
        let isOn = agent == gateway.router.defaultAgent && gateway.operations.heartbeats.isEnabled
        self.configuration = gateway.configuration.heartbeat
        self.every = isOn ? self.configuration.every : nil
        self.session = .main(of: agent, mainKey: gateway.router.configuration.mainKey)
    }

    /// Writes the report.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        self.writeInterval(to: &writer)
        writer.field("prompt", self.configuration.prompt)
        // The answer stays in the session and in the event.
        writer.field("target", "none")
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
}
