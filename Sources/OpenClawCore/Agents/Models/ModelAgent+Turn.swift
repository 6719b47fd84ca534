// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ModelAgent {
    /// Asks the models, in order, until one answers.
    ///
    /// - Throws: ``AgentError`` when none did, `CancellationError` when the turn was aborted or its time is over.
    public func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome {
        let plan = self.cooldowns.plan(self.choices(for: turn))
        var attempts = ModelAttempts(models: plan.count, policy: self.retryPolicy)
        var failures: [(model: ModelChoice, error: ModelError)] = []
        var place = 0
        let files = try await self.workspaceInstructions(for: turn)
        while true {
            let model = plan[place]
            let request = self.request(for: turn, model: model, files: files, shortenings: attempts.shortenings)
            var answer = ModelAnswer()
            do {
                try Task.checkCancellation()
                let completion = try await model.provider.complete(request) { event in
                    try await answer.take(event, output: output)
                }
                self.cooldowns.succeed(model)
                let outcome = answer.outcome(completion, model: model)
                if let usage = outcome.usage { try await output.emit(.usage(usage)) }
                return outcome
            } catch {
                if error is CancellationError || answer.outputFailure != nil || Task.isCancelled {
                    self.cooldowns.release(model)
                    throw answer.outputFailure ?? CancellationError()
                }
                let failure = Self.modelError(error)
                let step = attempts.step(
                    after: failure,
                    hasAnswered: answer.hasBegun,
                    canShorten: request.messages.count > 1,
                    random: Double(self.randomness.next() >> 11) * 0x1p-53
                )
                switch step {
                case .again(let delay):
                    do {
                        try await self.clock.sleep(for: delay)
                    } catch {
                        self.cooldowns.release(model)
                        throw error
                    }
                case .shorter:
                    continue
                case .next:
                    self.cooldowns.fail(model, failure)
                    failures.append((model, failure))
                    place += 1
                case .fail:
                    self.cooldowns.fail(model, failure)
                    failures.append((model, failure))
                    throw Self.agentError(failures)
                }
            }
        }
    }

    /// The models the turn may ask: the session's own choice, then the configured ones.
    private func choices(for turn: Turn) -> [ModelChoice] {
        guard let wanted = turn.attributes["model"]?.stringValue, !wanted.isEmpty else { return self.models }
        if let configured = self.models.first(where: { $0.reference == wanted || $0.model == wanted }) {
            return [configured] + self.models.filter { $0.reference != configured.reference }
        }
        var choice = self.models[0]
        choice.model = wanted
        for model in self.models {
            let prefix = model.provider.id.rawValue + "/"
            if wanted.hasPrefix(prefix), wanted.utf8.count > prefix.utf8.count {
                choice = model
                choice.model = String(wanted.dropFirst(prefix.count))
                break
            }
        }
        return [choice] + self.models
    }

    /// What the files of the workspace say. A conversation of several people does not get what is remembered of one.
    private func workspaceInstructions(for turn: Turn) async throws(AgentError) -> String? {
        guard let workspace else { return nil }
        let isShared = [":group:", ":channel:"].contains { turn.sessionKey.rawValue.contains($0) }
        do throws(FileSystemError) {
            return try await workspace.instructions(isPrivate: !isShared, names: turn.workspaceFiles ?? AgentWorkspace.names)
        } catch {
            throw AgentError(.unknown, "The agent's workspace cannot be read: \(error)")
        }
    }

    /// The request for a model; each shortening halves the room for history.
    private func request(for turn: Turn, model: ModelChoice, files: String?, shortenings: Int) -> ModelRequest {
        let prompts = [self.systemPrompt, files, turn.extraSystemPrompt].compactMap { $0 }.filter { !$0.isEmpty }
        let systemPrompt = prompts.isEmpty ? nil : prompts.joined(separator: "\n\n")
        var context = ModelContext(
            contextTokens: model.contextTokens,
            answerTokens: self.maxTokens,
            systemPrompt: systemPrompt,
            tools: []
        )
        if shortenings > 0 {
            // The estimate was too low: what was sent is the measure now.
            let sent = context.messages(history: turn.history, message: turn.message).reduce(0) { $0 + TokenEstimate.tokens(in: $1) }
            context.budget = sent >> shortenings
        }
        let efforts: Set = ["minimal", "low", "medium", "high"]
        return ModelRequest(
            model: model.model,
            messages: context.messages(history: turn.history, message: turn.message),
            systemPrompt: systemPrompt,
            temperature: self.temperature,
            maxTokens: self.maxTokens,
            reasoningEffort: turn.attributes["thinkingLevel"]?.stringValue.flatMap { efforts.contains($0) ? $0 : nil },
            metadata: ["sessionKey": turn.sessionKey.rawValue, "runId": turn.runID.rawValue]
        )
    }

    private static func modelError(_ error: any Error) -> ModelError {
        switch error {
        case let error as ModelError: error
        case let error as AgentError: ModelError(error.kind, error.message, retryAfter: error.retryAfter)
        default: ModelError(.unknown, "The model provider failed: \(error)")
        }
    }

    /// One error for all failures: of the kind of the first, which is the model people expect to answer.
    private static func agentError(_ failures: [(model: ModelChoice, error: ModelError)]) -> AgentError {
        guard let first = failures.first else { return AgentError(.unknown, "No model was asked.") }
        let message = failures.map { "\($0.model.reference): \($0.error.message)" }.joined(separator: "\n")
        return AgentError(first.error.kind, message, retryAfter: failures.compactMap(\.error.retryAfter).min())
    }
}
