// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a node says about itself.
public struct NodeDescriptor: Sendable, Hashable {
    /// The node's name, unique in a gateway.
    public var id: NodeID
    /// The name for people.
    public var displayName: String
    /// The platform it runs on.
    public var platform: String
    /// What it can do, for instance `browser`, `shell`, `file`.
    public var capabilities: [String]
    /// The commands it answers, for instance `system.run`.
    public var commands: [String]
    /// Words to choose it by.
    public var tags: [String]
    /// What the device's owner has allowed it.
    public var permissions: [String: Bool]

    /// Makes a description.
    public init(
        id: NodeID,
        displayName: String? = nil,
        platform: String = "",
        capabilities: [String] = [],
        commands: [String],
        tags: [String] = [],
        permissions: [String: Bool] = [:]
    ) {
        self.id = id
        self.displayName = displayName ?? id.rawValue
        self.platform = platform
        self.capabilities = capabilities
        self.commands = commands
        self.tags = tags
        self.permissions = permissions
    }
}
