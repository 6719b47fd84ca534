// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a node must offer to get a call that names no node (SPEC N5).
public struct NodeRequirement: Sendable, Hashable {
    /// Capabilities it must declare, for instance `browser`.
    public var capabilities: Set<String>
    /// Tags it must have.
    public var tags: Set<String>
    /// The platform it must run on; `nil` is any.
    public var platform: String?

    /// Makes a requirement; without arguments every node fits that offers the command.
    public init(capabilities: Set<String> = [], tags: Set<String> = [], platform: String? = nil) {
        self.capabilities = capabilities
        self.tags = tags
        self.platform = platform
    }

    /// Whether a node fits.
    public func isMet(by node: NodeDescriptor, command: String) -> Bool {
        node.commands.contains(command) && self.capabilities.isSubset(of: node.capabilities) && self.tags.isSubset(of: node.tags)
            && (self.platform.map { NodePlatform(platform: $0) == NodePlatform(platform: node.platform) } ?? true)
    }
}
