// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawNet

/// Makes the agents that a configuration names.
///
/// A model is `provider/model`. Providers are those of `models.providers`, and `openai` from the environment (`OPENAI_API_KEY`,
/// `OPENAI_BASE_URL`, `OPENCLAW_MODEL`). When no model is set up at all, agents repeat what they are told and say why.
struct AgentAssembly {
    let configuration: Configuration
    let environment: [String: String]
    let client: HTTPClient
    let workspaces: [AgentID: AgentWorkspace]

    /// The agents in their order.
    func make() throws(CommandFailure) -> [any Agent] {
        var entries = self.configuration.agents.all
        if entries.isEmpty { entries = [Configuration.AgentEntry(id: .main)] }
        var agents: [any Agent] = []
        for entry in entries { agents.append(try self.agent(entry)) }
        return agents
    }

    private func agent(_ entry: Configuration.AgentEntry) throws(CommandFailure) -> any Agent {
        guard let choice = entry.model ?? self.configuration.agents.defaults.model else { return try self.agentOfEnvironment(entry) }
        let key = entry.model == nil ? "agents.defaults.model" : "agents: model of \"\(entry.id)\""
        var models: [ModelChoice] = []
        for reference in [choice.primary] + choice.fallbacks { models.append(try self.model(reference, key: key)) }
        let primary = choice.primary.split(separator: "/", maxSplits: 1).map(String.init)
        let known = self.configuration.models.providers[primary[0]]?.models.first { $0.id == primary.last }
        return self.agent(entry, models, maxTokens: known?.maxTokens)
    }

    private func agent(_ entry: Configuration.AgentEntry, _ models: [ModelChoice], maxTokens: Int? = nil) -> any Agent {
        ModelAgent(
            id: entry.id,
            name: entry.name ?? entry.identity.name,
            emoji: entry.identity.emoji,
            model: models[0],
            fallbacks: Array(models.dropFirst()),
            systemPrompt: entry.systemPrompt,
            workspace: self.workspaces[entry.id],
            maxTokens: maxTokens
        )
    }

    /// The agent when no model is configured: the environment's model, or an echo.
    private func agentOfEnvironment(_ entry: Configuration.AgentEntry) throws(CommandFailure) -> any Agent {
        guard self.isModelInEnvironment || self.configuration.models.providers.isEmpty else {
            throw self.failure(
                "agent \"\(entry.id)\" has no model; set agents.defaults.model to one of models.providers, as \"provider/model\""
            )
        }
        guard self.isModelInEnvironment else {
            return EchoAgent(id: entry.id, notice: "no model is set up, so it repeats what you say. Set OPENAI_API_KEY and start again.")
        }
        do {
            let settings = try ModelEnvironment(self.environment)
            let provider = try OpenAICompatibleProvider(settings.configuration, client: self.client)
            return self.agent(entry, [ModelChoice(provider: provider, model: settings.model)])
        } catch {
            throw self.failure(error.description)
        }
    }

    private var isModelInEnvironment: Bool {
        ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE"].contains { !(self.environment[$0] ?? "").isEmpty }
    }

    /// The model that a reference names.
    private func model(_ reference: String, key: String) throws(CommandFailure) -> ModelChoice {
        let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw self.failure(
                "\(key): \"\(reference)\" names no provider; write it as \"provider/model\", for example \"openai/\(reference)\""
            )
        }
        let provider = try self.provider(parts[0], reference: reference, key: key)
        let known = self.configuration.models.providers[parts[0]]?.models.first { $0.id == parts[1] }
        if let window = known?.contextWindow { return ModelChoice(provider: provider, model: parts[1], contextTokens: window) }
        return ModelChoice(provider: provider, model: parts[1])
    }

    private func provider(_ name: String, reference: String, key: String) throws(CommandFailure) -> any ModelProvider {
        let configured = self.configuration.models.providers[name]
        if let api = configured?.api, api != .openAICompletions {
            throw self.failure(
                "models.providers.\(name).api: \"\(api.rawValue)\" is not available in this version; use \"openai-completions\""
            )
        }
        var settings = OpenAICompatibleProvider.Configuration(id: ModelProviderID(name), keyName: "models.providers.\(name).apiKey")
        if name == "openai" {
            settings.keyName = "OPENAI_API_KEY"
            settings.apiKey = self.variable("OPENAI_API_KEY")
            settings.organization = self.variable("OPENAI_ORG_ID")
            settings.project = self.variable("OPENAI_PROJECT_ID")
            if let base = self.variable("OPENAI_BASE_URL") ?? self.variable("OPENAI_API_BASE") { settings.baseURL = base }
        } else if configured?.baseURL == nil {
            throw self.failure(
                "\(key): the provider of \"\(reference)\" is not known; add models.providers.\(name) with its baseUrl"
                    + self.didYouMean(name)
            )
        }
        if let baseURL = configured?.baseURL { settings.baseURL = baseURL }
        if let apiKey = configured?.apiKey {
            settings.apiKey = apiKey.reveal()
            settings.keyName = "models.providers.\(name).apiKey"
        }
        guard settings.apiKey != nil || configured?.baseURL != nil || self.isModelInEnvironment else {
            throw self.failure("\(key): \"\(reference)\" needs a key; set OPENAI_API_KEY and start again")
        }
        do {
            return try OpenAICompatibleProvider(settings, client: self.client)
        } catch {
            throw self.failure("models.providers.\(name): \(error.description)")
        }
    }

    private func didYouMean(_ name: String) -> String {
        NearestName.find(name, in: Array(self.configuration.models.providers.keys.sorted()) + ["openai"]).map {
            "; did you mean \"\($0)\"?"
        } ?? ""
    }

    private func variable(_ name: String) -> String? { self.environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func failure(_ message: String) -> CommandFailure {
        CommandFailure(message: message, exitCode: .configuration, code: "INVALID_CONFIG")
    }
}
