// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `agents.files.*` for agents with a workspace (PROTOCOL 2.6).
package enum AgentFileMethods {
    /// The methods.
    package static func make(_ workspaces: [AgentID: AgentWorkspace]) -> [Method] {
        [
            .asynchronous("agents.files.list", .scopes(.read)) { call in
                let parameters = try call.parameters(["agentId"])
                let (id, workspace) = try Self.workspace(parameters, workspaces)
                do throws(FileSystemError) {
                    let files = try await workspace.files().map(\.json)
                    return .value(["agentId": .string(id.rawValue), "workspace": .string(workspace.path), "files": .array(files)])
                } catch {
                    throw Self.failure(call.method, error)
                }
            }.timed,
            .asynchronous("agents.files.get", .scopes(.read)) { call in
                let parameters = try call.parameters(["agentId", "name"])
                let (id, workspace) = try Self.workspace(parameters, workspaces)
                let name = try Self.name(parameters)
                do throws(FileSystemError) {
                    return Self.answer(id, workspace, try await workspace.file(name))
                } catch {
                    throw Self.failure(call.method, error)
                }
            }.timed,
            .asynchronous("agents.files.set", .scopes(.admin)) { call in
                let parameters = try call.parameters(["agentId", "name", "content", "expectedHash"])
                let (id, workspace) = try Self.workspace(parameters, workspaces)
                let name = try Self.name(parameters)
                guard let content = try parameters.string("content", maximumLength: AgentWorkspace.maximumFileBytes) else {
                    throw parameters.error("content", "is required")
                }
                let expected = try parameters.string("expectedHash", maximumLength: 64)
                do throws(FileSystemError) {
                    return Self.answer(id, workspace, try await workspace.write(content, to: name, expectedHash: expected), isWritten: true)
                } catch where error.code == .exists {
                    throw MethodError.invalid("\(name) has changed since it was read; read it again with agents.files.get and retry")
                } catch {
                    throw Self.failure(call.method, error)
                }
            },
        ]
    }

    private static func workspace(_ parameters: MethodParameters, _ all: [AgentID: AgentWorkspace]) throws(MethodError) -> (
        AgentID, AgentWorkspace
    ) {
        let id = AgentID(try parameters.requiredString("agentId", maximumLength: 64))
        guard let workspace = all[id] else { throw .invalid("unknown agent \"\(id)\"; agents.list shows those that exist") }
        return (id, workspace)
    }

    private static func name(_ parameters: MethodParameters) throws(MethodError) -> String {
        let name = try parameters.requiredString("name", maximumLength: 128)
        guard AgentWorkspace.names.contains(name) else {
            throw parameters.error("name", "must be one of \(AgentWorkspace.names.joined(separator: ", "))")
        }
        return name
    }

    private static func answer(_ id: AgentID, _ workspace: AgentWorkspace, _ file: WorkspaceFile?, isWritten: Bool = false) -> MethodResult {
        var answer: JSONObject = ["agentId": .string(id.rawValue), "workspace": .string(workspace.path), "file": file?.json ?? .null]
        if isWritten { answer["ok"] = true }
        return .value(.object(answer))
    }

    private static func failure(_ method: String, _ error: FileSystemError) -> MethodError {
        .unavailable("\(method): \(error)")
    }
}
