// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a model has said so far in one attempt, passed on as it comes.
struct ModelAnswer {
    /// The most bytes of text and reasoning an answer may have.
    static let maximumBytes = 8 << 20

    private(set) var text = ""
    private(set) var thinking = ""
    private(set) var tools = ModelToolCallAssembler()
    private(set) var usage: TokenUsage?
    /// Why the readers went away, when they did.
    private(set) var outputFailure: (any Error)?

    /// Whether a part of the answer has been passed on, which cannot be taken back. Reasoning is not a part of it.
    var hasBegun: Bool { !self.text.isEmpty || !self.tools.isEmpty }

    /// Takes a piece and passes it on.
    mutating func take(_ event: ModelEvent, output: AgentOutput) async throws {
        let passedOn: AgentEvent
        switch event {
        case .textDelta(let delta):
            guard !delta.isEmpty else { return }
            self.text += delta
            passedOn = .textDelta(delta)
        case .thinkingDelta(let delta):
            guard !delta.isEmpty else { return }
            self.thinking += delta
            passedOn = .thinkingDelta(delta)
        case .toolCallDelta(let index, let id, let name, let arguments):
            try self.tools.append(index: index, id: id, name: name, arguments: arguments)
            return
        case .usage(let usage):
            self.usage = usage
            return
        }
        guard self.text.utf8.count + self.thinking.utf8.count <= Self.maximumBytes else {
            throw ModelError(
                .invalidRequest,
                "The answer is longer than \(Self.maximumBytes) bytes and was cut there. Set a lower maxTokens."
            )
        }
        do {
            try await output.emit(passedOn)
        } catch {
            self.outputFailure = error
            throw error
        }
    }

    /// The outcome of the turn.
    func outcome(_ completion: ModelCompletion, model: ModelChoice) -> TurnOutcome {
        var content: [ContentBlock]?
        if !self.thinking.isEmpty || !self.tools.isEmpty {
            var blocks: [ContentBlock] = []
            if !self.thinking.isEmpty { blocks.append(.thinking(self.thinking)) }
            if !self.text.isEmpty { blocks.append(.text(self.text)) }
            blocks.append(contentsOf: self.tools.calls().map(ContentBlock.toolCall))
            content = blocks
        }
        return TurnOutcome(
            content: content,
            usage: completion.usage ?? self.usage,
            stopReason: completion.stopReason.rawValue,
            model: model.reference
        )
    }
}
