// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Who has written a message, and over which way: only messages of one author over one way share a turn, so that nobody borrows another's
/// authority (CVE-2026-43535).
enum MessageAuthority: Hashable {
    /// A sender in a conversation of a channel's account, by the stable identifiers of the platform.
    case sender(String, channel: ChannelID, account: AccountID, peer: Peer, thread: String?)
    /// A connection.
    case client(ClientID)
}
