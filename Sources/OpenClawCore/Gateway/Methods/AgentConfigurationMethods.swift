// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `agents.create`, `agents.update`, `agents.delete` for a gateway whose configuration is a file (PROTOCOL 2.6).
///
/// They write `agents.list`; agents are made when the gateway starts, and the answer says so.
package enum AgentConfigurationMethods {
    /// The methods.
    /// - Parameter executor: where files may be read.
    package static func make(_ manager: ConfigurationManager, on executor: any TaskExecutor) -> [Method] {
        [
            .asynchronous("agents.create", .scopes(.admin)) { call in
                let parameters = try call.parameters(["name", "workspace", "model", "emoji", "avatar"])
                let name = try parameters.requiredString("name", maximumLength: 128)
                let id = try Self.identifier(name, parameters)
                let entry = try Self.fields(parameters)
                let outcome = try await Self.edit(manager, executor) { agents, _, configuration throws(MethodError) in
                    guard !configuration.agents.all.contains(where: { $0.id == id }), id != .main || !configuration.agents.all.isEmpty
                    else {
                        throw .invalid("agent \"\(id)\" already exists")
                    }
                    // Without a list there is the agent main, and a list without it would end it.
                    if configuration.agents.all.isEmpty { agents.append(["id": .string(AgentID.main.rawValue), "default": true]) }
                    var entry = entry
                    entry["id"] = .string(id.rawValue)
                    agents.append(.object(entry))
                }
                return Self.answer(id, ["name": .string(name), "workspace": parameters.object["workspace"] ?? .null], outcome)
            },
            .asynchronous("agents.update", .scopes(.admin)) { call in
                let parameters = try call.parameters(["agentId", "name", "workspace", "model", "emoji", "avatar"])
                let id = AgentID(try parameters.requiredString("agentId", maximumLength: 64))
                let entry = try Self.fields(parameters)
                let outcome = try await Self.edit(manager, executor) { agents, _, configuration throws(MethodError) in
                    if configuration.agents.all.isEmpty, id == .main { agents.append(["id": .string(id.rawValue), "default": true]) }
                    guard let place = agents.firstIndex(where: { $0["id"]?.stringValue == id.rawValue }) else {
                        throw Self.unknown(id, configuration)
                    }
                    agents[place] = agents[place].merging(.object(entry), replaced: [])
                }
                return Self.answer(id, [:], outcome)
            },
            .asynchronous("agents.delete", .scopes(.admin)) { call in
                let parameters = try call.parameters(["agentId", "deleteFiles"])
                let id = AgentID(try parameters.requiredString("agentId", maximumLength: 64))
                _ = try parameters.bool("deleteFiles")
                let removed = ChangedCount()
                let outcome = try await Self.edit(manager, executor) { agents, bindings, configuration throws(MethodError) in
                    guard let place = agents.firstIndex(where: { $0["id"]?.stringValue == id.rawValue }) else {
                        throw Self.unknown(id, configuration)
                    }
                    guard configuration.agents.defaultAgent != id else {
                        throw .invalid("\"\(id)\" is the default agent and cannot be deleted; make another one the default first")
                    }
                    agents.remove(at: place)
                    let before = bindings.count
                    bindings.removeAll { $0["agentId"]?.stringValue == id.rawValue }
                    removed.set(before - bindings.count)
                }
                // Conversations are kept: the transcripts of an agent are not its files.
                return Self.answer(id, ["removedBindings": JSONValue(removed.value), "deletedFiles": false], outcome)
            },
        ]
    }

    private static func unknown(_ id: AgentID, _ configuration: Configuration) -> MethodError {
        if configuration.agents.entries[id.rawValue] != nil {
            return .invalid("agent \"\(id)\" stands in agents.entries; change it with config.patch")
        }
        return .invalid("unknown agent \"\(id)\"; agents.list shows those that exist")
    }

    /// The name of an agent as routes and keys use it.
    private static func identifier(_ name: String, _ parameters: MethodParameters) throws(MethodError) -> AgentID {
        var text = ""
        for character in name.lowercased() {
            if character.isASCII, character.isLetter || character.isNumber || character == "_" || character == "-" {
                text.append(character)
            } else if !text.isEmpty, text.last != "-" {
                text.append("-")
            }
        }
        while text.last == "-" { text.removeLast() }
        let id = AgentID(String(text.prefix(64)))
        guard id.isValid else { throw parameters.error("name", "must have a letter or digit from which a name can be made") }
        return id
    }

    /// The keys of an agent's entry that the parameters set.
    private static func fields(_ parameters: MethodParameters) throws(MethodError) -> JSONObject {
        guard !parameters.has("avatar") else {
            throw .unavailable("\(parameters.method): avatars do not exist in this version; leave avatar out")
        }
        var entry: JSONObject = [:]
        for name in ["name", "workspace", "model"] {
            if let text = try parameters.string(name, maximumLength: 1_024) { entry[name] = .string(text) }
        }
        if let emoji = try parameters.string("emoji", maximumLength: 64) { entry["identity"] = ["emoji": .string(emoji)] }
        return entry
    }

    private static func edit(
        _ manager: ConfigurationManager,
        _ executor: any TaskExecutor,
        _ change: @escaping @Sendable (inout [JSONValue], inout [JSONValue], Configuration) throws(MethodError) -> Void
    ) async throws -> ConfigurationManager.Outcome {
        try await withTaskExecutorPreference(executor) {
            try await manager.edit { value, configuration throws(MethodError) in
                var root = value.objectValue ?? [:]
                var section = root["agents"]?.objectValue ?? [:]
                var agents = section["list"]?.arrayValue ?? []
                var bindings = root["bindings"]?.arrayValue ?? []
                let hadBindings = !bindings.isEmpty
                try change(&agents, &bindings, configuration)
                section["list"] = .array(agents)
                root["agents"] = .object(section)
                if hadBindings { root["bindings"] = .array(bindings) }
                value = .object(root)
            }
        }
    }

    private static func answer(_ id: AgentID, _ fields: JSONObject, _ outcome: ConfigurationManager.Outcome) -> MethodResult {
        var answer: JSONObject = ["ok": true, "agentId": .string(id.rawValue)]
        answer.merge(fields)
        answer["restart"] = [
            "required": .bool(!outcome.change.restart.isEmpty), "keys": .array(outcome.change.restart.map(JSONValue.string)),
        ]
        return .value(.object(answer))
    }
}
