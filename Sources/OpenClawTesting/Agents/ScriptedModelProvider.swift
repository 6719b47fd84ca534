// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import Synchronization

/// A model provider that plays a script: one answer for each request, in order.
///
/// ```swift
/// let provider = ScriptedModelProvider([.failure(ModelError(.rateLimit, "slow down", isTransient: true)), .text("Hello.")])
/// ```
public final class ScriptedModelProvider: ModelProvider {
    /// What happens on one request.
    public struct Answer: Sendable {
        /// The pieces, in order.
        public var events: [ModelEvent]
        /// How it ends after the pieces.
        public var end: End

        /// How an answer ends.
        public enum End: Sendable {
            /// Complete.
            case completion(ModelCompletion)
            /// With an error.
            case failure(ModelError)
            /// Not at all, until the task is cancelled.
            case never
        }

        /// Makes an answer.
        public init(_ events: [ModelEvent], end: End = .completion(ModelCompletion())) {
            self.events = events
            self.end = end
        }

        /// An answer of one text.
        public static func text(_ text: String) -> Answer { Answer([.textDelta(text)]) }

        /// An error before anything was said.
        public static func failure(_ error: ModelError) -> Answer { Answer([], end: .failure(error)) }

        /// Silence until the task is cancelled.
        public static let never = Answer([], end: .never)
    }

    private struct State {
        var answers: ArraySlice<Answer>
        var requests: [ModelRequest] = []
        var cancellations = 0
    }

    /// The provider's name.
    public let id: ModelProviderID
    private let state: Mutex<State>

    /// Makes a provider; after the last answer every request fails.
    public init(id: ModelProviderID = "scripted", _ answers: [Answer]) {
        self.id = id
        self.state = Mutex(State(answers: answers[...]))
    }

    /// The requests so far.
    public var requests: [ModelRequest] { self.state.withLock { $0.requests } }

    /// How many requests were cancelled while the provider was silent.
    public var cancellations: Int { self.state.withLock { $0.cancellations } }

    /// Plays the next answer.
    public func complete(_ request: ModelRequest, receive: (ModelEvent) async throws -> Void) async throws -> ModelCompletion {
        let answer = self.state.withLock { state in
            state.requests.append(request)
            return state.answers.popFirst()
        }
        guard let answer else {
            throw ModelError(.invalidRequest, "The script of \(self.id) has no answer to request \(self.requests.count).")
        }
        for event in answer.events { try await receive(event) }
        switch answer.end {
        case .completion(let completion):
            return completion
        case .failure(let error):
            throw error
        case .never:
            do {
                while true { try await Task.sleep(for: .seconds(3600)) }
            } catch {
                self.state.withLock { $0.cancellations += 1 }
                throw error
            }
        }
    }
}
