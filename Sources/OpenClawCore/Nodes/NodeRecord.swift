// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the gateway knows of a node, also after it has gone.
struct NodeRecord: Sendable {
    var descriptor: NodeDescriptor
    /// What it offers; `nil` for a node of this process.
    var surface: NodeSurface?
    /// Whether an operator must approve its commands.
    var needsApproval = false
    /// Whether it is paired; nodes of this process need not be.
    var isPaired = true
    var approvedAt: Timestamp?
    var remoteAddress: String?
    /// Since when it has been connected; `nil` when it has gone.
    var connectedAt: Timestamp?
    var lastSeenAt: Timestamp
    var lastSeenReason = "connect"

    init(descriptor: NodeDescriptor, connectedAt: Timestamp?, lastSeenAt: Timestamp) {
        self.descriptor = descriptor
        self.connectedAt = connectedAt
        self.lastSeenAt = lastSeenAt
    }

    /// The record of a node that is paired and has not been here since the gateway started.
    init(paired node: PairedNode) {
        self.init(
            descriptor: NodeDescriptor(
                id: node.id,
                displayName: node.displayName ?? node.surface.client.displayName,
                platform: node.surface.client.platform,
                capabilities: node.surface.plainCapabilities,
                commands: node.surface.commands,
                tags: node.surface.tags,
                permissions: node.surface.permissions
            ),
            connectedAt: nil,
            lastSeenAt: node.approvedAt
        )
        self.surface = node.surface
        self.needsApproval = true
        self.approvedAt = node.approvedAt
        self.remoteAddress = node.remoteAddress
        self.lastSeenReason = "approved"
    }

    /// The row of `node.list` (PROTOCOL 2.10).
    var json: JSONObject {
        let descriptor = self.descriptor
        var row: JSONObject = [
            "nodeId": .string(descriptor.id.rawValue), "displayName": .string(descriptor.displayName),
            "platform": .string(descriptor.platform), "caps": .array(descriptor.capabilities.map { .string($0) }),
            "commands": .array(descriptor.commands.map { .string($0) }), "tags": .array(descriptor.tags.map { .string($0) }),
            "paired": .bool(self.isPaired), "connected": .bool(self.connectedAt != nil), "lastSeenAtMs": .int(self.lastSeenAt.milliseconds),
            "lastSeenReason": .string(self.lastSeenReason),
        ]
        if let info = self.surface?.client {
            row["version"] = .string(info.version)
            row["clientId"] = .string(info.id)
            row["clientMode"] = .string(info.mode)
            if let family = info.deviceFamily { row["deviceFamily"] = .string(family) }
            if let model = info.modelIdentifier { row["modelIdentifier"] = .string(model) }
        }
        if let remoteAddress { row["remoteIp"] = .string(remoteAddress) }
        if let pathEnvironment = self.surface?.pathEnvironment { row["pathEnv"] = .string(pathEnvironment) }
        if !descriptor.permissions.isEmpty {
            row["permissions"] = .object(JSONObject(descriptor.permissions.sorted { $0.key < $1.key }.map { ($0.key, .bool($0.value)) }))
        }
        if let approvedAt { row["approvedAtMs"] = .int(approvedAt.milliseconds) }
        if let connectedAt { row["connectedAtMs"] = .int(connectedAt.milliseconds) }
        return row
    }
}
