// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A node whose commands wait for an operator's decision.
public struct NodePairingRequest: Sendable, Hashable {
    /// The request's name.
    public var id: String
    /// The node.
    public var nodeID: NodeID
    /// What it offers.
    public var surface: NodeSurface
    /// Where it comes from.
    public var remoteAddress: String?
    /// Whether the node was paired before.
    public var isRepair: Bool
    /// When it asked.
    public var createdAt: Timestamp
}
