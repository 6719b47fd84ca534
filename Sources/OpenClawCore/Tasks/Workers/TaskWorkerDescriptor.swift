// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a ``TaskWorker`` is and offers.
public struct TaskWorkerDescriptor: Sendable, Hashable {
    /// Its name, unique in a gateway.
    public var id: String
    /// What it can do.
    public var capabilities: Set<String>
    /// Words to choose it by.
    public var tags: Set<String>
    /// The commands it understands beside ``TaskRequest/defaultCommand``.
    public var commands: Set<String>
    /// How many tasks it does at the same time; at least one.
    public var capacity: Int

    /// Makes a description.
    public init(id: String, capabilities: Set<String> = [], tags: Set<String> = [], commands: Set<String> = [], capacity: Int = 1) {
        self.id = id
        self.capabilities = capabilities
        self.tags = tags
        self.commands = commands
        self.capacity = max(1, capacity)
    }
}
