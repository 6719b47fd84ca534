// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of a heartbeat: the payload of the event `heartbeat` and the answer of `last-heartbeat` (PROTOCOL 2.8).
struct HeartbeatNotice: Sendable {
    /// `sent`, `ok-token`, `ok-empty`, `skipped` or `failed`.
    var status: String
    var agent: AgentID
    var began: Timestamp
    var timestamp: Timestamp
    var reason: String?
    /// How the answer begins, at most 200 characters.
    var preview: String?
    /// Where the answer was sent.
    var announcement: Announcement?
    var hasMedia = false

    var payload: [UInt8] {
        var writer = JSONWriter(reservingCapacity: 192)
        writer.beginObject()
        writer.field("ts", self.timestamp.milliseconds)
        writer.field("status", self.status)
        writer.field("agentId", self.agent.rawValue)
        writer.field("durationMs", max(0, self.timestamp.milliseconds - self.began.milliseconds))
        if let announcement {
            writer.field("channel", announcement.channel.rawValue)
            writer.field("to", announcement.peer.target)
            writer.field("accountId", announcement.account.rawValue)
        }
        writer.fieldIfPresent("reason", self.reason)
        writer.fieldIfPresent("preview", self.preview)
        if self.hasMedia { writer.field("hasMedia", true) }
        writer.field("indicatorType", self.status == "failed" ? "error" : self.status == "sent" ? "alert" : "ok")
        writer.endObject()
        return writer.bytes
    }
}
