// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `exec.approvals.*`: the file with policies and allowlists, here and on nodes (PROTOCOL 2.11).
    static let execApprovalsFileMethods: [Method] = [
        .asynchronous("exec.approvals.get", .scopes(.admin)) { call in
            _ = try call.parameters([])
            let store = try call.gateway.approvalsStore()
            return .value(try await call.gateway.onDisk { () throws(ExecApprovalsError) in try store.load() }.json)
        },
        .asynchronous("exec.approvals.set", .scopes(.admin)) { call in
            let parameters = try call.parameters(["file", "baseHash"])
            guard parameters.has("file"), let file = parameters.object["file"] else { throw parameters.error("file", "is required") }
            let hash = try parameters.string("baseHash", maximumLength: 128)
            let store = try call.gateway.approvalsStore()
            return .value(try await call.gateway.onDisk { () throws(ExecApprovalsError) in try store.replace(file, baseHash: hash) }.json)
        },
        .asynchronous("exec.approvals.node.get", .scopes(.admin)) { call in
            let parameters = try call.parameters(["nodeId"])
            return try await call.gateway.nodeApprovals("system.execApprovals.get", [:], on: parameters.nodeID())
        },
        .asynchronous("exec.approvals.node.set", .scopes(.admin)) { call in
            let parameters = try call.parameters(["nodeId", "file", "baseHash"])
            var params = parameters.object
            params.removeValue(forKey: "nodeId")
            return try await call.gateway.nodeApprovals("system.execApprovals.set", params, on: parameters.nodeID())
        },
    ]

    private func approvalsStore() throws(MethodError) -> ExecApprovalsStore {
        guard let store = self.configuration.execApprovals else {
            throw .unavailable("this gateway keeps no exec approvals; it was made without GatewayConfiguration.execApprovals")
        }
        return store
    }

    private func nodeApprovals(_ command: String, _ params: JSONObject, on node: NodeID) async throws -> MethodResult {
        do {
            return .value(try await self.invoke(NodeInvocation(id: self.nodes.identifier(), command: command, params: .object(params)), on: node))
        } catch let error as NodeError {
            let details: JSONObject = ["code": .string(error.code.rawValue), "nodeId": .string(node.rawValue)]
            throw MethodError(error.code == .unsupported ? .invalidRequest : .unavailable, error.message, details: details)
        }
    }

    /// Runs a call that waits for the disk where waiting is allowed.
    private func onDisk<Value: Sendable>(
        _ body: @escaping @Sendable () throws(ExecApprovalsError) -> Value
    ) async throws(MethodError) -> Value {
        let result = await withTaskExecutorPreference(self.configuration.blockingExecutor) { () async -> Result<Value, ExecApprovalsError> in
            await Self.runBlocking(body)
        }
        do throws(ExecApprovalsError) {
            return try result.get()
        } catch {
            throw error.methodError
        }
    }

    @concurrent
    private static func runBlocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws(ExecApprovalsError) -> Value
    ) async -> Result<Value, ExecApprovalsError> {
        do throws(ExecApprovalsError) {
            return .success(try body())
        } catch {
            return .failure(error)
        }
    }
}
