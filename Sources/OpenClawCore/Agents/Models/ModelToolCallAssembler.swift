// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Puts the pieces of a model's tool calls together.
public struct ModelToolCallAssembler: Sendable {
    private struct Draft {
        var index: Int
        var id = ""
        var name = ""
        var arguments = ""
    }

    private var drafts: [Draft] = []
    private let maximumCalls: Int
    private let maximumArgumentBytes: Int

    /// Makes an assembler with bounds for one answer.
    public init(maximumCalls: Int = 128, maximumArgumentBytes: Int = 1 << 20) {
        self.maximumCalls = maximumCalls
        self.maximumArgumentBytes = maximumArgumentBytes
    }

    /// Whether no call has begun.
    public var isEmpty: Bool { self.drafts.isEmpty }

    /// Takes one piece.
    public mutating func append(index: Int, id: String?, name: String?, arguments: String) throws(ModelError) {
        let place: Int
        if let known = self.drafts.lastIndex(where: { $0.index == index }) {
            place = known
        } else {
            guard self.drafts.count < self.maximumCalls else {
                throw ModelError(
                    .invalidRequest,
                    "The model asked for more than \(self.maximumCalls) tools at once; the answer was dropped."
                )
            }
            place = self.drafts.count
            self.drafts.append(Draft(index: index))
        }
        if let id, !id.isEmpty { self.drafts[place].id = id }
        if let name, !name.isEmpty { self.drafts[place].name = name }
        self.drafts[place].arguments += arguments
        guard self.drafts[place].arguments.utf8.count <= self.maximumArgumentBytes else {
            throw ModelError(
                .invalidRequest,
                "The arguments of a call of \(self.drafts[place].name) are longer than \(self.maximumArgumentBytes) bytes; the answer was dropped."
            )
        }
    }

    /// The calls, in the order they began. Arguments that are no JSON are kept as the text they are, for the tool to refuse.
    public func calls() -> [ToolCall] {
        self.drafts.map { draft in
            var arguments = JSONValue.object([:])
            if !draft.arguments.isEmpty {
                do {
                    arguments = try JSONValue(parsing: draft.arguments)
                } catch {
                    arguments = .string(draft.arguments)
                }
            }
            return ToolCall(id: draft.id.isEmpty ? "call_\(draft.index)" : draft.id, name: draft.name, arguments: arguments)
        }
    }
}
