// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a node offers when it connects: labels, capabilities and the commands that it wants to be asked for.
public struct NodeSurface: Sendable, Hashable {
    /// What the client says about itself.
    public var client: ClientInfo
    /// What it can do, for instance `browser`, `camera`.
    public var capabilities: [String]
    /// The commands it answers, for instance `system.run`.
    public var commands: [String]
    /// What its operating system allows it.
    public var permissions: [String: Bool]
    /// The directories in which it looks for programs.
    public var pathEnvironment: String?

    /// Makes a description.
    public init(
        client: ClientInfo,
        capabilities: [String] = [],
        commands: [String] = [],
        permissions: [String: Bool] = [:],
        pathEnvironment: String? = nil
    ) {
        self.client = client
        self.capabilities = capabilities
        self.commands = commands
        self.permissions = permissions
        self.pathEnvironment = pathEnvironment
    }

    /// The scopes an operator needs to approve these commands (PROTOCOL 4.2): running programs and reading files need admin.
    public var approvalScopes: ScopeSet {
        var scopes: ScopeSet = .pairing
        for command in self.commands { scopes.formUnion(Self.approvalScope(of: command)) }
        return scopes
    }

    private static func approvalScope(of command: String) -> ScopeSet {
        let isRisky =
            ["system.run", "system.run.prepare", "system.which", "browser.proxy"].contains(command)
            || command.hasPrefix("fs.") || command.hasPrefix("file.") || command.hasPrefix("system.execApprovals.")
        return isRisky ? .admin : .write
    }
}
