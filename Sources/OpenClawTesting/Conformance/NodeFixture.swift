// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A node to be checked by ``NodeConformance``, and a call that it answers.
public struct NodeFixture: Sendable {
    /// The node.
    public var node: any Node
    /// The command of a call that succeeds, can be repeated and may run several times at once.
    public var command: String
    /// That call's parameters.
    public var params: JSONValue

    /// Makes a fixture.
    public init(_ node: any Node, command: String, params: JSONValue = .null) {
        self.node = node
        self.command = command
        self.params = params
    }

    func call(_ number: Int = 0) -> NodeInvocation {
        NodeInvocation(id: "call-\(number)", command: self.command, params: self.params)
    }
}
