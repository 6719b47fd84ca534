// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension WorkerOffer {
    /// The agents of this process.
    static let agents = "agents"
    private static let nodePrefix = "node:"
    private static let workerPrefix = "worker:"

    /// A node's offer; with no places while it is away.
    init(_ node: NodeDescriptor, capacity: Int) {
        self.init(id: Self.nodePrefix + node.id.rawValue)
        self.capacity = capacity
        self.offers = Self.words(
            capabilities: Set(node.capabilities),
            tags: Set(node.tags),
            commands: Set(node.commands).subtracting(NodeCommandPolicy.internalCommands)
        )
        // People name nodes as lists show them.
        self.offers.formUnion(["node:\(node.id.rawValue)", "node:\(node.displayName)"])
    }

    /// The offer of a worker of this process.
    init(_ worker: TaskWorkerDescriptor) {
        self.init(id: Self.workerPrefix + worker.id)
        self.capacity = worker.capacity
        self.offers = Self.words(
            capabilities: worker.capabilities,
            tags: worker.tags,
            commands: worker.commands.union([TaskRequest.defaultCommand])
        )
    }

    /// The node of an offer's name.
    static func node(_ id: String) -> NodeID? {
        id.hasPrefix(self.nodePrefix) ? NodeID(rawValue: String(id.dropFirst(self.nodePrefix.count))) : nil
    }

    /// The worker of an offer's name.
    static func worker(_ id: String) -> String? {
        id.hasPrefix(self.workerPrefix) ? String(id.dropFirst(self.workerPrefix.count)) : nil
    }

    /// What a task needs, in the same words.
    static func needs(of request: TaskRequest) -> Set<String> {
        guard request.needsWorker else { return [self.agents] }
        var needs = self.words(
            capabilities: request.capabilities,
            tags: request.tags,
            commands: [request.command ?? TaskRequest.defaultCommand]
        )
        if let node = request.node { needs.insert("node:\(node.rawValue)") }
        return needs
    }

    private static func words(capabilities: Set<String>, tags: Set<String>, commands: Set<String>) -> Set<String> {
        Set(capabilities.map { "capability:\($0)" } + tags.map { "tag:\($0)" } + commands.map { "command:\($0)" })
    }
}
