// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A node whose commands an operator has approved.
public struct PairedNode: Sendable, Hashable {
    /// The node's name: that of its device.
    public var id: NodeID
    /// The name for people; an operator may change it.
    public var displayName: String?
    /// What it says about itself and which of its commands may be used.
    public var surface: NodeSurface
    /// Where it last came from.
    public var remoteAddress: String?
    /// When it was first approved.
    public var createdAt: Timestamp
    /// When it was last approved.
    public var approvedAt: Timestamp
}
