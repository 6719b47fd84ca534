// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// The file with policies and allowlists that a command means: this machine's, the gateway's or a node's.
struct ApprovalsPlace: Sendable {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    /// The file as it is.
    func get() async throws -> JSONValue {
        if let node = self.invocation.text("--node") {
            return try await GatewayTarget.connect(self.invocation) { client in
                try await client.call("exec.approvals.node.get", ["nodeId": .string(try await NodeCallCommands.find(node, client))])
            }
        }
        if self.invocation.has("--gateway") { return try await GatewayTarget.connect(self.invocation) { try await $0.call("exec.approvals.get") } }
        return try self.local { try $0.load().json }
    }

    /// Replaces the file if it still is what `baseHash` names.
    func set(_ file: JSONValue, baseHash: String) async throws -> JSONValue {
        if let node = self.invocation.text("--node") {
            return try await GatewayTarget.connect(self.invocation) { client in
                let id = try await NodeCallCommands.find(node, client)
                return try await client.call(
                    "exec.approvals.node.set",
                    ["nodeId": .string(id), "file": file, "baseHash": .string(baseHash)]
                )
            }
        }
        if self.invocation.has("--gateway") {
            return try await GatewayTarget.connect(self.invocation) {
                try await $0.call("exec.approvals.set", ["file": file, "baseHash": .string(baseHash)])
            }
        }
        return try self.local { try $0.replace(file, baseHash: baseHash).json }
    }

    private func local(_ body: (ExecApprovalsStore) throws -> JSONValue) throws -> JSONValue {
        let state = try Settings.stateDirectory(self.invocation)
        do {
            return try body(ExecApprovalsStore(path: state.execApprovalsPath, fileSystem: self.invocation.host.fileSystem))
        } catch let error as ExecApprovalsError {
            throw CommandFailure(message: error.message, exitCode: error.code == .invalid ? .configuration : .failure, code: error.code.rawValue)
        }
    }
}
