// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Composes a gateway from agents, channels, nodes, skills, stores and methods listed one below the other.
@resultBuilder
public enum GatewayBuilder {
    /// An agent.
    public static func buildExpression(_ agent: any Agent) -> GatewayParts { GatewayParts(agents: [agent]) }
    /// A channel.
    public static func buildExpression(_ channel: any Channel) -> GatewayParts { GatewayParts(channels: [channel]) }
    /// A node.
    public static func buildExpression(_ node: any Node) -> GatewayParts { GatewayParts(nodes: [node]) }
    /// A worker for tasks.
    public static func buildExpression(_ worker: any TaskWorker) -> GatewayParts { GatewayParts(taskWorkers: [worker]) }
    /// A skill.
    public static func buildExpression(_ skill: any Skill) -> GatewayParts { GatewayParts(skills: [skill]) }
    /// A session store.
    public static func buildExpression(_ store: any SessionStore) -> GatewayParts { GatewayParts(sessionStore: store) }
    /// A ledger.
    public static func buildExpression(_ ledger: any Ledger) -> GatewayParts { GatewayParts(ledger: ledger) }
    /// A store of pairings.
    public static func buildExpression(_ store: any PairingStore) -> GatewayParts { GatewayParts(pairingStore: store) }
    /// A store of scheduled jobs.
    public static func buildExpression(_ store: any CronStore) -> GatewayParts { GatewayParts(cronStore: store) }
    /// A method.
    public static func buildExpression(_ method: Method) -> GatewayParts { GatewayParts(methods: [method]) }
    /// Several agents.
    public static func buildExpression(_ agents: [any Agent]) -> GatewayParts { GatewayParts(agents: agents) }
    /// Several channels.
    public static func buildExpression(_ channels: [any Channel]) -> GatewayParts { GatewayParts(channels: channels) }
    /// A composition made elsewhere.
    public static func buildExpression(_ parts: GatewayParts) -> GatewayParts { parts }

    /// Joins the parts.
    public static func buildBlock(_ parts: GatewayParts...) -> GatewayParts { Self.buildArray(parts) }
    /// Joins the parts of a loop.
    public static func buildArray(_ parts: [GatewayParts]) -> GatewayParts {
        var all = GatewayParts()
        for part in parts { all.add(part) }
        return all
    }
    /// The parts of an `if` without `else`.
    public static func buildOptional(_ parts: GatewayParts?) -> GatewayParts { parts ?? GatewayParts() }
    /// The parts of the first branch.
    public static func buildEither(first parts: GatewayParts) -> GatewayParts { parts }
    /// The parts of the second branch.
    public static func buildEither(second parts: GatewayParts) -> GatewayParts { parts }
}
