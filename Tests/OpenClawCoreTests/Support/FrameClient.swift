// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// An operator's client with one connection for all its calls, without a socket.
final class FrameClient: Sendable {
    private final class Answers: ClientTransport {
        let frames = Mailbox<JSONValue>(capacity: 256, overflow: .dropOldest)
        func send(_ frame: [UInt8]) {
            if let value = try? JSONValue(parsing: frame) { self.frames.offer(value) }  // The gateway writes JSON.
        }
        func close(_ code: CloseCode, reason: String) { self.frames.close() }
    }

    private let gateway: Gateway
    private let id: ClientID
    private let scopes: ScopeSet

    init(_ gateway: Gateway, scopes: ScopeSet = .all) {
        self.gateway = gateway
        self.id = ClientID(rawValue: "operator-\(gateway.nextClientOrdinal())")
        self.scopes = scopes
    }

    /// Calls a method and returns its last answer.
    func call(_ method: String, _ params: JSONObject) async throws -> JSONValue {
        let answers = Answers()
        let session = ClientSession(
            id: self.id,
            info: ClientInfo(id: "test", version: "1", platform: "test", mode: "test"),
            role: .operator,
            scopes: self.scopes,
            protocolVersion: ProtocolVersion.current,
            ordinal: self.gateway.nextClientOrdinal(),
            transport: answers
        )
        let body = JSONValue.object(params).serialized()
        let outcome = body.withUnsafeBytes { params in
            [UInt8]("1".utf8).withUnsafeBytes { id in self.gateway.dispatch(method, id: id, params: params, client: session) }
        }
        switch outcome {
        case .payload(let payload): return try JSONValue(parsing: payload)
        case .failure(let error): throw error
        case .pending: break
        }
        guard let frame = await answers.frames.next() else { throw CancellationError() }
        if frame["ok"]?.boolValue == true { return frame["payload"] ?? .null }
        let error = frame["error"]
        throw MethodError(
            ErrorCode(rawValue: error?["code"]?.stringValue ?? ""),
            error?["message"]?.stringValue ?? "",
            details: error?["details"]?.objectValue
        )
    }

    /// Calls a method that must fail.
    func failure(_ method: String, _ params: JSONObject) async -> MethodError? {
        do {
            _ = try await self.call(method, params)
            return nil
        } catch { return error as? MethodError }
    }
}
