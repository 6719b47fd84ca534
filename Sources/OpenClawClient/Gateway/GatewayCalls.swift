// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The calls of a client that wait for their answers, across connections.
///
/// A call that was sent when the connection ended may or may not have been carried out: it fails, unless it carries an idempotency
/// key, with which it is sent again and counts once. A call that was never sent waits for the next connection.
struct GatewayCalls {
    typealias Answers = Mailbox<Result<JSONValue, GatewayClientError>>

    private struct Call {
        var frame: [UInt8]
        var answers: Answers
        var method: String
        var params: JSONValue
        var isRepeatable: Bool
        var isSent: Bool
    }

    private var nextID = 1
    private var calls: [Int: Call] = [:]

    /// Takes a call in. `isConnected` says that its caller sends the frame now.
    mutating func begin(_ method: String, _ params: JSONValue, _ answers: Answers, isConnected: Bool) -> (id: Int, frame: [UInt8]) {
        let id = self.nextID
        self.nextID += 1
        let frame = GatewayFrame.request(id: "\(id)", method: method, params: params)
        let key = params["idempotencyKey"]?.stringValue ?? ""
        self.calls[id] = Call(
            frame: frame,
            answers: answers,
            method: method,
            params: params,
            isRepeatable: !key.isEmpty,
            isSent: isConnected
        )
        return (id, frame)
    }

    /// The caller waits no longer.
    mutating func end(_ id: Int) { self.calls[id] = nil }

    /// Who waits for a response, and for what.
    func waiting(_ id: String) -> (answers: Answers, method: String, params: JSONValue)? {
        Int(id).flatMap { self.calls[$0] }.map { ($0.answers, $0.method, $0.params) }
    }

    /// The connection has ended and another one follows: returns who has to be told that it failed.
    mutating func interrupt() -> [Answers] {
        var lost: [Answers] = []
        for (id, call) in self.calls where call.isSent {
            if call.isRepeatable {
                self.calls[id]?.isSent = false
            } else {
                lost.append(call.answers)
                self.calls[id] = nil
            }
        }
        return lost
    }

    /// There is a connection again: the frames to send, in the order of the calls.
    mutating func resume() -> [[UInt8]] {
        let waiting = self.calls.filter { !$0.value.isSent }.keys.sorted()
        return waiting.compactMap { id in
            self.calls[id]?.isSent = true
            return self.calls[id]?.frame
        }
    }

    /// There will be no connection again: returns who has to be told.
    mutating func finish() -> [Answers] {
        defer { self.calls = [:] }
        return self.calls.values.map(\.answers)
    }
}
