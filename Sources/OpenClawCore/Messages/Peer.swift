// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The other side of a conversation: a person, a group or a room, by its stable platform identifier.
public struct Peer: Hashable, Sendable {
    /// Whether the conversation is direct, a group or a channel.
    public var kind: ChatType
    /// The platform's stable identifier. Never a display name: names change and can be taken by others.
    public var id: String

    /// Makes a peer.
    public init(kind: ChatType = .direct, id: String) {
        self.kind = kind
        self.id = id
    }
}
