// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Puts the events of one run together to an answer: decides what is new in each of them.
struct ChatStream {
    /// What an event means.
    struct Step {
        var progress: [ChatProgress] = []
        var end: Result<ChatAnswer, GatewayClientError>?
    }

    let runID: String
    private(set) var text = ""

    init(runID: String) { self.runID = runID }

    /// Takes an event; those of other runs mean nothing.
    mutating func receive(_ event: GatewayClientEvent) -> Step {
        guard event.payload["runId"]?.stringValue == self.runID else { return Step() }
        switch event.name {
        case "chat": return self.chat(event.payload)
        case "agent" where event.payload["stream"]?.stringValue == "tool":
            let data = event.payload["data"]
            guard let name = data?["name"]?.stringValue, let phase = data?["phase"]?.stringValue else { return Step() }
            return Step(progress: [.tool(name: name, phase: phase)])
        default: return Step()
        }
    }

    /// The whole answer is known from elsewhere: what of it is new.
    mutating func finish(with whole: String) -> [ChatProgress] { self.advance(to: whole) }

    private mutating func chat(_ payload: JSONValue) -> Step {
        switch payload["state"]?.stringValue {
        case "delta":
            let delta = payload["deltaText"]?.stringValue ?? ""
            // The snapshot is the whole text; it repairs what was missed while the reader was slow.
            if let whole = Self.text(of: payload["message"]) { return Step(progress: self.advance(to: whole)) }
            if payload["replace"]?.boolValue == true { return Step(progress: self.advance(to: delta)) }
            if delta.isEmpty { return Step() }
            self.text += delta
            return Step(progress: [.delta(delta)])
        case "final":
            let whole = Self.text(of: payload["message"]) ?? self.text
            let progress = self.advance(to: whole)
            let answer = ChatAnswer(
                runID: self.runID,
                text: whole,
                stopReason: payload["stopReason"]?.stringValue,
                usage: payload["usage"]
            )
            return Step(progress: progress, end: .success(answer))
        case "aborted":
            return Step(end: .failure(GatewayClientError(.aborted, payload["errorMessage"]?.stringValue ?? "the run was aborted")))
        case "error":
            let message = payload["errorMessage"]?.stringValue ?? "the agent failed without a reason"
            return Step(end: .failure(GatewayClientError(.agentFailed, message)))
        default:
            return Step()
        }
    }

    private mutating func advance(to whole: String) -> [ChatProgress] {
        let known = self.text
        self.text = whole
        if whole == known { return [] }
        if whole.utf8.starts(with: known.utf8) { return [.delta(String(decoding: whole.utf8.dropFirst(known.utf8.count), as: UTF8.self))] }
        return [.replacement(whole)]
    }

    static func text(of message: JSONValue?) -> String? {
        switch message?["content"] {
        case .string(let text): text
        case .array(let blocks): blocks.compactMap { $0["type"]?.stringValue == "text" ? $0["text"]?.stringValue : nil }.joined()
        default: nil
        }
    }
}
