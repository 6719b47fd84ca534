// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

@testable import OpenClawClient

/// A gateway that answers as it is told.
final class ScriptedTransport: GatewayClientTransport {
    typealias Answer = @Sendable (JSONValue) -> [JSONValue]

    private let frames = Mailbox<[UInt8]>(capacity: 1_000)
    private let requests = Mutex<[JSONValue]>([])
    private let reason = Mutex<String?>(nil)
    private let answer: Answer

    /// - Parameters:
    ///   - first: What is sent before anything was asked.
    ///   - answer: The frames that follow a request.
    init(first: [JSONValue] = [ScriptedTransport.challenge], answer: @escaping Answer) {
        self.answer = answer
        for frame in first { self.emit(frame) }
    }

    /// The requests so far.
    var received: [JSONValue] { self.requests.withLock { $0 } }

    var closeReason: String? { self.reason.withLock { $0 } }

    func send(_ frame: [UInt8]) async throws(GatewayClientError) {
        guard let request = try? JSONValue(parsing: frame) else { throw GatewayClientError(.disconnected, "the client sent no JSON") }
        self.requests.withLock { $0.append(request) }
        for frame in self.answer(request) { self.emit(frame) }
    }

    func receive() async throws(GatewayClientError) -> [UInt8]? { await self.frames.next() }

    func close() async { self.frames.close() }

    /// Sends a frame without being asked.
    func emit(_ frame: JSONValue) { self.frames.offer(frame.serialized()) }

    /// Closes from the gateway's side.
    func hangUp(_ reason: String) {
        self.reason.withLock { $0 = reason }
        self.frames.close()
    }

    static let challenge: JSONValue = ["type": "event", "event": "connect.challenge", "payload": ["nonce": "n", "ts": 1]]

    /// A successful response.
    static func ok(_ request: JSONValue, _ payload: JSONValue) -> JSONValue {
        ["type": "res", "id": request["id"] ?? .null, "ok": true, "payload": payload]
    }

    /// A failed response.
    static func failed(_ request: JSONValue, code: String, message: String, details: JSONValue = .null) -> JSONValue {
        [
            "type": "res", "id": request["id"] ?? .null, "ok": false,
            "error": ["code": .string(code), "message": .string(message), "details": details],
        ]
    }

    /// An event.
    static func event(_ name: String, _ payload: JSONValue, sequence: Int? = nil) -> JSONValue {
        var frame: JSONValue = ["type": "event", "event": .string(name), "payload": payload]
        if let sequence { frame["seq"] = JSONValue(sequence) }
        return frame
    }

    static let hello: JSONValue = [
        "type": "hello-ok", "protocol": 4, "server": ["version": "9.9.9", "connId": "c1"],
        "features": ["methods": ["health"], "events": []], "snapshot": ["uptimeMs": 5],
        "auth": ["role": "operator", "scopes": ["operator.admin"]], "policy": ["tickIntervalMs": 15_000],
    ]
}
