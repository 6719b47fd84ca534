// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawWire
import Synchronization

/// A transport that answers with scripted responses and keeps the calls.
final class ScriptedTransport: ModelTransport {
    enum Answer: Sendable {
        case response(ScriptedResponse)
        case failure(ModelTransportError)
    }

    private let state: Mutex<(answers: ArraySlice<Answer>, calls: [ModelCall])>

    init(_ answers: [Answer]) { self.state = Mutex((answers[...], [])) }

    convenience init(_ response: ScriptedResponse) { self.init([.response(response)]) }

    var calls: [ModelCall] { self.state.withLock { $0.calls } }

    func send(_ call: ModelCall) async throws(ModelTransportError) -> any ModelResponse {
        let answer = self.state.withLock { state in
            state.calls.append(call)
            return state.answers.popFirst()
        }
        switch answer {
        case .response(let response): return response
        case .failure(let error): throw error
        case nil: throw ModelTransportError(.connect, "The script is over.")
        }
    }
}

/// A response that comes in scripted pieces.
final class ScriptedResponse: ModelResponse {
    /// What follows the last piece.
    enum End: Sendable {
        case complete
        case failure(ModelTransportError)
        /// Nothing, until the response is cancelled.
        case silence
    }

    private struct State {
        var pieces: ArraySlice<[UInt8]>
        var isCancelled = false
        var reader: CheckedContinuation<Void, Never>?
    }

    let head: HTTPResponseHead
    private let end: End
    private let state: Mutex<State>

    init(status: Int = 200, fields: HTTPFields = HTTPFields(), _ pieces: [[UInt8]], end: End = .complete) {
        self.head = HTTPResponseHead(status: HTTPStatus(status), fields: fields)
        self.end = end
        self.state = Mutex(State(pieces: pieces[...]))
    }

    convenience init(status: Int = 200, fields: HTTPFields = HTTPFields(), text: String, end: End = .complete) {
        self.init(status: status, fields: fields, [Array(text.utf8)], end: end)
    }

    var isCancelled: Bool { self.state.withLock { $0.isCancelled } }

    func next() async throws(ModelTransportError) -> [UInt8]? {
        if let piece = self.state.withLock({ $0.pieces.popFirst() }) { return piece }
        switch self.end {
        case .complete: return nil
        case .failure(let error): throw error
        case .silence:
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isCancelled = self.state.withLock { state in
                        if !state.isCancelled { state.reader = continuation }
                        return state.isCancelled
                    }
                    if isCancelled { continuation.resume() }
                }
            } onCancel: {
                self.cancel()
            }
            throw ModelTransportError(.cancelled, "Cancelled.")
        }
    }

    func cancel() {
        let reader = self.state.withLock { state in
            state.isCancelled = true
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }
}
