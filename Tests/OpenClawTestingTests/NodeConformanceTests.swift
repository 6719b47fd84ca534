// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("NodeConformance")
struct NodeConformanceTests {
    static let echo = ClosureNode(NodeDescriptor(id: "echo", platform: "linux", commands: ["system.which"])) { call throws(NodeError) in
        guard call.command == "system.which" else { throw NodeError(.unsupported, "only system.which") }
        return call.params
    }

    @Test("A node made of a closure keeps its promises", arguments: NodeConformance.cases)
    func closure(_ promise: ConformanceCase<NodeFixture>) async throws {
        try await promise.run { NodeFixture(Self.echo, command: "system.which", params: ["bins": ["sh"]]) }
    }

    @Test("The same node over frames, called through a gateway, keeps them", arguments: NodeConformance.cases)
    func frames(_ promise: ConformanceCase<NodeFixture>) async throws {
        let gateway = try Gateway { EchoAgent() }
        let node = FrameNode(Self.echo, gateway: gateway)
        try await gateway.run { _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await node.run() }
                node.connect()
                try await promise.run { NodeFixture(ThroughGateway(gateway: gateway, id: "echo"), command: "system.which", params: ["n": 1]) }
                group.cancelAll()
            }
        }
    }

    @Test("A node in the gateway's process, called through the gateway, keeps them", arguments: NodeConformance.cases)
    func local(_ promise: ConformanceCase<NodeFixture>) async throws {
        let gateway = try Gateway {
            EchoAgent()
            Self.echo
        }
        try await gateway.run { _ in
            while gateway.phase != .running { await Task.yield() }
            try await promise.run { NodeFixture(ThroughGateway(gateway: gateway, id: "echo"), command: "system.which", params: ["n": 1]) }
        }
    }

    @Test("A node that breaks a promise is found out, by name")
    func broken() async {
        let deaf = ClosureNode(NodeDescriptor(id: "deaf", commands: ["a", "a"])) { _ in .null }
        let failures = await NodeConformance.run { NodeFixture(deaf, command: "a") }
        #expect(
            Set(failures.map(\.name)) == [
                "the description has a name and commands, none of them twice", "a command that is not declared is refused as such",
            ]
        )
    }
}

/// A node as the gateway offers it to its callers.
private struct ThroughGateway: Node {
    let gateway: Gateway
    let id: NodeID

    var descriptor: NodeDescriptor { self.gateway.nodes.descriptors.first { $0.id == self.id } ?? NodeDescriptor(id: self.id, commands: []) }

    func invoke(_ invocation: NodeInvocation) async throws(NodeError) -> JSONValue {
        var invocation = invocation
        invocation.id = UUIDGenerator().uuid()
        do {
            return try await self.gateway.invoke(invocation, on: self.id)
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError(.failed, "\(error)")
        }
    }
}
