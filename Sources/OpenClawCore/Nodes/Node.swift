// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A machine, device or program that offers commands.
public protocol Node: Sendable {
    /// What the node is and offers.
    var descriptor: NodeDescriptor { get }

    /// Runs one command; the task is cancelled when the caller's time is over.
    func invoke(_ invocation: NodeInvocation) async throws(NodeError) -> JSONValue
}
