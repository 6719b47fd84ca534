// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One tool run for a program, without an agent (PROTOCOL 2.6 and 3): what `tools.invoke` and `POST /tools/invoke` do.
package struct ToolInvocation: Sendable {
    /// The gateway's own tools. All of them only read.
    package static let own: Set<String> = Set(Self.manifests.map(\.name))

    /// The same in words, for lists.
    static let manifests: [(name: String, description: String)] = [
        ("session_status", "What is known of a session."), ("sessions_list", "Lists sessions, the one that changed last first."),
        ("sessions_history", "The messages of a session."), ("agents_list", "Lists the agents."),
    ]

    private let gateway: Gateway
    private let name: String
    private let arguments: JSONObject
    private let session: String
    private let agent: AgentID?
    private let scopes: ScopeSet
    private let identifier: String

    /// Names a tool and what it is to work on.
    /// - Parameters:
    ///   - session: the session when the arguments name none.
    ///   - agent: whose session that is when the key does not say so; `nil` is the default agent.
    ///   - scopes: what the caller may do.
    /// - Throws: ``ToolError`` when there is no such tool, or it may not run here.
    package init(
        _ name: String,
        _ arguments: JSONObject,
        session: String?,
        agent: AgentID? = nil,
        scopes: ScopeSet,
        gateway: Gateway
    ) throws(ToolError) {
        guard Self.allows(name, in: gateway) else { throw ToolError(.notAvailable, "Tool not available: \(name)") }
        self.gateway = gateway
        self.name = name
        self.arguments = arguments
        self.session = arguments["sessionKey"]?.stringValue ?? session ?? "main"
        self.agent = agent
        self.scopes = scopes
        self.identifier = gateway.configuration.identifiers.uuid()
    }

    /// Whether the tool changes nothing.
    var onlyReads: Bool { Self.own.contains(self.name) }

    /// The refusal of a caller that does not want a person asked; `nil` when nobody has to be.
    var missingConsent: ToolError? {
        guard self.gateway.toolPolicy.asks(self.name) else { return nil }
        return ToolError(.approvalRequired, "a person has to allow \(self.name); ask again with confirm: true, and wait for the answer")
    }

    static func allows(_ name: String, in gateway: Gateway) -> Bool {
        let policy = gateway.toolPolicy
        if policy.denied.contains(name) || policy.denied.contains("*") { return false }
        if Self.own.contains(name) { return true }
        return (policy.allowed.contains(name) || policy.allowed.contains("*")) && gateway.skills.manifests.contains { $0.name == name }
    }

    /// Runs the tool, after a person has allowed it where the policy wants that.
    /// - Parameter asks: whether a person is asked and waited for; otherwise the caller is told that one is needed.
    /// - Returns: The result as agents get it, `{content, details}`: text for a model and the value for programs.
    package func run(asks: Bool) async throws(ToolError) -> JSONValue {
        let key = self.gateway.router.canonicalKey(self.session, agent: self.agent)
        guard key.isValid else { throw ToolError(.invalid, "sessionKey is not allowed") }
        if let missing = self.missingConsent {
            guard asks else { throw missing }
            let agent = self.agent ?? key.agentID ?? self.gateway.router.defaultAgent
            try await self.gateway.askPerson(about: self.name, self.arguments, id: self.identifier, agent: agent, session: key)
        }
        let value =
            switch self.name {
            case "session_status": try await self.status(of: key)
            case "sessions_list":
                try await self.ask("sessions.list", self.only("limit", "offset", "activeMinutes", "agentId", "search", "label"))
            case "sessions_history": try await self.history(of: key)
            case "agents_list": try await self.ask("agents.list", [:])
            default: try await self.runSkill(in: key)
            }
        let text = value.stringValue ?? String(decoding: value.serialized(pretty: true), as: UTF8.self)
        return ["content": [["type": "text", "text": .string(text)]], "details": value]
    }

    private func status(of key: SessionKey) async throws(ToolError) -> JSONValue {
        let isThere: Bool
        do throws(SessionStoreError) {
            isThere = try await self.gateway.sessions.record(key) != nil
        } catch {
            throw ToolError(Gateway.storeFailure(error))
        }
        guard isThere else { return ["key": .string(key.rawValue), "exists": false] }
        return try await self.ask("sessions.describe", ["key": .string(key.rawValue)])
    }

    private func history(of key: SessionKey) async throws(ToolError) -> JSONValue {
        var params = self.only("limit", "offset")
        params["sessionKey"] = .string(key.rawValue)
        return try await self.ask("chat.history", params)
    }

    private func runSkill(in key: SessionKey) async throws(ToolError) -> JSONValue {
        let context = SkillContext(
            agentID: self.agent ?? key.agentID ?? self.gateway.router.defaultAgent,
            sessionKey: key,
            runID: RunID("tool-\(self.identifier)")
        )
        let result: SkillResult
        do throws(CancellationError) {
            result = try await self.gateway.skills.run(
                self.name,
                SkillCall(id: self.identifier, arguments: .object(self.arguments)),
                context: context
            )
        } catch {
            throw ToolError(.unavailable("the gateway stopped while \(self.name) worked; look whether it was done before you ask again"))
        }
        guard !result.isError else { throw ToolError(.failed, result.value.stringValue ?? "\(result.value)") }
        return result.value
    }

    /// Those of the arguments that a method knows.
    private func only(_ names: String...) -> JSONObject {
        JSONObject(names.compactMap { name in self.arguments[name].map { (key: name, value: $0) } })
    }

    private func ask(_ method: String, _ params: JSONObject) async throws(ToolError) -> JSONValue {
        do {
            return try await LocalClient(gateway: self.gateway, scopes: self.scopes).call(method, params)
        } catch let error as MethodError {
            throw ToolError(error)
        } catch {
            throw ToolError(.unavailable("\(error)"))
        }
    }
}
