// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A conversation that the answer of a run is sent to although nobody asked for it there.
struct Announcement: Sendable {
    var channel: ChannelID
    var account: AccountID
    var peer: Peer
    var threadID: String?
    /// Gets what became of the delivery, if there was one, and is closed.
    let report = Mailbox<DeliveryEnd>(capacity: 1)
}
