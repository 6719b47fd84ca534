// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a heartbeat that was due did not take place, as events and `status` tell it.
struct HeartbeatSkip: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }

    /// The hour is not one of the active hours; the next one comes when they begin.
    static let outsideHours = HeartbeatSkip(rawValue: "outside-hours")
    /// The session has a turn; it is tried again soon.
    static let busy = HeartbeatSkip(rawValue: "busy")
    /// `HEARTBEAT.md` asks for nothing.
    static let emptyFile = HeartbeatSkip(rawValue: "empty-file")
    /// There is nowhere to send the answer to.
    static let noTarget = HeartbeatSkip(rawValue: "no-target")
    /// The channel does not serve the account.
    static let unknownAccount = HeartbeatSkip(rawValue: "unknown-account")
    /// The answer could only go into a direct conversation, which the policy forbids.
    static let directBlocked = HeartbeatSkip(rawValue: "dm-blocked")
}
